/** What a list may cost before it is refused. One object, so that a test can shrink it and an operator can read it. */
export interface ReadingLimits {
  /** Size of the file as it came. */
  readonly fileBytes: number;
  /** Sum of the unpacked sizes of the parts that are read; a larger one is a zip bomb or no list. */
  readonly unpackedBytes: number;
  /** Files inside the archive. */
  readonly archiveEntries: number;
  /** Elements open at once; a worksheet needs ten. */
  readonly xmlDepth: number;
  /** Distinct texts of the workbook, and their characters together: they stay in memory while the sheet is read. */
  readonly sharedStrings: number;
  readonly sharedStringCharacters: number;
  /** Rows with at least one value. */
  readonly rows: number;
  readonly columns: number;
  /** Characters of one cell; Excel's own limit ("Excel specifications and limits": total characters in a cell). */
  readonly cellCharacters: number;
  /** Characters of one row, and of all rows together. */
  readonly rowCharacters: number;
  readonly characters: number;
  readonly sheets: number;
  /** Rows, and about how many characters, are handed over at once. */
  readonly batchRows: number;
  readonly batchCharacters: number;
  /** Time the consumer may spend waiting for rows, in total. */
  readonly readingMs: number;
  /** Heap of the reading thread. What is streamed lies outside of it and is bounded by the sizes above. */
  readonly workerHeapMb: number;
}

export const readingLimits: ReadingLimits = Object.freeze({
  fileBytes: 50 * 1024 * 1024,
  unpackedBytes: 256 * 1024 * 1024,
  archiveEntries: 5_000,
  xmlDepth: 64,
  sharedStrings: 4_000_000,
  sharedStringCharacters: 40_000_000,
  rows: 200_000,
  columns: 200,
  cellCharacters: 32_767,
  rowCharacters: 262_144,
  characters: 100_000_000,
  sheets: 1_000,
  batchRows: 500,
  batchCharacters: 500_000,
  readingMs: 60_000,
  workerHeapMb: 320,
});
