import { dayOfSerial } from '../domain/dates.js';
import type { ReadingLimits } from './limits.js';
import { type CellValue, emptyCell, type RowBatch, textCell } from './list-row.js';
import { numberText } from './number-format.js';
import { RowBatches } from './row-batches.js';
import { corrupt, tooLarge } from './unreadable-list.js';
import { RichText, unescapeText, type Workbook } from './workbook.js';
import { parseXml, type XmlAttributes, type XmlHandler } from './xml-part.js';
import type { ZipArchive } from './zip-archive.js';

/** The rows of one worksheet that have a value, in batches. Nothing but the current batch is kept. */
export async function* sheetRows(
  archive: ZipArchive,
  part: string,
  workbook: Workbook,
  limits: ReadingLimits,
): AsyncGenerator<RowBatch> {
  const reader = new SheetReader(workbook, limits);
  const totalBytes = Math.max(1, archive.bytesOf(part));
  let readBytes = 0;
  async function* counted(): AsyncGenerator<Buffer> {
    for await (const slice of archive.read(part)) {
      readBytes += slice.length;
      yield slice;
    }
  }
  const parsing = parseXml(counted(), reader, limits.xmlDepth);
  while (!(await parsing.next()).done) {
    for (const rows of reader.batches.take()) yield { rows, readShare: Math.min(1, readBytes / totalBytes) };
  }
  if (!reader.isWorksheet) throw corrupt('no worksheet');
  for (const rows of reader.batches.rest()) yield { rows, readShare: 1 };
}

/** Turns the elements of a worksheet into rows (ECMA-376-1, 18.3.1). The `dimension` is not looked at: writers leave it wrong. */
class SheetReader implements XmlHandler {
  readonly batches: RowBatches;
  isWorksheet = false;

  private isInData = false;
  private rowNo = 0;
  private cells: CellValue[] = [];
  private column = -1;
  private type = 'n';
  private style = 0;
  private isFormula = false;
  private isValue = false;
  private value = '';
  private inline: RichText | undefined;

  constructor(
    private readonly workbook: Workbook,
    private readonly limits: ReadingLimits,
  ) {
    this.batches = new RowBatches(limits);
  }

  open(name: string, attributes: XmlAttributes): void {
    if (name === 'worksheet') this.isWorksheet = true;
    else if (name === 'sheetData') this.isInData = true;
    if (!this.isInData) return;
    if (name === 'row') this.openRow(attributes);
    else if (name === 'c') this.openCell(attributes);
    else if (name === 'v') this.isValue = true;
    else if (name === 'f') this.isFormula = true;
    else if (name === 'is') this.inline = new RichText();
    else this.inline?.open(name);
  }

  close(name: string): void {
    if (!this.isInData) return;
    if (name === 'sheetData') this.isInData = false;
    else if (name === 'row') this.closeRow();
    else if (name === 'c') this.closeCell();
    else if (name === 'v') this.isValue = false;
    else this.inline?.close(name);
  }

  text(piece: string): void {
    if (this.isValue) this.value += piece;
    else this.inline?.add(piece);
  }

  private openRow({ r }: XmlAttributes): void {
    const rowNo = r === undefined ? this.rowNo + 1 : /^\d{1,7}$/.test(r) ? Number(r) : 0;
    if (rowNo <= this.rowNo) throw corrupt('order of rows');
    this.rowNo = rowNo;
    this.cells = [];
    this.column = -1;
  }

  private closeRow(): void {
    if (this.cells.length === 0) return;
    this.batches.add(this.rowNo, this.cells);
    this.cells = [];
  }

  private openCell({ r, t, s }: XmlAttributes): void {
    const column = r === undefined ? this.column + 1 : columnOf(r);
    if (column <= this.column) throw corrupt('order of cells');
    this.column = column;
    this.type = t ?? 'n';
    this.style = s === undefined ? 0 : Number(s);
    this.isFormula = false;
    this.value = '';
    this.inline = undefined;
  }

  private closeCell(): void {
    const cell = this.cellValue();
    this.inline = undefined;
    if (cell.kind === 'empty' && !cell.isFormula) return;
    if (this.column >= this.limits.columns) throw tooLarge('columns', this.limits.columns);
    while (this.cells.length < this.column) this.cells.push(emptyCell);
    this.cells.push(cell);
  }

  private cellValue(): CellValue {
    const { value, isFormula } = this;
    if (this.inline !== undefined) return this.textValue(unescapeText(this.inline.text));
    if (value.trim() === '' && this.type !== 'str' && this.type !== 'inlineStr') return this.textValue('');
    switch (this.type) {
      case 's':
        return this.textValue(this.sharedString(value.trim()));
      case 'str':
      case 'inlineStr':
        return this.textValue(unescapeText(value));
      case 'b':
        return { text: value.trim() === '1' || value.trim() === 'true' ? 'TRUE' : 'FALSE', kind: 'boolean', isFormula };
      case 'e':
        return { text: value.slice(0, 32), kind: 'error', isFormula };
      case 'd':
        return /^\d{4}-\d\d-\d\d/.test(value)
          ? { text: value.slice(0, 10), kind: 'date', isFormula }
          : this.textValue(value);
      case 'n':
        return this.number(value);
      default:
        throw corrupt(`cell type ${this.type.slice(0, 16)}`);
    }
  }

  private number(value: string): CellValue {
    const { isFormula } = this;
    const text = numberText(value);
    if (text === undefined) return { text: value.trim().slice(0, 32), kind: 'error', isFormula };
    const day =
      this.workbook.dayFormats[this.style] === true
        ? dayOfSerial(Math.floor(Number(value)), this.workbook.dateSystem)
        : undefined;
    return day === undefined ? { text, kind: 'number', isFormula } : { text: day, kind: 'date', isFormula };
  }

  private textValue(text: string): CellValue {
    return textCell(text, this.isFormula, this.limits.cellCharacters);
  }

  private sharedString(index: string): string {
    const text = /^\d{1,9}$/.test(index) ? this.workbook.sharedStrings[Number(index)] : undefined;
    // Another text in its place, or none, would be a wrong value that nobody sees.
    if (text === undefined) throw corrupt('shared text');
    return text;
  }
}

/** `AB12` → 27. */
function columnOf(reference: string): number {
  let column = 0;
  let at = 0;
  for (; at < reference.length && at < 4; at++) {
    const letter = reference.charCodeAt(at) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  if (column === 0 || at === 4) throw corrupt('cell reference');
  return column - 1;
}
