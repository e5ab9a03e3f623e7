import type { ReadingLimits } from './limits.js';
import type { CellValue, ListRow } from './list-row.js';
import { tooLarge } from './unreadable-list.js';

/**
 * Gathers rows into batches and keeps the limits on them. Characters are counted because one shared text of 32,767 characters, named
 * by twenty bytes in each cell, would otherwise grow a small file a thousandfold when rows are handed over.
 */
export class RowBatches {
  private rowCount = 0;
  private characters = 0;
  private full: ListRow[][] = [];
  private rows: ListRow[] = [];
  private batchCharacters = 0;

  constructor(private readonly limits: ReadingLimits) {}

  add(rowNo: number, cells: readonly CellValue[]): void {
    const characters = cells.reduce((sum, { text }) => sum + text.length, 0);
    this.rowCount += 1;
    this.characters += characters;
    if (this.rowCount > this.limits.rows) throw tooLarge('rows', this.limits.rows);
    if (characters > this.limits.rowCharacters) throw tooLarge('rowCharacters', this.limits.rowCharacters);
    if (this.characters > this.limits.characters) throw tooLarge('characters', this.limits.characters);
    this.rows.push({ rowNo, cells });
    this.batchCharacters += characters;
    if (this.rows.length >= this.limits.batchRows || this.batchCharacters >= this.limits.batchCharacters) this.cut();
  }

  /** The batches that are full since the last call. */
  take(): readonly (readonly ListRow[])[] {
    const taken = this.full;
    this.full = [];
    return taken;
  }

  /** What is left at the end. */
  rest(): readonly (readonly ListRow[])[] {
    if (this.rows.length > 0) this.cut();
    return this.take();
  }

  private cut(): void {
    this.full.push(this.rows);
    this.rows = [];
    this.batchCharacters = 0;
  }
}
