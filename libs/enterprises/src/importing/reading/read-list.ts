import { csvRows } from './csv-rows.js';
import { type ReadingLimits, readingLimits } from './limits.js';
import type { OpenList, RowBatch } from './list-row.js';
import { sheetRows } from './sheet-rows.js';
import { sniffFormat } from './sniff-format.js';
import { UnreadableList } from './unreadable-list.js';
import { readWorkbook, type WorkbookSheet } from './workbook.js';
import { ZipArchive } from './zip-archive.js';

/**
 * Opens a list in the calling thread. Servers use `openList`, which does the same in a thread that can be ended.
 * @throws UnreadableList here and while the batches are walked
 */
export async function readList(content: Uint8Array, limits: ReadingLimits = readingLimits): Promise<OpenList> {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  const format = sniffFormat(bytes, limits);
  return format === 'csv' ? readCsv(bytes, limits) : readXlsx(bytes, limits);
}

async function readCsv(bytes: Buffer, limits: ReadingLimits): Promise<OpenList> {
  const batches = await startedBatches(csvRows(bytes, limits));
  if (batches === undefined) throw new UnreadableList('empty');
  return { format: 'csv', otherSheets: [], dateSystem: 1900, ...batches };
}

/** Reads the first sheet with a value, hidden ones last: they hold the choices of drop-down lists, not the list. */
async function readXlsx(bytes: Buffer, limits: ReadingLimits): Promise<OpenList> {
  const archive = ZipArchive.open(bytes, limits);
  const workbook = await readWorkbook(archive, limits);
  const inOrder = [...workbook.sheets].sort((a, b) => Number(a.isHidden) - Number(b.isHidden));
  for (const sheet of inOrder) {
    const batches = await startedBatches(sheetRows(archive, sheet.part, workbook, limits));
    if (batches === undefined) continue;
    const others = workbook.sheets.filter((other: WorkbookSheet) => other !== sheet).map((other) => other.name);
    return { format: 'xlsx', sheet: sheet.name, otherSheets: others, dateSystem: workbook.dateSystem, ...batches };
  }
  throw new UnreadableList('empty');
}

/** Takes the first batch, to know whether there is one, and gives it back in front of the others. */
async function startedBatches(
  batches: AsyncGenerator<RowBatch>,
): Promise<Pick<OpenList, 'batches' | 'close'> | undefined> {
  const first = await batches.next();
  if (first.done === true) return undefined;
  async function* all(): AsyncGenerator<RowBatch> {
    yield first.value as RowBatch;
    yield* batches;
  }
  return {
    batches: all(),
    close: async () => {
      await batches.return(undefined);
    },
  };
}
