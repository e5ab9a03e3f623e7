import { LocalDate } from './local-date.js';

/** One page of a list; the cursor is opaque to clients and names the last row's sort keys. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
  readonly total?: number;
}

export type CursorKey = string | number;

/** Packs the sort keys of the last row, with the name of the sort they belong to. */
export function encodeCursor(sort: string, keys: readonly CursorKey[]): string {
  return toBase64Url(JSON.stringify([sort, ...keys]));
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What a key can be. A cursor is opaque to clients, but nothing keeps them from making one: what no row has must not reach the database. */
const keyChecks = {
  /** A day, or the end of time in either direction as PostgreSQL writes it. */
  day: (key) => typeof key === 'string' && (/^-?infinity$/.test(key) || LocalDate.tryParse(key) !== undefined),
  uuid: (key) => typeof key === 'string' && uuid.test(key),
  rowNo: (key) => Number.isInteger(key) && Number(key) >= 0 && Number(key) < 2 ** 31,
  text: (key) => typeof key === 'string' && !/[\0\p{Surrogate}]/u.test(key),
} satisfies Readonly<Record<string, (key: unknown) => boolean>>;

export type KeyKind = keyof typeof keyChecks;

/** The keys of a cursor, or `undefined` where it was not made by `encodeCursor` for this sort with keys of these kinds. */
export function decodeCursor(
  cursor: string,
  sort: string,
  kinds: readonly KeyKind[],
): readonly CursorKey[] | undefined {
  try {
    const parsed: unknown = JSON.parse(fromBase64Url(cursor));
    if (!Array.isArray(parsed) || parsed.length !== kinds.length + 1 || parsed[0] !== sort) return undefined;
    const keys: unknown[] = parsed.slice(1);
    return kinds.every((kind, index) => keyChecks[kind](keys[index])) ? (keys as CursorKey[]) : undefined;
  } catch {
    return undefined;
  }
}

function toBase64Url(text: string): string {
  const binary = String.fromCharCode(...new TextEncoder().encode(text));
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function fromBase64Url(text: string): string {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(binary, (c) => c.charCodeAt(0)));
}
