import { decodeProblem, errorsForFields, fieldPath } from './problem';

describe('decodeProblem', () => {
  it('passes a problem document through', () => {
    const problem = { title: '版本过期', status: 412, code: 'http.stale', traceId: '7f3a91' };
    expect(decodeProblem(412, 'application/problem+json', JSON.stringify(problem), null)).toEqual(problem);
  });

  it.each([
    ['a page of a proxy', 'text/html', '<h1>Bad gateway</h1>'],
    ['a page under a JSON header', 'application/json', '<h1>Bad gateway</h1>'],
    ['JSON that is no problem', 'application/json', '{"message":"no"}'],
    ['nothing', null, ''],
  ])('keeps status and number of %s', (_name, type, body) => {
    expect(decodeProblem(502, type, body, 'req-1')).toEqual({
      title: 'HTTP 502',
      status: 502,
      code: 'http.502',
      traceId: 'req-1',
    });
  });
});

describe('fieldPath', () => {
  it('reads JSON pointers', () => {
    expect(fieldPath('/contacts/0/phone')).toEqual(['contacts', 0, 'phone']);
    expect(fieldPath('/a~1b/c~0d')).toEqual(['a/b', 'c~d']);
    expect(fieldPath('')).toEqual([]);
  });
});

describe('errorsForFields', () => {
  it('leaves what the form does not show to the notice', () => {
    const shown = { pointer: '/validTo', code: 'before-start', detail: '' };
    const hidden = { pointer: '/programme', code: 'unknown', detail: '' };
    expect(errorsForFields([shown, hidden], ['validTo'])).toEqual({ fields: [shown], others: [hidden] });
  });
});
