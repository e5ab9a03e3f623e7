import { jest } from '@jest/globals';
import { fileName, getJson, post, queryString } from './http';
import { Refusal, Unreachable } from './problem';
import { session } from './session';

const json = (status: number, body: unknown, type = 'application/json') =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': type, date: 'Tue, 24 Nov 2026 00:52:00 GMT' },
  });

type Fetch = (url: string, init: RequestInit) => Promise<Response>;
const answerWith = (fetch: Fetch) =>
  jest.spyOn(globalThis, 'fetch').mockImplementation(fetch as typeof globalThis.fetch);
const bearer = (init: RequestInit) => new Headers(init.headers).get('authorization');

afterEach(() => jest.restoreAllMocks());

describe('queryString', () => {
  it('leaves out what is empty, repeats lists and sorts names', () => {
    expect(queryString({ tier: ['sme', 'high-tech'], q: '', limit: 25, cursor: undefined, flag: null })).toBe(
      '?limit=25&tier=sme&tier=high-tech',
    );
    expect(queryString({})).toBe('');
  });
});

describe('fileName', () => {
  it('prefers the extended name', () => {
    expect(fileName(`attachment; filename="rejects.csv"; filename*=UTF-8''%E9%80%80%E5%9B%9E.csv`)).toBe('退回.csv');
    expect(fileName('attachment; filename="rejects.csv"')).toBe('rejects.csv');
    expect(fileName('inline')).toBeNull();
  });
});

describe('a call', () => {
  it('asks once for a new token however many calls met a stale one', async () => {
    session.signedIn('stale');
    const refreshes: string[] = [];
    answerWith((url, init) => {
      if (url.endsWith('/auth/refresh')) {
        refreshes.push(url);
        return Promise.resolve(json(200, { accessToken: 'fresh', expiresIn: 900 }));
      }
      return Promise.resolve(
        bearer(init) === 'Bearer fresh'
          ? json(200, { url })
          : json(401, { title: '', status: 401, code: 'auth.token-expired' }, 'application/problem+json'),
      );
    });
    const answers = await Promise.all([getJson('/me'), getJson('/areas'), getJson('/officers')]);
    expect(answers).toHaveLength(3);
    expect(refreshes).toHaveLength(1);
    expect(session.token()).toBe('fresh');
  });

  it('ends the session where the refresh cookie is no longer taken', async () => {
    session.signedIn('stale');
    answerWith(() =>
      Promise.resolve(json(401, { title: '请登录', status: 401, code: 'auth.required' }, 'application/problem+json')),
    );
    await expect(getJson('/me')).rejects.toMatchObject({ problem: { code: 'auth.required' } });
    expect(session.state()).toBe('expired');
  });

  it('sends a POST again under the same key where its answer was lost', async () => {
    session.signedIn('fresh');
    const keys: (string | null)[] = [];
    answerWith((_url, init) => {
      keys.push(new Headers(init.headers).get('idempotency-key'));
      return keys.length === 1 ? Promise.reject(new TypeError('network')) : Promise.resolve(json(200, { ok: true }));
    });
    await expect(post('/imports/1/apply')).resolves.toEqual({ ok: true });
    expect(keys).toHaveLength(2);
    expect(keys[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(keys[1]).toBe(keys[0]);
  });

  it('tells a refusal from a lost network', async () => {
    session.signedIn('fresh');
    answerWith(() => Promise.reject(new TypeError('network')));
    await expect(getJson('/me')).rejects.toBeInstanceOf(Unreachable);
    answerWith(() =>
      Promise.resolve(json(409, { title: '', status: 409, code: 'imports.state' }, 'application/problem+json')),
    );
    await expect(getJson('/me')).rejects.toBeInstanceOf(Refusal);
  });
});
