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

/** The keys of a cursor, or `undefined` where it was not made by `encodeCursor` for this sort with so many keys. */
export function decodeCursor(cursor: string, sort: string, count: number): readonly CursorKey[] | undefined {
  try {
    const parsed: unknown = JSON.parse(fromBase64Url(cursor));
    if (!Array.isArray(parsed) || parsed.length !== count + 1 || parsed[0] !== sort) return undefined;
    const keys: unknown[] = parsed.slice(1);
    return keys.every((key) => typeof key === 'string' || typeof key === 'number') ? keys : undefined;
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
