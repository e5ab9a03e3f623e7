import { failureOf, maxAttempts, pauseAfter, type FailureKind } from './send-failure.js';

const error = (fields: object): Error => Object.assign(new Error('not shown: a@b.example'), fields);

describe('what an error of a mail server means', () => {
  it.each<[string, object, FailureKind]>([
    ['an unknown mailbox', { code: 'EENVELOPE', command: 'RCPT TO', responseCode: 550, permanent: true }, 'refused'],
    ['a text it will not take', { code: 'EMESSAGE', command: 'DATA', responseCode: 554, permanent: true }, 'refused'],
    ['an address that is none', { code: 'EENVELOPE', command: 'API' }, 'refused'],
    ['greylisting', { code: 'EENVELOPE', command: 'RCPT TO', responseCode: 451, permanent: false }, 'later'],
    ['a full mailbox', { code: 'EMESSAGE', command: 'DATA', responseCode: 452, permanent: false }, 'later'],
    [
      'a sender it does not know',
      { code: 'EENVELOPE', command: 'MAIL FROM', responseCode: 550, permanent: true },
      'misconfigured',
    ],
    [
      'a host that may not send',
      { code: 'EPROTOCOL', command: 'CONN', responseCode: 554, permanent: true },
      'misconfigured',
    ],
    ['a wrong password', { code: 'EAUTH', command: 'AUTH PLAIN', responseCode: 535, permanent: true }, 'misconfigured'],
    ['nobody there', { code: 'ESOCKET', command: 'CONN' }, 'unreachable'],
    ['silence', { code: 'ETIMEDOUT', command: 'CONN' }, 'unreachable'],
    ['our own patience', { code: 'EABORT' }, 'unreachable'],
    ['a full disk', { code: 'ENOSPC' }, 'unreachable'],
  ])('%s', (_, fields, kind) => {
    expect(failureOf(error(fields))?.kind).toBe(kind);
  });

  it('keeps addresses out of what is stored', () => {
    const failure = failureOf(error({ code: 'EENVELOPE', command: 'RCPT TO', responseCode: 550, permanent: true }));
    expect(failure?.message).toBe('refused: EENVELOPE RCPT TO 550');
  });

  it('does not take a mistake of ours for one of theirs', () => {
    expect(failureOf(new TypeError('x is not a function'))).toBeUndefined();
    expect(failureOf(error({ code: 'ERR_INVALID_ARG_TYPE' }))).toBeUndefined();
  });
});

describe('the next attempt', () => {
  it('is not made where the server has refused the mail', () => {
    expect(pauseAfter('refused', 1)).toBeUndefined();
  });

  it.each(['later', 'unreachable', 'misconfigured'] as const)('comes later each time, and not for ever: %s', (kind) => {
    const pauses = Array.from({ length: maxAttempts }, (_, attempt) => pauseAfter(kind, attempt + 1));
    const given = pauses.filter((pause) => pause !== undefined);
    expect(given.length).toBeGreaterThan(0);
    expect(given).toEqual([...given].sort((a, b) => a - b));
    expect(pauses.at(-1)).toBeUndefined();
  });
});
