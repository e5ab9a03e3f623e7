import { jest } from '@jest/globals';
import fc from 'fast-check';
import {
  compoundFile,
  csvFile,
  entityBombFile,
  oldExcelFile,
  passwordProtectedFile,
  pngFile,
  recognitionFile,
  recognitionHeaders,
  recognitionRows,
  type TestCell,
  type TestWorkbook,
  workbookFile,
  zipBombFile,
  zipFile,
} from '../testing.js';
import { type ReadingLimits, readingLimits } from './limits.js';
import { keptCharacters, type CellValue, type ListRow } from './list-row.js';
import { readList } from './read-list.js';
import { UnreadableList, type UnreadableReason } from './unreadable-list.js';

// Many files are built and read here; on a busy machine that takes longer than a test usually may.
jest.setTimeout(60_000);

async function rowsOf(content: Uint8Array, limits: Partial<ReadingLimits> = {}): Promise<ListRow[]> {
  const list = await readList(content, { ...readingLimits, ...limits });
  const rows: ListRow[] = [];
  for await (const batch of list.batches) rows.push(...batch.rows);
  return rows;
}

async function textsOf(content: Uint8Array): Promise<string[][]> {
  return (await rowsOf(content)).map(({ cells }) => cells.map(({ text }) => text));
}

async function refusalOf(content: Uint8Array, limits: Partial<ReadingLimits> = {}): Promise<UnreadableList> {
  try {
    await rowsOf(content, limits);
  } catch (error) {
    if (error instanceof UnreadableList) return error;
    throw error;
  }
  throw new Error('the list was read');
}

const xml = (text: string): TestCell => ({ xml: text });

async function cellsOf(row: readonly TestCell[], workbook: Partial<TestWorkbook> = {}): Promise<readonly CellValue[]> {
  const [first] = await rowsOf(workbookFile({ ...workbook, sheets: [{ rows: [row] }] }));
  return first?.cells ?? [];
}

describe('a workbook', () => {
  it('gives every row in order, in batches, with its number and the share read', async () => {
    const list = await readList(recognitionFile(1_200), { ...readingLimits, batchRows: 100 });
    const rows: ListRow[] = [];
    const shares: number[] = [];
    for await (const batch of list.batches) {
      rows.push(...batch.rows);
      shares.push(batch.readShare);
    }

    expect(list).toMatchObject({ format: 'xlsx', sheet: 'Sheet1', otherSheets: [], dateSystem: 1900 });
    expect(rows.map(({ rowNo }) => rowNo)).toEqual(Array.from({ length: 1_201 }, (_, n) => n + 1));
    expect(rows.map(({ cells }) => cells.map(({ text }) => text))).toEqual([
      [...recognitionHeaders],
      ...recognitionRows(1_200),
    ]);
    expect(shares.length).toBeGreaterThan(2);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
  });

  it('is the same with shared texts, with texts in the cells, and with prefixed elements', async () => {
    const rows = [
      ['企业名称', '备注'],
      ['示例甲有限公司', ' 两端 空格 '],
    ];
    const expected = await textsOf(workbookFile({ sheets: [{ rows }] }));
    expect(expected).toEqual(rows);
    expect(await textsOf(workbookFile({ sheets: [{ rows }], texts: 'inline' }))).toEqual(expected);
    expect(await textsOf(workbookFile({ sheets: [{ rows }], prefix: 'x' }))).toEqual(expected);
  });

  it.each<[string, TestCell, CellValue]>([
    ['a number', 12.5, { text: '12.5', kind: 'number', isFormula: false }],
    ['a text of digits', '00123', { text: '00123', kind: 'text', isFormula: false }],
    [
      'a formula with its result',
      xml('<c r="{r}"><f>1+1</f><v>2</v></c>'),
      { text: '2', kind: 'number', isFormula: true },
    ],
    [
      'a formula with a text',
      xml('<c r="{r}" t="str"><f>A1</f><v>甲</v></c>'),
      { text: '甲', kind: 'text', isFormula: true },
    ],
    ['a formula without result', xml('<c r="{r}"><f>A9</f></c>'), { text: '', kind: 'empty', isFormula: true }],
    ['an error', xml('<c r="{r}" t="e"><v>#N/A</v></c>'), { text: '#N/A', kind: 'error', isFormula: false }],
    ['a number that is none', xml('<c r="{r}"><v>NaN</v></c>'), { text: 'NaN', kind: 'error', isFormula: false }],
    ['true', xml('<c r="{r}" t="b"><v>1</v></c>'), { text: 'TRUE', kind: 'boolean', isFormula: false }],
    ['false', xml('<c r="{r}" t="b"><v>0</v></c>'), { text: 'FALSE', kind: 'boolean', isFormula: false }],
    [
      'an ISO day',
      xml('<c r="{r}" t="d"><v>2023-06-19T00:00:00</v></c>'),
      { text: '2023-06-19', kind: 'date', isFormula: false },
    ],
    [
      'rich text with a phonetic run',
      xml('<c r="{r}" t="inlineStr"><is><r><t>昆</t></r><r><t>明</t></r><rPh sb="0" eb="1"><t>kun</t></rPh></is></c>'),
      { text: '昆明', kind: 'text', isFormula: false },
    ],
    [
      'an escaped character',
      xml('<c r="{r}" t="inlineStr"><is><t>a_x000D_b_x005F_x0041_</t></is></c>'),
      { text: 'a\rb_x0041_', kind: 'text', isFormula: false },
    ],
    [
      'NUL and half a pair',
      xml('<c r="{r}" t="inlineStr"><is><t>a_x0000__xD800_b</t></is></c>'),
      { text: 'a\u{FFFD}b', kind: 'text', isFormula: false },
    ],
    ['a marked formula', "'=1+1", { text: '=1+1', kind: 'text', isFormula: false }],
  ])('reads %s', async (_, cell, expected) => {
    expect(await cellsOf([cell])).toEqual([expected]);
  });

  it.each([
    [1900, 45_096, '2023-06-19'],
    [1900, 45_096.75, '2023-06-19'],
    [1900, 59, '1900-02-28'],
    [1900, 61, '1900-03-01'],
    [1904, 43_634, '2023-06-19'],
  ])('reads serial numbers of a day format in the %s system: %s', async (system, serial, day) => {
    const cells = await cellsOf([xml(`<c r="{r}" s="1"><v>${serial}</v></c>`)], {
      cellFormats: [0, 14],
      is1904: system === 1904,
    });
    expect(cells).toEqual([{ text: day, kind: 'date', isFormula: false }]);
  });

  it.each([0, 60, 0.5, 5_000_000])('leaves the serial number %s, which is no day, a number', async (serial) => {
    const cells = await cellsOf([xml(`<c r="{r}" s="1"><v>${serial}</v></c>`)], { cellFormats: [0, 14] });
    expect(cells).toEqual([{ text: String(serial), kind: 'number', isFormula: false }]);
  });

  it('takes a format code of the file before the number it has elsewhere', async () => {
    const cells = await cellsOf([xml('<c r="{r}" s="1"><v>0.5</v></c>'), xml('<c r="{r}" s="2"><v>45096</v></c>')], {
      cellFormats: [0, 56, 165],
      numberFormats: { 56: '"上午/下午 "hh"時"mm"分"ss"秒 "', 165: 'yyyy"年"m"月"d"日"' },
    });
    expect(cells.map(({ text }) => text)).toEqual(['0.5', '2023-06-19']);
  });

  it('keeps gaps, skips blank rows, and does not trust the dimension', async () => {
    const sheetData =
      '<row r="3"><c r="B3" t="inlineStr"><is><t>乙</t></is></c><c r="D3"/></row><row r="7"/>' +
      '<row><c t="inlineStr"><is><t>甲</t></is></c><c><v>1</v></c></row>';
    const content = workbookFile({ sheets: [{ rows: [], sheetData, beforeData: '<dimension ref="A1"/>' }] });
    expect((await rowsOf(content)).map(({ rowNo, cells }) => [rowNo, cells.map(({ text }) => text)])).toEqual([
      [3, ['', '乙']],
      [8, ['甲', '1']],
    ]);
  });

  it('leaves the value of merged cells in the first of them', async () => {
    const content = workbookFile({
      sheets: [
        {
          rows: [
            ['名单', ''],
            ['甲', '乙'],
          ],
          afterData: '<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>',
        },
      ],
    });
    expect(await textsOf(content)).toEqual([['名单'], ['甲', '乙']]);
  });

  it('reads the first sheet with a value, hidden ones last', async () => {
    const list = await readList(
      workbookFile({
        sheets: [
          { name: '选项', state: 'hidden', rows: [['是']] },
          { name: '空表', rows: [] },
          { name: '名单', rows: [['企业名称']] },
          { name: '说明', rows: [['说明']] },
        ],
      }),
    );
    await list.close();
    expect(list.sheet).toBe('名单');
    expect(list.otherSheets).toEqual(['选项', '空表', '说明']);
  });

  it('cuts a cell that is too long and says so', async () => {
    const [cell] = await cellsOf(['长'.repeat(40_000)]);
    expect(cell).toEqual({ text: '长'.repeat(keptCharacters), kind: 'too-long', isFormula: false });
    expect((await cellsOf(['长'.repeat(32_767)]))[0]?.kind).toBe('text');
  });
});

describe('CSV', () => {
  const rows = [
    ['企业名称', '备注'],
    ['示例"甲"有限公司', '两行\n文字，有,逗号'],
  ];

  it.each([true, false])('reads UTF-8, byte order mark: %s', async (mark) => {
    expect(await textsOf(csvFile(rows, { mark }))).toEqual(rows);
  });

  it('keeps digits as text and counts blank rows', async () => {
    const content = Buffer.from('名称,代码\n,\n\n示例"甲"公司,00123\n');
    expect(await rowsOf(content)).toEqual([
      { rowNo: 1, cells: [expect.objectContaining({ text: '名称' }), expect.objectContaining({ text: '代码' })] },
      {
        rowNo: 4,
        cells: [
          { text: '示例"甲"公司', kind: 'text', isFormula: false },
          { text: '00123', kind: 'text', isFormula: false },
        ],
      },
    ]);
  });

  it('hands over batches and the share read', async () => {
    const content = csvFile(Array.from({ length: 1_050 }, (_, n) => [`示例${n}号有限公司`]));
    const sizes: number[] = [];
    const list = await readList(content);
    for await (const batch of list.batches) sizes.push(batch.rows.length);
    expect(list).toMatchObject({ format: 'csv', otherSheets: [] });
    expect(sizes).toEqual([500, 500, 50]);
  });
});

describe('a file that cannot be read', () => {
  const text = workbookFile({ sheets: [{ rows: [['企业名称'], ['示例甲有限公司']] }] });
  const sheet = (data: string, rest: Partial<TestWorkbook> = {}): Buffer =>
    workbookFile({ ...rest, sheets: [{ rows: [], sheetData: data }] });
  const encrypted = Buffer.from(text);
  for (
    let at = encrypted.indexOf('PK\u0001\u0002', 0, 'latin1');
    at !== -1;
    at = encrypted.indexOf('PK\u0001\u0002', at + 4, 'latin1')
  ) {
    encrypted.writeUInt16LE(1, at + 8);
  }

  it.each<[string, UnreadableReason, Buffer]>([
    ['nothing', 'empty', Buffer.alloc(0)],
    ['a byte order mark alone', 'empty', Buffer.from('\u{FEFF}')],
    ['blank CSV', 'empty', Buffer.from('\r\n,,,\r\n')],
    ['a workbook without a value', 'empty', workbookFile({ sheets: [{ rows: [[], ['']] }] })],
    ['a picture', 'not-a-spreadsheet', pngFile()],
    ['a PDF', 'not-a-spreadsheet', Buffer.from('%PDF-1.7\n1 0 obj')],
    [
      'a web page called .xls',
      'not-a-spreadsheet',
      Buffer.from('<html><table><tr><td>企业名称</td></tr></table></html>'),
    ],
    ['an archive of something else', 'not-a-spreadsheet', zipFile({ 'readme.txt': 'hello' })],
    ['a text document', 'not-a-spreadsheet', workbookFile({ sheets: [], parts: { 'xl/workbook.xml': '<document/>' } })],
    ['another compound file', 'not-a-spreadsheet', compoundFile('WordDocument')],
    ['an enciphered workbook', 'password-protected', passwordProtectedFile()],
    ['an enciphered archive', 'password-protected', encrypted],
    ['.xls', 'old-excel', oldExcelFile()],
    [
      'XML of Excel 2003',
      'old-excel',
      Buffer.from('<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'),
    ],
    [
      '.xlsb',
      'old-excel',
      zipFile({
        '_rels/.rels':
          '<Relationships><Relationship Id="a" Type="x/officeDocument" Target="xl/workbook.bin"/></Relationships>',
        'xl/workbook.bin': 'x',
      }),
    ],
    ['GBK', 'encoding', Buffer.from('c6f3d2b5c3fbb3c60acabec0fd', 'hex')],
    ['UTF-16', 'encoding', Buffer.from('\u{FEFF}企业名称', 'utf16le')],
    ['half an archive', 'corrupt', text.subarray(0, text.length >> 1)],
    ['an entity bomb', 'corrupt', entityBombFile()],
    ['a text that the table lacks', 'corrupt', sheet('<row r="1"><c r="A1" t="s"><v>7</v></c></row>')],
    [
      'no table of texts',
      'corrupt',
      workbookFile({ sheets: [{ rows: [['甲']] }], parts: { 'xl/sharedStrings.xml': undefined } }),
    ],
    [
      'a missing sheet',
      'corrupt',
      workbookFile({ sheets: [{ rows: [['甲']] }], parts: { 'xl/worksheets/sheet1.xml': undefined } }),
    ],
    ['markup that does not close', 'corrupt', sheet('<row r="1"><c r="A1">')],
    ['rows twice', 'corrupt', sheet('<row r="2"><c r="A2"><v>1</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>')],
    ['cells twice', 'corrupt', sheet('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>1</v></c></row>')],
    ['a cell nowhere', 'corrupt', sheet('<row r="1"><c r="ÀÀ1"><v>1</v></c></row>')],
    ['an unknown type of cell', 'corrupt', sheet('<row r="1"><c r="A1" t="z"><v>1</v></c></row>')],
    ['an open quote', 'corrupt', Buffer.from(`企业名称\n"示例\n${'甲,乙\n'.repeat(1_000)}`)],
    ['a cell in column IV', 'too-large', sheet('<row r="1"><c r="IV1"><v>1</v></c></row>')],
    ['CSV of 300 columns', 'too-large', Buffer.from(`${'甲,'.repeat(300)}乙\n`)],
    [
      'a row of many long cells',
      'too-large',
      sheet(`<row>${`<c t="inlineStr"><is><t>${'长'.repeat(30_000)}</t></is></c>`.repeat(10)}</row>`),
    ],
    ['a CSV cell without end', 'too-large', Buffer.from(`企业名称\n"${'长'.repeat(400_000)}`)],
    ['deep markup', 'too-large', sheet(`${'<x>'.repeat(100)}${'</x>'.repeat(100)}`)],
  ])('%s: %s', async (_, reason, content) => {
    expect((await refusalOf(content)).reason).toBe(reason);
  });

  it.each<[string, Partial<ReadingLimits>, Buffer]>([
    ['fileBytes', { fileBytes: 100 }, text],
    ['unpackedBytes', { unpackedBytes: 4 * 1024 * 1024 }, zipBombFile(8)],
    ['archiveEntries', { archiveEntries: 3 }, text],
    ['sharedStrings', { sharedStrings: 1 }, text],
    ['sharedStringCharacters', { sharedStringCharacters: 10 }, text],
    ['rows', { rows: 1 }, text],
    ['rows', { rows: 1 }, csvFile([['甲'], ['乙']])],
  ])('names the limit %s', async (limit, limits, content) => {
    const refusal = await refusalOf(content, limits);
    expect(refusal.reason).toBe('too-large');
    expect(refusal.params).toMatchObject({ limit });
  });

  it('stops unpacking at the limit whatever size the archive states', async () => {
    const bomb = zipBombFile(8);
    const at = bomb.lastIndexOf('xl/worksheets/sheet1.xml') - 46;
    bomb.writeUInt32LE(100, at + 24);
    expect(await refusalOf(bomb, { unpackedBytes: 4 * 1024 * 1024 })).toMatchObject({ reason: 'too-large' });
    expect(await refusalOf(bomb)).toMatchObject({ reason: 'corrupt' });
  });

  it('refuses one long text that stands in every cell', async () => {
    const cells = '<c t="s"><v>0</v></c>'.repeat(150);
    const amplified = (rows: number): Buffer =>
      workbookFile({
        sheets: [{ rows: [], sheetData: `<row>${cells}</row>`.repeat(rows) }],
        sharedStrings: `<si><t>${'长'.repeat(1_500)}</t></si>`,
      });
    expect(await refusalOf(amplified(1_000))).toMatchObject({ reason: 'too-large', params: { limit: 'characters' } });
    const list = await readList(amplified(50));
    for await (const { rows } of list.batches) expect(rows.length).toBeLessThan(5);
  });

  it('skips a million empty rows', async () => {
    const rows = '<row/>'.repeat(1_000_000);
    const content = sheet(`${rows}<row><c t="inlineStr"><is><t>甲</t></is></c></row>`);
    expect((await rowsOf(content)).map(({ rowNo }) => rowNo)).toEqual([1_000_001]);
  });
});

describe('whatever the bytes are', () => {
  const workbook = workbookFile({
    sheets: [
      {
        rows: [
          ['企业名称', '发证日期'],
          ['示例甲有限公司', 45_096],
        ],
      },
    ],
    cellFormats: [0, 14],
  });
  const csv = csvFile(
    [
      ['企业名称', '备注'],
      ['示例甲有限公司', '两行\n文字'],
    ],
    { mark: true },
  );

  async function outcomeOf(content: Uint8Array): Promise<string> {
    try {
      await rowsOf(content);
      return 'read';
    } catch (error) {
      if (error instanceof UnreadableList) return 'refused';
      throw error;
    }
  }

  const changes = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 8 });

  it.each([
    ['a workbook', workbook],
    ['CSV', csv],
  ])('%s with changed bytes is read or refused by name', async (_, original) => {
    await fc.assert(
      fc.asyncProperty(changes, fc.nat(original.length), async (bytes, cut) => {
        const content = Buffer.from(original.subarray(0, cut % 3 === 0 ? cut : original.length));
        for (const [at, byte] of bytes) if (content.length > 0) content[at % content.length] = byte;
        expect(['read', 'refused']).toContain(await outcomeOf(content));
      }),
      { numRuns: 150 },
    );
  });

  it('a workbook whose parts are changed before they are packed is read or refused by name', async () => {
    const parts = {
      'xl/workbook.xml': '<workbook xmlns:r="r"><sheets><sheet name="a" r:id="b"/></sheets></workbook>',
      'xl/worksheets/sheet1.xml':
        '<worksheet><sheetData><row r="1"><c r="A1" s="0" t="s"><v>0</v></c><c r="B1"><f>A1</f><v>2</v></c></row></sheetData></worksheet>',
      'xl/sharedStrings.xml': '<sst><si><r><t>甲_x000D_</t></r><rPh><t>b</t></rPh></si></sst>',
      'xl/styles.xml':
        '<styleSheet><numFmts><numFmt numFmtId="9" formatCode="yyyy"/></numFmts><cellXfs><xf numFmtId="9"/></cellXfs></styleSheet>',
    };
    const snippet = fc.constantFrom(
      '<',
      '>',
      '"',
      '&',
      '&#0;',
      '&x;',
      ']]>',
      '<!DOCTYPE a>',
      '<![CDATA[',
      '\0',
      '9'.repeat(30),
      '-1',
      '<c',
      '</',
      'ZZZZ1',
      '_xD800_',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...Object.keys(parts)),
        fc.nat(),
        fc.nat(10),
        snippet,
        async (name, at, cut, piece) => {
          const original = parts[name as keyof typeof parts];
          const from = at % original.length;
          const changed = original.slice(0, from) + piece + original.slice(from + cut);
          const content = workbookFile({ sheets: [{ rows: [] }], parts: { ...parts, [name]: changed } });
          expect(['read', 'refused']).toContain(await outcomeOf(content));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('any text that is written comes back the same', async () => {
    const text = fc
      .string({ unit: 'binary', maxLength: 40 })
      .map((raw) => raw.replace(/[\p{Control}\p{Surrogate}\uFFFE\uFFFF]/gu, ''));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(text, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 6 }),
        async (rows) => {
          // An apostrophe before a formula is the mark of an export and is taken off.
          fc.pre(!rows.flat().some((one) => /^'+[=+\-@＝＋－＠]/u.test(one) || /_x[0-9a-f]{4}_/i.test(one)));
          const trimmed = rows
            .map((row) => row.slice(0, row.findLastIndex((one) => one !== '') + 1))
            .filter((row) => row.length > 0);
          fc.pre(trimmed.length > 0);
          expect(await textsOf(workbookFile({ sheets: [{ rows }] }))).toEqual(trimmed);
          expect(await textsOf(workbookFile({ sheets: [{ rows }], texts: 'inline' }))).toEqual(trimmed);
        },
      ),
      { numRuns: 60 },
    );
  });
});
