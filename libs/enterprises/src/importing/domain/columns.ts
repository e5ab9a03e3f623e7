import { checkUscc, toHalfWidth } from '@tidu/kernel';
import { headerWords, listFields, type ListField, type ListKind } from './list-fields.js';

/** What a column of the sheet is taken for. Columns stand in the order of the sheet. */
export interface ProposedColumn {
  /** The header as written, made unique; the column's letter where the header is blank. */
  readonly header: string;
  /** `null`: kept as it is, and shown as unknown. */
  readonly field: ListField | null;
}

/** How many rows may stand above the header: titles, notes, dates of printing. */
export const headerSearchRows = 30;

/** What is longer is no header, and would only cost time. */
const headerCharacters = 100;

/** A header word without what people add to it: blanks ("省    份"), marks of duty ("*"), colons. */
export function headerKey(header: string): string {
  return toHalfWidth(header)
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}]/gu, '');
}

/** Also without a remark in brackets: "统一社会信用代码(18位)". */
function headerKeys(header: string): readonly string[] {
  const withoutRemark = toHalfWidth(header).replace(/[([【〔].*?[)\]】〕]/gu, '');
  return [headerKey(header), headerKey(withoutRemark)];
}

const fieldByWord: Readonly<Record<ListKind, ReadonlyMap<string, ListField>>> = {
  enterprises: wordsOf('enterprises'),
  recognition: wordsOf('recognition'),
};

function wordsOf(kind: ListKind): ReadonlyMap<string, ListField> {
  return new Map(listFields[kind].flatMap((field) => headerWords[field].map((word) => [word, field] as const)));
}

export function fieldOfHeader(header: string, kind: ListKind): ListField | null {
  if (header.length > headerCharacters) return null;
  for (const key of headerKeys(header)) {
    const field = fieldByWord[kind].get(key);
    if (field !== undefined) return field;
  }
  return null;
}

/**
 * Which of the first rows is the header: the one that names most fields, among them the enterprise's name; of equals the first.
 * `undefined` where there is none.
 */
export function findHeader(rows: readonly (readonly string[])[], kind: ListKind): number | undefined {
  let best: number | undefined;
  let most = 0;
  rows.slice(0, headerSearchRows).forEach((cells, index) => {
    const fields = new Set(cells.map((cell) => fieldOfHeader(cell, kind)));
    fields.delete(null);
    if (!fields.has('name') || fields.size <= most) return;
    most = fields.size;
    best = index;
  });
  return best;
}

/**
 * Proposes what each column is, by its header word; where no header word names the code, by what stands in the column.
 * Of two columns for one field the first has it, the other is kept as unknown.
 * @param sample some of the rows below the header
 */
export function proposeColumns(
  headers: readonly string[],
  sample: readonly (readonly string[])[],
  kind: ListKind,
): readonly ProposedColumn[] {
  const width = Math.max(headers.length, ...sample.map((cells) => cells.length));
  const labels = uniqueLabels(Array.from({ length: width }, (_, column) => headers[column] ?? ''));
  const taken = new Set<ListField>();
  const byHeader = labels.map((header, column) => {
    const field = fieldOfHeader(headers[column] ?? '', kind);
    if (field === null || taken.has(field)) return { header, field: null };
    taken.add(field);
    return { header, field };
  });
  if (taken.has('uscc')) return byHeader;
  const code = byHeader.findIndex(({ field }, column) => field === null && holdsCodes(sample, column));
  return byHeader.map((column, index) => (index === code ? { ...column, field: 'uscc' } : column));
}

function holdsCodes(sample: readonly (readonly string[])[], column: number): boolean {
  const values = sample.map((cells) => cells[column]?.trim() ?? '').filter((value) => value !== '');
  const right = values.filter((value) => value.length <= headerCharacters && checkUscc(value).ok);
  return values.length > 0 && right.length * 5 >= values.length * 4;
}

function uniqueLabels(headers: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return headers.map((header, column) => {
    const base = header.slice(0, headerCharacters).replace(/\s+/gu, ' ').trim() || columnLetters(column);
    let label = base;
    for (let count = 2; seen.has(label); count++) label = `${base} (${count})`;
    seen.add(label);
    return label;
  });
}

/** 0 → `A`, 27 → `AB`. */
export function columnLetters(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26));
  return column < 26 ? letter : columnLetters(Math.floor(column / 26) - 1) + letter;
}
