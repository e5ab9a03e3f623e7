import { describe, expect, it } from '@jest/globals';
import { ConfigError } from '@tidu/kernel';
import { readProgramme } from './programme-file.js';

const valid = () => ({
  key: 'high-tech',
  title: { zh: '高新技术企业', en: 'High-tech enterprise' },
  shortTitle: { zh: '高企', en: 'High-tech' },
  certificateNumber: { pattern: '^GR\\d{12}$', severity: 'error', mark: 'C' },
  versions: [
    {
      id: 'first',
      from: '2008-01-01',
      to: '2015-12-31',
      documents: [],
      validity: { kind: 'years', years: 3, clause: 'art. 12', mark: 'C' },
      countsUntil: { rule: 'end-of-validity', mark: 'C' },
      duties: [],
    },
    {
      id: 'second',
      from: '2016-01-01',
      documents: [{ title: '办法', number: null, mark: 'A' }],
      validity: { kind: 'years', years: 3, clause: 'art. 9', mark: 'A' },
      countsUntil: {
        rule: 'following-year',
        publicityEnds: { 2024: '2024-10-31' },
        awaiting: { shownAs: 'awaiting-update', after: '03-31' },
        mark: 'C',
      },
      atExpiry: { action: 're-recognition', clause: 'art. 9', mark: 'A' },
      duties: [
        {
          kind: 'annual-report',
          title: { zh: '年报', en: 'Report' },
          rule: 'fixed-date-legal',
          clause: 'art. 13',
          mark: 'A',
          due: { year: 'each-of-validity', on: '05-31' },
        },
      ],
    },
  ],
});

/** The valid file with one place changed; `undefined` removes it. */
function changed(path: string, value: unknown): unknown {
  const file = valid() as unknown;
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const parent = keys.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], file) as Record<
    string,
    unknown
  >;
  if (value === undefined) Reflect.deleteProperty(parent, last);
  else parent[last] = value;
  return file;
}

describe('a programme file', () => {
  it('is read', () => {
    const programme = readProgramme(valid());
    expect(programme.versions.map(({ id, inForce }) => [id, inForce.new.from, inForce.review.until])).toEqual([
      ['first', '2008-01-01', '2016-01-01'],
      ['second', '2016-01-01', null],
    ]);
    expect(programme.versions[1]?.duties[0]?.due).toEqual({
      year: 'each-of-validity',
      lastYear: null,
      on: { month: 5, day: 31 },
    });
  });

  it.each<[string, unknown, string]>([
    ['key', 'hightech', 'key: must be one of'],
    ['titel', {}, 'the file: does not know the field "titel"'],
    ['versions', [], 'the file: must have a version'],
    ['versions.1.validity.year', 3, 'versions[1].validity: does not know the field "year"'],
    ['versions.1.validity.years', 0, 'versions[1].validity.years: must be a whole number'],
    ['versions.1.validity.mark', 'D', 'versions[1].validity.mark: must be one of A, B, C, K'],
    ['versions.1.validity.clause', undefined, 'versions[1].validity.clause: must be a text'],
    ['versions.1.validity', { kind: 'none', years: 3 }, 'versions[1].validity: does not know the field "years"'],
    ['versions.1.id', 'first', 'the file: has two versions first'],
    ['versions.1.from', '2016-01-02', 'the file: must have second in force (new) from the day after first ends'],
    ['versions.0.to', undefined, 'the file: must have second in force (new) from the day after first ends'],
    ['versions.1.reviews', { from: '2017-01-01' }, 'the file: must have second in force (review) from the day after'],
    ['versions.0.to', '2007-12-31', 'versions[0]: ends before it begins'],
    ['versions.1.countsUntil.rule', 'for-ever', 'versions[1].countsUntil.rule: must be one of'],
    ['versions.1.countsUntil.publicityEnds.2025', '2024-10-31', 'publicityEnds.2025: must be a day of 2025'],
    ['versions.1.countsUntil.awaiting.after', '02-29', 'awaiting.after: must be a day of every year'],
    ['versions.1.duties.0.rule', 'hard', 'versions[1].duties[0].rule: must be one of statutory-period'],
    ['versions.1.duties.0.due.on', '2026-05-31', 'versions[1].duties[0].due.on: must be a day of every year'],
    ['versions.1.duties.0.due.on', undefined, 'versions[1].duties[0]: is due either'],
    ['versions.1.duties.0.due.windows', [], 'versions[1].duties[0]: is due either'],
    ['versions.1.duties.0.due', { year: 'following', windows: [] }, 'must have its windows in the order'],
    [
      'versions.1.duties.0.due',
      { year: 'following', windows: [{ year: 2026, from: '2026-06-01', to: '2026-05-31' }] },
      'windows[0]: ends before it begins',
    ],
    ['certificateNumber.pattern', '^(GR$', 'certificateNumber.pattern: Invalid regular expression'],
    ['certificateNumber.pattern', 'GR', 'certificateNumber.pattern: must describe the whole number'],
  ])('with %s = %j is refused', (path, value, message) => {
    const read = () => readProgramme(changed(path, value));
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(message);
  });
});
