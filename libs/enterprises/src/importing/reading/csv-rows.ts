import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import type { ReadingLimits } from './limits.js';
import { type CellValue, emptyCell, type RowBatch, textCell } from './list-row.js';
import { RowBatches } from './row-batches.js';
import { corrupt, tooLarge } from './unreadable-list.js';

const sliceBytes = 64 * 1024;

/** The rows of a UTF-8 CSV file (RFC 4180, with or without a byte order mark) that have a value, in batches. */
export async function* csvRows(content: Buffer, limits: ReadingLimits): AsyncGenerator<RowBatch> {
  let readBytes = 0;
  function* slices(): Generator<Buffer> {
    while (readBytes < content.length) {
      const slice = content.subarray(readBytes, readBytes + sliceBytes);
      readBytes += slice.length;
      yield slice;
    }
  }
  const records = Readable.from(slices()).pipe(
    parse({
      bom: true,
      relax_column_count: true,
      // 云南"双创"科技 is often written without doubling the quotes.
      relax_quotes: true,
      // Where a quote is never closed, the rest of the file would be one cell. Counted in bytes.
      max_record_size: 4 * limits.rowCharacters,
    }),
  );
  const batches = new RowBatches(limits);
  let rowNo = 0;
  try {
    for await (const record of records as AsyncIterable<string[]>) {
      rowNo += 1;
      const cells = cellsOf(record, limits);
      if (cells.length > 0) batches.add(rowNo, cells);
      for (const rows of batches.take()) yield { rows, readShare: readBytes / content.length };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    if (error.code === 'CSV_MAX_RECORD_SIZE') throw tooLarge('rowCharacters', limits.rowCharacters);
    throw corrupt(`quotes after row ${rowNo}`, error);
  }
  for (const rows of batches.rest()) yield { rows, readShare: 1 };
}

function cellsOf(record: readonly string[], limits: ReadingLimits): CellValue[] {
  const cells = record.map((raw) => textCell(raw, false, limits.cellCharacters));
  let width = cells.length;
  while (width > 0 && cells[width - 1] === emptyCell) width -= 1;
  if (width > limits.columns) throw tooLarge('columns', limits.columns);
  return cells.slice(0, width);
}
