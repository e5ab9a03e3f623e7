import { LocalDate, usccCheckDigit, organisationCheckDigit } from '@tidu/kernel';
import { type Zippable, zipSync } from 'fflate';
import type { CityDivisions } from './domain/divisions.js';
import type { RowCell } from './domain/read-row.js';

/** A cell as a test writes it: text, number, or the XML of a `c` element with `{r}` where its reference goes. */
export type TestCell = string | number | { readonly xml: string };

export interface TestSheet {
  readonly name?: string;
  readonly state?: 'hidden' | 'veryHidden';
  readonly rows: readonly (readonly TestCell[])[];
  /** Rows by their own XML, in place of `rows`. */
  readonly sheetData?: string;
  readonly beforeData?: string;
  readonly afterData?: string;
}

export interface TestWorkbook {
  readonly sheets: readonly TestSheet[];
  /** Texts go into the shared table, as Excel writes them, or into the cells. */
  readonly texts?: 'shared' | 'inline';
  /** Children of `sst`, in place of the table of the sheets' texts. */
  readonly sharedStrings?: string;
  readonly cellFormats?: readonly number[];
  readonly numberFormats?: Readonly<Record<number, string>>;
  readonly is1904?: boolean;
  /** Prefix of all elements, as some writers have it. */
  readonly prefix?: string;
  /** Parts to add, to replace, or with `undefined` to leave out. */
  readonly parts?: Readonly<Record<string, string | Uint8Array | undefined>>;
}

const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const officeRelationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageNames = 'http://schemas.openxmlformats.org/package/2006';

/** An `.xlsx` file as programs write it. */
export function workbookFile(workbook: TestWorkbook): Buffer {
  const texts = new Map<string, number>();
  const prefix = workbook.prefix === undefined ? '' : `${workbook.prefix}:`;
  const namespace = workbook.prefix === undefined ? `xmlns="${main}"` : `xmlns:${workbook.prefix}="${main}"`;
  const prefixed = (xml: string): string => xml.replace(/<(\/?)(?=[a-zA-Z])/g, `<$1${prefix}`);
  const part = (root: string, children: string): string =>
    `${xmlHead}<${prefix}${root} ${namespace} xmlns:r="${officeRelationships}">${prefixed(children)}</${prefix}${root}>`;

  const sheetParts = workbook.sheets.map((sheet, index) => {
    const data = sheet.sheetData ?? sheet.rows.map((row, at) => rowXml(row, at + 1, workbook, texts)).join('');
    const children = `${sheet.beforeData ?? ''}<sheetData>${data}</sheetData>${sheet.afterData ?? ''}`;
    return [`xl/worksheets/sheet${index + 1}.xml`, part('worksheet', children)] as const;
  });
  const sheetList = workbook.sheets.map(({ name, state }, index) => {
    const hidden = state === undefined ? '' : ` state="${state}"`;
    return `<sheet name="${escapeXml(name ?? `Sheet${index + 1}`)}" sheetId="${index + 1}"${hidden} r:id="rId${index + 1}"/>`;
  });
  const related = [
    ...workbook.sheets.map((_, index) =>
      relationship(`rId${index + 1}`, 'worksheet', `worksheets/sheet${index + 1}.xml`),
    ),
    relationship('rIdS', 'styles', '/xl/styles.xml'),
    relationship('rIdT', 'sharedStrings', 'sharedStrings.xml'),
  ];
  const parts: Record<string, string | Uint8Array | undefined> = {
    '[Content_Types].xml': `${xmlHead}<Types xmlns="${packageNames}/content-types"/>`,
    '_rels/.rels': relationshipPart([relationship('rId1', 'officeDocument', 'xl/workbook.xml')]),
    'xl/workbook.xml': part(
      'workbook',
      `<workbookPr${workbook.is1904 === true ? ' date1904="1"' : ''}/><sheets>${sheetList.join('')}</sheets>`,
    ),
    'xl/_rels/workbook.xml.rels': relationshipPart(related),
    'xl/styles.xml': part('styleSheet', stylesXml(workbook)),
    ...Object.fromEntries(sheetParts),
    'xl/sharedStrings.xml': part(
      'sst',
      workbook.sharedStrings ??
        [...texts.keys()].map((text) => `<si><t xml:space="preserve">${escapeXml(text)}</t></si>`).join(''),
    ),
    ...workbook.parts,
  };
  return zipFile(parts);
}

export function zipFile(parts: Readonly<Record<string, string | Uint8Array | undefined>>): Buffer {
  const files: Zippable = {};
  for (const [name, content] of Object.entries(parts)) {
    // A plain copy: fflate looks at the class of what it packs, and a Buffer may come from elsewhere.
    if (content !== undefined) files[name] = new Uint8Array(Buffer.from(content));
  }
  return Buffer.from(zipSync(files, { level: 6 }));
}

function rowXml(row: readonly TestCell[], rowNo: number, workbook: TestWorkbook, texts: Map<string, number>): string {
  const cells = row.map((cell, column) => {
    const reference = `${columnName(column)}${rowNo}`;
    if (typeof cell === 'object') return cell.xml.replace('{r}', reference);
    if (typeof cell === 'number') return `<c r="${reference}"><v>${cell}</v></c>`;
    if (cell === '') return '';
    if (workbook.texts === 'inline') {
      return `<c r="${reference}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(cell)}</t></is></c>`;
    }
    const index = texts.get(cell) ?? texts.size;
    texts.set(cell, index);
    return `<c r="${reference}" t="s"><v>${index}</v></c>`;
  });
  return `<row r="${rowNo}">${cells.join('')}</row>`;
}

function stylesXml({ cellFormats = [0], numberFormats = {} }: TestWorkbook): string {
  const codes = Object.entries(numberFormats).map(
    ([id, code]) => `<numFmt numFmtId="${id}" formatCode="${escapeXml(code)}"/>`,
  );
  const formats = cellFormats.map((id) => `<xf numFmtId="${id}" xfId="0"/>`);
  return `<numFmts>${codes.join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${formats.join('')}</cellXfs>`;
}

function relationship(id: string, type: string, target: string): string {
  return `<Relationship Id="${id}" Type="${officeRelationships}/${type}" Target="${target}"/>`;
}

function relationshipPart(relationships: readonly string[]): string {
  return `${xmlHead}<Relationships xmlns="${packageNames}/relationships">${relationships.join('')}</Relationships>`;
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function columnName(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26));
  return column < 26 ? letter : columnName(Math.floor(column / 26) - 1) + letter;
}

export function csvFile(rows: readonly (readonly string[])[], { mark = false } = {}): Buffer {
  const line = (cells: readonly string[]): string => cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(',');
  return Buffer.from(`${mark ? '\u{FEFF}' : ''}${rows.map(line).join('\r\n')}\r\n`);
}

/** The head of an enciphered Office file: a compound file whose directory has the stream `EncryptedPackage` ([MS-OFFCRYPTO] 2.3.4.4). */
export function passwordProtectedFile(): Buffer {
  return compoundFile('EncryptedPackage');
}

/** The head of an `.xls` file. */
export function oldExcelFile(): Buffer {
  return compoundFile('Workbook');
}

/** A compound file with one directory sector ([MS-CFB] 2.2, 2.6.1) and one stream of that name. */
export function compoundFile(streamName: string): Buffer {
  const sectorBytes = 512;
  const file = Buffer.alloc(3 * sectorBytes);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(file);
  file.writeUInt16LE(0x3e, 24);
  file.writeUInt16LE(3, 26);
  file.writeUInt16LE(0xfffe, 28);
  file.writeUInt16LE(9, 30);
  ['Root Entry', streamName].forEach((name, index) => {
    const entryAt = 2 * sectorBytes + index * 128;
    file.write(name, entryAt, 'utf16le');
    file.writeUInt16LE(2 * name.length + 2, entryAt + 64);
  });
  return file;
}

/** A picture of one pixel, whatever it is called. */
export function pngFile(): Buffer {
  return Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
}

/** A workbook of a few kilobytes whose one cell unpacks to so many megabytes. */
export function zipBombFile(megabytes: number): Buffer {
  const text = 'A'.repeat(1024 * 1024).repeat(megabytes);
  return workbookFile({
    sheets: [{ rows: [], sheetData: `<row r="1"><c r="A1" t="inlineStr"><is><t>${text}</t></is></c></row>` }],
  });
}

/** "Billion laughs": entities that stand for ten of the one before. */
export function entityBombFile(): Buffer {
  const entities = Array.from({ length: 9 }, (_, n) => `<!ENTITY e${n + 1} "${`&e${n};`.repeat(10)}">`).join('');
  return workbookFile({
    sheets: [{ rows: [['company']] }],
    parts: {
      'xl/sharedStrings.xml': `${xmlHead}<!DOCTYPE sst [<!ENTITY e0 "lol">${entities}]><sst xmlns="${main}"><si><t>&e9;</t></si></sst>`,
    },
  });
}

const syllables = '云滇昆科创智新瑞华安泰和信达远恒博润天宇星辰海川';
const trades = ['生物医药', '智能装备', '信息技术', '新材料', '环保科技', '光电子'];
const foreignPlaces = [
  ['示例市', '东湖区'],
  ['示例市', '示例工业园区'],
  ['样本市', '西江县'],
] as const;

/** An invented enterprise's name; `n` tells them apart, and 示例 says that it is none. */
export function sampleName(n: number): string {
  const pick = (step: number): string => syllables.charAt(Math.floor(n / step) % syllables.length);
  return `示例${pick(1)}${pick(syllables.length)}${trades[n % trades.length]}${n}号有限公司`;
}

/** A code that passes both checks and can belong to nobody: division 530199 does not exist. */
export function sampleUscc(n: number): string {
  const body = String(10_000_000 + n).slice(-8);
  const first17 = `91530199${body}${organisationCheckDigit(body)}`;
  return first17 + usccCheckDigit(first17);
}

/** Rows like those of the Jiangsu list of high-tech enterprises: no codes, no certificates, coordinates as text. */
export function recognitionRows(count: number): string[][] {
  return Array.from({ length: count }, (_, n) => {
    const [city, county] = foreignPlaces[n % foreignPlaces.length] ?? foreignPlaces[0];
    const coordinate = (degrees: number): string => `${degrees}.${String((n * 7919) % 1_000_000).padStart(6, '0')}`;
    return [sampleName(n), `${city}${county}科技路${(n % 900) + 1}号`, city, county, coordinate(120), coordinate(32)];
  });
}

export const recognitionHeaders = ['company', 'address', 'city', 'county', 'longitude', 'latitude'] as const;

/** A look-alike of that list as a file. */
export function recognitionFile(count: number): Buffer {
  return workbookFile({ sheets: [{ rows: [recognitionHeaders, ...recognitionRows(count)] }] });
}

export const badListHeaders = ['企业名称', '统一社会信用代码', '所属区县', '发证日期', '备注'] as const;

/** A list in which each row but the first is wrong in one way; the last column names the code of the reason that has to come. */
export function badListRows(): string[][] {
  const wrongCheckDigit = sampleUscc(2).slice(0, 17) + (sampleUscc(2).endsWith('1') ? '2' : '1');
  return [
    [sampleName(1), sampleUscc(1), '五华区', '2023-06-19', ''],
    [sampleName(2), wrongCheckDigit, '五华区', '2023-06-19', 'uscc-check-digit'],
    [sampleName(3), sampleUscc(3), '530199', '2023-06-19', 'division-unknown'],
    [sampleName(4), sampleUscc(4), '五华区', '2023-02-30', 'date-impossible'],
    [sampleName(5), sampleUscc(1), '五华区', '2023-06-19', 'duplicate-code'],
    ['', sampleUscc(6), '五华区', '2023-06-19', 'missing'],
    [`示例${'长'.repeat(40_000)}`, sampleUscc(7), '五华区', '2023-06-19', 'cell-too-long'],
  ];
}

export function badListFile(): Buffer {
  return workbookFile({ sheets: [{ rows: [badListHeaders, ...badListRows()] }] });
}

export const sampleDivisions: CityDivisions = {
  city: { code: '530100', name: '昆明市', short: '昆明' },
  divisions: [
    { code: '530102', name: '五华区', short: '五华区' },
    { code: '530126', name: '石林彝族自治县', short: '石林县' },
    { code: '530181', name: '安宁市', short: '安宁市' },
  ],
  zones: [
    { code: 'KM-GX', name: '昆明高新技术产业开发区', short: '高新区' },
    {
      code: 'KM-JK',
      name: '昆明经济技术开发区(中国(云南)自由贸易试验区昆明片区)',
      short: '经开区(自贸试验区昆明片区)',
    },
  ],
};

export function cell(text: string, kind: RowCell['kind'] = text === '' ? 'empty' : 'text', isFormula = false): RowCell {
  return { text, kind, isFormula };
}

export const day = (text: string): LocalDate => LocalDate.parse(text);
