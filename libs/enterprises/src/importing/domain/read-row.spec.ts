import {
  badListHeaders,
  badListRows,
  cell,
  day,
  recognitionHeaders,
  sampleDivisions,
  sampleName,
  sampleUscc,
} from '../testing.js';
import { proposeColumns } from './columns.js';
import { divisionBook } from './divisions.js';
import { DuplicateFinder } from './duplicates.js';
import type { ListKind } from './list-fields.js';
import {
  type ParsedRow,
  programmeKey,
  readName,
  readRow,
  readUscc,
  type RowCell,
  type RowContext,
  type RowValues,
} from './read-row.js';

const context: RowContext = { divisions: divisionBook(sampleDivisions), options: {}, dateSystem: 1900, required: [] };

/** Reads a row given as header → cell. */
function read(
  row: Readonly<Record<string, string | RowCell>>,
  { kind = 'recognition', ...changes }: Partial<RowContext> & { kind?: ListKind } = {},
): ParsedRow {
  const cells = Object.values(row).map((value) => (typeof value === 'string' ? cell(value) : value));
  return readRow(proposeColumns(Object.keys(row), [], kind), { ...context, ...changes }, cells);
}

const codes = ({ reasons }: ParsedRow): string[] =>
  reasons.map(({ code, field, severity }) => `${severity} ${code} ${field ?? ''}`.trim());

describe('readUscc', () => {
  // GB 32100-2015; the vectors are those of `domain/uscc.md`.
  it.each(['914403001922038216', '９１４４０３００１９２２０３８２１６', ' 9144 0300-1922038216 '])('%j', (text) => {
    expect(readUscc(text)).toEqual({ value: '914403001922038216', reasons: [] });
  });

  it.each([
    ['914403001922038217', 'uscc-check-digit'],
    ['91440300192203821I', 'uscc-letter'],
    ['91440300192203821', 'uscc-length'],
  ])('%j: %s', (text, code) => {
    expect(readUscc(text)).toEqual({ reasons: [{ code, severity: 'error', params: { value: text } }] });
  });

  it('warns of a code that is no enterprise’s', () => {
    expect(readUscc('12100000400002259P')).toMatchObject({
      value: '12100000400002259P',
      reasons: [{ code: 'uscc-not-an-enterprise', severity: 'warning' }],
    });
  });
});

it('readName keeps the printed form', () => {
  expect(readName(' 示例（昆明）\u200b有限公司 ')).toEqual({ value: '示例（昆明）有限公司', reasons: [] });
});

describe('readRow', () => {
  it('reads an enterprise', () => {
    const parsed = read(
      {
        企业名称: '示例（昆明）有限公司',
        统一社会信用代码: sampleUscc(1),
        所属区县: '五华区',
        园区: '高新区',
        注册地址: '示例路1号',
        产业链: '生物医药',
        成立日期: '2010年1月5日',
        联系人: '张示例',
        联系电话: '１３８００００００００',
        邮箱: 'a@example.test',
        职务: '经理',
        备注: '保留',
      },
      { kind: 'enterprises' },
    );
    expect(parsed).toEqual({
      values: {
        name: '示例（昆明）有限公司',
        nameKey: '示例(昆明)有限公司',
        uscc: sampleUscc(1),
        district: '530102',
        zone: 'KM-GX',
        address: '示例路1号',
        chain: '生物医药',
        registeredOn: '2010-01-05',
        contact: { name: '张示例', phone: '13800000000', email: 'a@example.test', position: '经理' },
        extra: { 备注: '保留' },
      },
      reasons: [],
    });
  });

  it('reads a row of the Jiangsu list: another city is kept as text, coordinates stay', () => {
    const values = ['示例泵业有限公司', '示例市示例路1号', '泰州市', '高新区', '120.077882', '32.001371'];
    const parsed = read(Object.fromEntries(recognitionHeaders.map((header, n) => [header, values[n]!])), {
      options: { programme: 'high-tech', issuedOn: day('2023-06-19'), validTo: day('2026-06-18') },
    });
    expect(parsed.values).toEqual({
      name: '示例泵业有限公司',
      nameKey: '示例泵业有限公司',
      divisionText: '泰州市高新区',
      address: '示例市示例路1号',
      programme: 'high-tech',
      issuedOn: '2023-06-19',
      validTo: '2026-06-18',
      extra: { longitude: '120.077882', latitude: '32.001371' },
    });
    expect(codes(parsed)).toEqual(['warning division-outside city']);
  });

  it('lets a value of the sheet win over an option, cell by cell', () => {
    const options = { issuedOn: day('2020-01-01'), batch: '选项' };
    expect(read({ 企业名称: '示例', 发证日期: '2023-06-19', 批次: '' }, { options }).values).toMatchObject({
      issuedOn: '2023-06-19',
      batch: '选项',
    });
  });

  it.each<[string, Parameters<typeof read>[0], string[]]>([
    ['no name', { 企业名称: '-', 批次: '1' }, ['error missing name']],
    ['a row shorter than the header', { 企业名称: '示例' }, []],
    ['a wrong code', { 企业名称: '示例', 信用代码: '914403001922038217' }, ['error uscc-check-digit uscc']],
    [
      'a code that lost digits as a number',
      { 企业名称: '示例', 信用代码: cell('914403001922038000', 'number') },
      ['error uscc-check-digit uscc'],
    ],
    ['a division that does not exist', { 企业名称: '示例', 区县: '530199' }, ['error division-unknown district']],
    ['another city', { 企业名称: '示例', 区县: '江阴市' }, ['warning division-outside district']],
    ['an unknown zone', { 企业名称: '示例', 园区: '示例产业园' }, ['warning zone-unknown zone']],
    ['an impossible day', { 企业名称: '示例', 有效期至: '2023-02-30' }, ['error date-impossible validTo']],
    [
      'a reversed period',
      { 企业名称: '示例', 发证日期: '2023-06-19', 有效期至: '2022-06-19' },
      ['error period-reversed validTo'],
    ],
    ['a formula', { 企业名称: cell('示例', 'text', true) }, ['warning formula-value name']],
    [
      'a formula without value',
      { 企业名称: '示例', 批次: cell('', 'empty', true) },
      ['warning formula-without-value batch'],
    ],
    ['a formula in an unknown column', { 企业名称: '示例', 备注: cell('1', 'number', true) }, []],
    ['an error cell', { 企业名称: cell('#REF!', 'error') }, ['error cell-error name']],
    ['an error cell in an unknown column', { 企业名称: '示例', 备注: cell('#REF!', 'error') }, []],
    ['a cell beyond bounds', { 企业名称: '示例', 备注: cell('长', 'too-long') }, ['error cell-too-long']],
    ['a name too long', { 企业名称: '长'.repeat(201) }, ['error value-too-long name']],
    ['a long name', { 企业名称: '长'.repeat(200) }, []],
  ])('%s', (_, row, expected) => {
    expect(codes(read(row))).toEqual(expected);
  });

  it.each<[string, Parameters<typeof read>[0], string[]]>([
    [
      'a wrong telephone number',
      { 企业名称: '示例', 联系人: '张', 电话: '转接前台' },
      ['warning phone-unreadable contactPhone'],
    ],
    [
      'a wrong address of mail',
      { 企业名称: '示例', 联系人: '张', 邮箱: 'a b' },
      ['warning email-unreadable contactEmail'],
    ],
    ['a contact without name', { 企业名称: '示例', 电话: '0871-123456' }, ['warning contact-without-name contactName']],
  ])('%s', (_, row, expected) => {
    expect(codes(read(row, { kind: 'enterprises' }))).toEqual(expected);
  });

  it('asks for what is required, in the sheet or the options', () => {
    const required = ['programme', 'issuedOn'] as const;
    expect(codes(read({ 企业名称: '示例' }, { required }))).toEqual([
      'error missing programme',
      'error missing issuedOn',
    ]);
    expect(
      codes(read({ 企业名称: '示例', 发证日期: '2023-06-19' }, { required, options: { programme: 'high-tech' } })),
    ).toEqual([]);
    expect(
      codes(read({ 企业名称: '示例', 发证日期: '不详' }, { required, options: { programme: 'high-tech' } })),
    ).toEqual(['error date-unreadable issuedOn']);
  });

  it('knows programmes by what lists call them', () => {
    const programmes = new Map([[programmeKey('高新技术企业'), 'high-tech']]);
    expect(read({ 企业名称: '示例', 认定项目: ' 高新技术 企业' }, { programmes }).values.programme).toBe('high-tech');
    expect(codes(read({ 企业名称: '示例', 认定项目: '示例称号' }, { programmes }))).toEqual([
      'error programme-unknown programme',
    ]);
  });

  it('names the column and the value in each reason', () => {
    expect(read({ 企业名称: '示例', 有效期至: '2023-02-30' }).reasons).toEqual([
      {
        code: 'date-impossible',
        field: 'validTo',
        severity: 'error',
        params: { header: '有效期至', value: '2023-02-30' },
      },
    ]);
  });
});

describe('duplicates', () => {
  const values = (name: string, rest: Partial<RowValues> = {}): RowValues => ({
    name,
    nameKey: name,
    extra: {},
    ...rest,
  });
  const [first, second] = [
    read({ 名称: 'a', 信用代码: sampleUscc(1) }).values.uscc!,
    read({ 名称: 'a', 信用代码: sampleUscc(2) }).values.uscc!,
  ];

  it.each<[string, RowValues, RowValues, string | undefined]>([
    ['the same code', values('甲', { uscc: first }), values('乙', { uscc: first }), 'duplicate-code'],
    ['the same name, two codes', values('甲', { uscc: first }), values('甲', { uscc: second }), undefined],
    ['the same name, no codes', values('甲'), values('甲'), 'duplicate-name'],
    ['the same name, code first', values('甲', { uscc: first }), values('甲'), 'duplicate-name'],
    ['the same name, code second', values('甲'), values('甲', { uscc: first }), 'duplicate-name'],
    ['other names', values('甲'), values('乙'), undefined],
    ['two programmes', values('甲', { programme: 'a' }), values('甲', { programme: 'b' }), undefined],
    [
      'two grants',
      values('甲', { issuedOn: day('2020-01-01') }),
      values('甲', { issuedOn: day('2023-01-01') }),
      undefined,
    ],
  ])('%s', (_, one, other, code) => {
    const finder = new DuplicateFinder();
    expect(finder.check(5, one)).toBeUndefined();
    const reason = finder.check(9, other);
    expect(reason?.code).toBe(code);
    if (code !== undefined) expect(reason).toMatchObject({ severity: 'error', params: { firstRowNo: 5 } });
  });
});

it('says of each row of a bad list what is wrong with it', () => {
  const columns = proposeColumns(badListHeaders, badListRows(), 'recognition');
  const finder = new DuplicateFinder();
  const said = badListRows().map((row, n) => {
    const cells = row.map((text) => (text.length > 32_767 ? cell('长', 'too-long') : cell(text)));
    const { values, reasons } = readRow(columns, context, cells);
    const errors = reasons.filter(({ severity }) => severity === 'error').map(({ code }) => code);
    const duplicate = errors.length === 0 ? finder.check(n + 2, values) : undefined;
    return [...errors, ...(duplicate === undefined ? [] : [duplicate.code])].join();
  });
  expect(said).toEqual(badListRows().map((row) => row.at(-1)));
  expect(sampleName(1)).not.toBe(sampleName(2));
});
