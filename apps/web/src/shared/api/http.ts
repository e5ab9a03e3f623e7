import { contact } from './contact';
import { decodeProblem, Refusal, Unreachable } from './problem';
import { randomId } from './random-id';
import { session } from './session';
import type { AccessGrant } from './types';

const base = '/api/v1';

export type QueryValue = string | number | boolean | readonly string[] | null | undefined;
export type Query = Readonly<Record<string, QueryValue>>;

interface Call {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  query?: Query;
  body?: unknown;
  ifMatch?: string;
  signal?: AbortSignal;
}

export interface Answer<T> {
  body: T;
  etag: string | null;
}

/** Empty values are left out, lists repeat the name, names are sorted so that one query has one address. */
export function queryString(query: Query): string {
  const params = new URLSearchParams();
  for (const name of Object.keys(query).sort()) {
    const value = query[name];
    if (value === null || value === undefined || value === '') continue;
    for (const one of Array.isArray(value) ? (value as readonly string[]) : [String(value)]) params.append(name, one);
  }
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}

/** @throws Refusal | Unreachable */
export async function getJson<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
  return (await call<T>(path, signal === undefined ? { query } : { query, signal })).body;
}

/** The record with its ETag. @throws Refusal | Unreachable */
export async function getRecord<T>(path: string, signal?: AbortSignal): Promise<Answer<T>> {
  return call<T>(path, signal === undefined ? {} : { signal });
}

/** @throws Refusal | Unreachable */
export async function post<T>(path: string, body?: unknown): Promise<T> {
  return (await call<T>(path, { method: 'POST', body })).body;
}

/** @throws Refusal | Unreachable */
export async function put<T>(path: string, body: unknown, ifMatch?: string): Promise<T> {
  return (await call<T>(path, { method: 'PUT', body, ...(ifMatch === undefined ? {} : { ifMatch }) })).body;
}

/** @throws Refusal | Unreachable */
export async function patch<T>(path: string, body: unknown, ifMatch: string): Promise<T> {
  return (await call<T>(path, { method: 'PATCH', body, ifMatch })).body;
}

/** @throws Refusal | Unreachable */
export async function remove(path: string, ifMatch?: string): Promise<void> {
  await call<unknown>(path, { method: 'DELETE', ...(ifMatch === undefined ? {} : { ifMatch }) });
}

/** A file with the name the server gives it. @throws Refusal | Unreachable */
export async function getFile(path: string, query: Query = {}): Promise<{ blob: Blob; name: string | null }> {
  const response = await send(`${path}${queryString(query)}`, { headers: new Headers({ accept: '*/*' }) });
  return { blob: await response.blob(), name: fileName(response.headers.get('content-disposition')) };
}

/** `attachment; filename="a.csv"; filename*=UTF-8''%E5%90%8D.csv` → the extended name, else the plain one (RFC 6266). */
export function fileName(disposition: string | null): string | null {
  if (disposition === null) return null;
  const extended = /filename\*=UTF-8''([^;]+)/i.exec(disposition)?.[1];
  if (extended !== undefined) return decodeURIComponent(extended);
  return /filename="?([^";]+)"?/i.exec(disposition)?.[1] ?? null;
}

async function call<T>(path: string, { method = 'GET', query = {}, body, ifMatch, signal }: Call): Promise<Answer<T>> {
  const headers = new Headers({ accept: 'application/json' });
  // One key for one press of a button: a repeat after a lost answer does nothing twice.
  if (method === 'POST') headers.set('idempotency-key', randomId());
  if (ifMatch !== undefined) headers.set('if-match', ifMatch);
  const init: RequestInit = { method, headers };
  if (signal !== undefined) init.signal = signal;
  if (body instanceof FormData) init.body = body;
  else if (body !== undefined) {
    headers.set('content-type', 'application/json');
    init.body = JSON.stringify(body);
  }
  const response = await send(`${path}${queryString(query)}`, init);
  const text = await response.text();
  return { body: (text === '' ? undefined : JSON.parse(text)) as T, etag: response.headers.get('etag') };
}

async function send(path: string, init: RequestInit): Promise<Response> {
  const used = session.token();
  let response = await reach(path, authorised(init, used));
  if (response.status === 401 && !path.startsWith('/auth/')) {
    // Another call may have brought a new token while this one was under way.
    const fresh = session.token() !== used && session.token() !== null ? session.token() : await refresh();
    if (fresh !== null) {
      await response.body?.cancel();
      response = await reach(path, authorised(init, fresh));
    }
    if (response.status === 401) session.lost();
  }
  if (!response.ok) throw await refusal(response);
  return response;
}

function authorised(init: RequestInit, token: string | null): RequestInit {
  const headers = new Headers(init.headers);
  if (token !== null) headers.set('authorization', `Bearer ${token}`);
  return { ...init, headers, credentials: 'same-origin' };
}

/** A POST with a key may be sent again where the first answer was lost; nothing else is repeated here. */
async function reach(path: string, init: RequestInit): Promise<Response> {
  const attempts = init.method === 'POST' && !(init.body instanceof FormData) ? 2 : 1;
  for (let attempt = 1; ; attempt += 1) {
    try {
      const response = await fetch(`${base}${path}`, init);
      contact.made(response.headers.get('date'));
      return response;
    } catch (cause) {
      if (init.signal?.aborted === true) throw cause;
      if (attempt < attempts) continue;
      contact.missed();
      throw new Unreachable('the server was not reached', { cause });
    }
  }
}

async function refusal(response: Response): Promise<Refusal> {
  const { status, headers } = response;
  return new Refusal(
    decodeProblem(status, headers.get('content-type'), await response.text(), headers.get('x-request-id')),
  );
}

let refreshing: Promise<string | null> | null = null;

/**
 * A new access token by the refresh cookie, or `null` where the server does not take it. All callers share one
 * request. @throws Unreachable
 */
export function refresh(): Promise<string | null> {
  refreshing ??= askForToken().finally(() => {
    refreshing = null;
  });
  return refreshing;
}

async function askForToken(): Promise<string | null> {
  const response = await reach('/auth/refresh', { method: 'POST', credentials: 'same-origin' });
  if (response.status === 401 || response.status === 403 || response.status === 400) {
    await response.body?.cancel();
    session.lost();
    return null;
  }
  if (!response.ok) throw await refusal(response);
  const grant = (await response.json()) as AccessGrant;
  session.signedIn(grant.accessToken);
  return grant.accessToken;
}
