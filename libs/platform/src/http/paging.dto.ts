import { DomainError, decodeCursor, type CursorKey, type KeyKind } from '@tidu/kernel';
import type { PlatformErrorCode } from './errors.js';
import { Choice, Int, Text } from './fields.js';

/** The query every list understands. */
export class PageQuery {
  @Int(1, 200, { optional: true, description: 'Rows of one page; 25 where absent' })
  limit: number = 25;

  @Text(1000, { optional: true, description: 'The nextCursor of the page before; opaque' })
  cursor?: string;

  @Choice(['exact', 'estimate'], { optional: true, description: 'Adds `total`; without it nothing is counted' })
  count?: 'exact' | 'estimate';
}

/** The keys of a cursor, or `undefined` on the first page; one of another list or sort, or with keys that no row has, is refused. */
export function cursorKeys(
  cursor: string | undefined,
  sort: string,
  kinds: readonly KeyKind[],
): readonly CursorKey[] | undefined {
  if (cursor === undefined) return undefined;
  const keys = decodeCursor(cursor, sort, kinds);
  if (!keys) throw new DomainError<PlatformErrorCode>('request.cursor-invalid');
  return keys;
}
