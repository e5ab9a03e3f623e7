/**
 * - `number`, `boolean`: `text` is what a person sees without a number format.
 * - `date`: `text` is `YYYY-MM-DD`; a time of day is dropped.
 * - `error`: `text` is the spreadsheet's own mark, e.g. `#N/A`.
 * - `too-long`: more characters than allowed; `text` is only the beginning.
 */
export type CellKind = 'text' | 'number' | 'date' | 'boolean' | 'empty' | 'error' | 'too-long';

export interface CellValue {
  readonly text: string;
  readonly kind: CellKind;
  /** The value is the stored result of a formula; it may be out of date. */
  readonly isFormula: boolean;
}

export const emptyCell: CellValue = Object.freeze({ text: '', kind: 'empty', isFormula: false });

export interface ListRow {
  /** The row's number in the sheet, as its program shows it, from 1. */
  readonly rowNo: number;
  /** Without the empty cells at the end; at least one has a value. */
  readonly cells: readonly CellValue[];
}

export interface RowBatch {
  readonly rows: readonly ListRow[];
  /** Share of the sheet read so far, 0 to 1. */
  readonly readShare: number;
}

export type ListFormat = 'xlsx' | 'csv';

/** A file that is being read. `batches` can be walked once. */
export interface OpenList {
  readonly format: ListFormat;
  /** Name of the sheet that is read; absent in CSV. */
  readonly sheet?: string;
  /** Sheets that are not read. */
  readonly otherSheets: readonly string[];
  /** Day that serial number 0 stands for: 1904 in workbooks from old Macintosh programs. */
  readonly dateSystem: 1900 | 1904;
  readonly batches: AsyncIterable<RowBatch>;
  /** Ends the reading; safe to call at any time and twice. */
  close(): Promise<void>;
}

/**
 * How much of a cell that is too long is kept, for a person to recognise it: more than any field may hold, so that a row that comes in
 * again as it was handed back is rejected again.
 */
export const keptCharacters = 1000;

/** Text as a database can hold it: no NUL, no half of a surrogate pair. */
export function storableText(text: string): string {
  // eslint-disable-next-line no-control-regex -- NUL is what must go
  return text.replace(/\u0000/g, '').replace(/\p{Surrogate}/gu, '\u{FFFD}');
}

export function textCell(raw: string, isFormula: boolean, cellCharacters: number): CellValue {
  if (raw === '') return isFormula ? { text: '', kind: 'empty', isFormula } : emptyCell;
  if (raw.length > cellCharacters) {
    return { text: storableText(raw.slice(0, keptCharacters)), kind: 'too-long', isFormula };
  }
  const text = unmarkFormula(storableText(raw));
  return text === '' ? emptyCell : { text, kind: 'text', isFormula };
}

/**
 * What a spreadsheet program would take for a formula, with full-width forms, which Chinese and Japanese Excel accept too
 * (OWASP, "CSV Injection").
 */
const formulaStart = '[=+\\-@\\t\\r\\n＝＋－＠]';
const startsFormula = new RegExp(`^'*${formulaStart}`, 'u');
const markedFormula = new RegExp(`^'(?='*${formulaStart})`, 'u');

/** Puts an apostrophe before what could run when the file is opened. */
export function markFormula(text: string): string {
  return startsFormula.test(text) ? `'${text}` : text;
}

/** Takes the mark off again, so that a mended file of rejected rows can be sent in. */
export function unmarkFormula(text: string): string {
  return text.replace(markedFormula, '');
}
