import { type ProposedColumn, findHeader, headerSearchRows, proposeColumns } from './domain/columns.js';
import type { ListKind } from './domain/list-fields.js';
import type { ListRow, OpenList, RowBatch } from './reading/list-row.js';
import { UnreadableList } from './reading/unreadable-list.js';

/** A list whose header is found: what is above it, what its columns are, and the rows below it. */
export interface ListTable {
  /** Texts above the header: titles and notes. */
  readonly titleRows: readonly (readonly string[])[];
  readonly headerRowNo: number;
  /** The header as written, and as wide as the columns. */
  readonly headers: readonly string[];
  readonly columns: readonly ProposedColumn[];
  /** The rows below the header, in batches; can be walked once. */
  readonly batches: AsyncIterable<RowBatch>;
}

/** How many rows below the header the proposal looks at. */
const sampleRows = 100;

/**
 * Finds the header of an opened list and proposes what its columns are. A list that is refused is closed.
 * @throws UnreadableList `no-header`, `no-rows`, or what the reading runs into, here and while the batches are walked
 */
export async function openTable(list: OpenList, kind: ListKind): Promise<ListTable> {
  try {
    return await tableOf(list, kind);
  } catch (error) {
    await list.close();
    throw error;
  }
}

async function tableOf(list: OpenList, kind: ListKind): Promise<ListTable> {
  const batches = list.batches[Symbol.asyncIterator]();
  const head: RowBatch[] = [];
  const headRows: ListRow[] = [];
  while (headRows.length < headerSearchRows + sampleRows) {
    const next = await batches.next();
    if (next.done === true) break;
    head.push(next.value);
    headRows.push(...next.value.rows);
  }
  const texts = headRows.map(({ cells }) => cells.map(({ text }) => text));
  const at = findHeader(texts, kind);
  const header = at === undefined ? undefined : headRows[at];
  if (at === undefined || header === undefined) throw new UnreadableList('no-header');
  if (headRows.length === at + 1) throw new UnreadableList('no-rows');

  const columns = proposeColumns(texts[at] ?? [], texts.slice(at + 1, at + 1 + sampleRows), kind);
  const written = texts[at] ?? [];
  return {
    titleRows: texts.slice(0, at),
    headerRowNo: header.rowNo,
    headers: columns.map((_, column) => written[column] ?? ''),
    columns,
    batches: rowsBelow(header.rowNo, head, batches),
  };
}

async function* rowsBelow(
  headerRowNo: number,
  head: readonly RowBatch[],
  rest: AsyncIterator<RowBatch>,
): AsyncGenerator<RowBatch> {
  try {
    for (const batch of head) {
      const rows = batch.rows.filter(({ rowNo }) => rowNo > headerRowNo);
      if (rows.length > 0) yield { ...batch, rows };
    }
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}
