import { Readable } from 'node:stream';
import { Zip, ZipDeflate } from 'fflate';
import { columnLetters } from './domain/columns.js';
import { markFormula } from './reading/list-row.js';
import type { ListFormat } from './reading/list-row.js';

/** A rejected row as it stood in the sheet. */
export interface RejectedRow {
  readonly cells: readonly string[];
  /** Every reason, in the reader's language. */
  readonly reason: string;
}

export interface Rejects {
  readonly format: ListFormat;
  readonly titleRows: readonly (readonly string[])[];
  readonly headers: readonly string[];
  /** Header of the column of reasons, which comes last. */
  readonly reasonHeader: string;
  readonly rows: AsyncIterable<RejectedRow> | Iterable<RejectedRow>;
}

export const mediaTypes: Readonly<Record<ListFormat, string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
};

/**
 * Rejected rows as a file in the layout of their own list, with a last column of reasons, to be mended and sent in again. Streams:
 * rows are asked for as the file is taken. What could run as a formula gets an apostrophe, which the reader takes off again.
 */
export function writeRejects(rejects: Rejects): Readable {
  const lines = rejectLines(rejects);
  return Readable.from(rejects.format === 'csv' ? csvFile(lines) : xlsxFile(lines), { objectMode: false });
}

async function* rejectLines({ titleRows, headers, reasonHeader, rows }: Rejects): AsyncGenerator<readonly string[]> {
  const width = headers.length;
  const inLayout = (cells: readonly string[], last: string): string[] => [
    ...Array.from({ length: width }, (_, column) => cells[column] ?? ''),
    last,
  ];
  yield* titleRows;
  yield inLayout(headers, reasonHeader);
  for await (const { cells, reason } of rows) yield inLayout(cells, reason);
}

async function* csvFile(lines: AsyncIterable<readonly string[]>): AsyncGenerator<Buffer> {
  // Excel takes a CSV file for UTF-8 by the byte order mark alone.
  yield Buffer.from('\u{FEFF}');
  for await (const cells of lines) yield Buffer.from(`${cells.map(csvField).join(',')}\r\n`);
}

function csvField(text: string): string {
  const safe = markFormula(text);
  return /[",\r\n]/.test(safe) || /^\s|\s$/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const spreadsheet = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageNames = 'http://schemas.openxmlformats.org/package/2006';
const contentType = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** All parts but the sheet. Cells have the text format (49), so that a mended code keeps its zeros. */
const fixedParts: Readonly<Record<string, string>> = {
  '[Content_Types].xml':
    `${xmlHead}<Types xmlns="${packageNames}/content-types">` +
    `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
    `<Override PartName="/xl/workbook.xml" ContentType="${contentType}.sheet.main+xml"/>` +
    `<Override PartName="/xl/styles.xml" ContentType="${contentType}.styles+xml"/>` +
    `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${contentType}.worksheet+xml"/></Types>`,
  '_rels/.rels':
    `${xmlHead}<Relationships xmlns="${packageNames}/relationships">` +
    `<Relationship Id="rId1" Type="${relationships}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml':
    `${xmlHead}<workbook xmlns="${spreadsheet}" xmlns:r="${relationships}">` +
    `<sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels':
    `${xmlHead}<Relationships xmlns="${packageNames}/relationships">` +
    `<Relationship Id="rId1" Type="${relationships}/worksheet" Target="worksheets/sheet1.xml"/>` +
    `<Relationship Id="rId2" Type="${relationships}/styles" Target="styles.xml"/></Relationships>`,
  'xl/styles.xml':
    `${xmlHead}<styleSheet xmlns="${spreadsheet}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>` +
    `<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
    `<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>` +
    `<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
    `<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>` +
    `<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>`,
};

async function* xlsxFile(lines: AsyncIterable<readonly string[]>): AsyncGenerator<Uint8Array> {
  let packed: Uint8Array[] = [];
  const zip = new Zip((error, slice) => {
    if (error !== null) throw error;
    packed.push(slice);
  });
  for (const [name, text] of Object.entries(fixedParts)) {
    const part = new ZipDeflate(name);
    zip.add(part);
    part.push(Buffer.from(text), true);
  }
  const sheet = new ZipDeflate('xl/worksheets/sheet1.xml', { level: 6 });
  zip.add(sheet);
  sheet.push(Buffer.from(`${xmlHead}<worksheet xmlns="${spreadsheet}"><sheetData>`));
  let rowNo = 0;
  for await (const cells of lines) {
    rowNo += 1;
    // The references may be left out, but not every program reads rows without them.
    const xml = cells.map((text, column) => xmlCell(text, `${columnLetters(column)}${rowNo}`)).join('');
    sheet.push(Buffer.from(`<row r="${rowNo}">${xml}</row>`));
    if (packed.length === 0) continue;
    yield Buffer.concat(packed);
    packed = [];
  }
  sheet.push(Buffer.from('</sheetData></worksheet>'), true);
  zip.end();
  yield Buffer.concat(packed);
}

function xmlCell(text: string, reference: string): string {
  const safe = markFormula(text);
  if (safe === '') return `<c r="${reference}" s="1"/>`;
  return `<c r="${reference}" s="1" t="inlineStr"><is><t xml:space="preserve">${xmlText(safe)}</t></is></c>`;
}

const xmlEscapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Text of an XML element; what XML cannot hold is written `_x000D_` (ECMA-376-1, 22.9.2.19), and what looks like that, too. */
function xmlText(text: string): string {
  return text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(/[\p{Control}\u{FFFE}\u{FFFF}]/gu, (control) =>
      control === '\n' || control === '\t'
        ? control
        : `_x${control.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
    )
    .replace(/[&<>]/g, (sign) => xmlEscapes[sign] ?? sign);
}
