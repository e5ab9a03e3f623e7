import type { ReadingLimits } from './limits.js';
import type { OpenList, RowBatch } from './list-row.js';
import type { UnreadableParams, UnreadableReason } from './unreadable-list.js';

/** What the reading thread is started with. */
export interface ReadingTask {
  readonly content: Uint8Array;
  readonly limits: ReadingLimits;
}

/** The thread answers each request, of any content, with one of these: first `opened`, then batches until `end`. */
export type ReadingAnswer =
  | ({ readonly kind: 'opened' } & Omit<OpenList, 'batches' | 'close'>)
  | { readonly kind: 'batch'; readonly batch: RowBatch }
  | { readonly kind: 'end' }
  | { readonly kind: 'unreadable'; readonly reason: UnreadableReason; readonly params: UnreadableParams };
