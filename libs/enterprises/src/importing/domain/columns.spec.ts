import { recognitionHeaders, sampleUscc } from '../testing.js';
import { columnLetters, fieldOfHeader, findHeader, headerKey, proposeColumns } from './columns.js';
import { fieldLengths, headerWords, listFields, listKinds } from './list-fields.js';

describe('header words', () => {
  it.each([
    ['省    份', '省份'],
    ['＊企业名称：', '企业名称'],
    ['Valid To', 'validto'],
    ['E-mail', 'email'],
  ])('%j is compared as %j', (header, key) => {
    expect(headerKey(header)).toBe(key);
  });

  it.each(listKinds)('of %s are written as they are compared, and none names two fields', (kind) => {
    const words = listFields[kind].flatMap((field) => headerWords[field]);
    expect(words.map(headerKey)).toEqual(words);
    expect(new Set(words).size).toBe(words.length);
  });

  it('exist for every field, with a length', () => {
    for (const field of listKinds.flatMap((kind) => listFields[kind])) {
      expect(headerWords[field].length).toBeGreaterThan(1);
      expect(fieldLengths[field]).toBeGreaterThan(0);
    }
  });

  it.each([
    ['公司全称', 'name'],
    ['企 业 名 称', 'name'],
    ['Company Name', 'name'],
    ['统一社会信用代码（18位）', 'uscc'],
    ['所属区(县、市)', 'district'],
    ['county', 'district'],
    ['有效期至', 'validTo'],
    ['发证日期', 'issuedOn'],
    ['批 次', 'batch'],
    ['证书编号', 'certificateNo'],
    ['longitude', null],
    ['', null],
  ])('%j is %j', (header, field) => {
    expect(fieldOfHeader(header, 'recognition')).toBe(field);
  });

  it('depend on the kind of list', () => {
    expect(fieldOfHeader('联系电话', 'enterprises')).toBe('contactPhone');
    expect(fieldOfHeader('联系电话', 'recognition')).toBeNull();
  });
});

describe('findHeader', () => {
  it('skips titles and notes', () => {
    const rows = [
      ['昆明市2023年第一批高新技术企业名单'],
      ['', '填报日期：2023-06-19'],
      ['序号', '企 业 名 称', '证书编号', '发证日期'],
      ['1', '示例甲有限公司', 'GR202353000001', '2023-06-19'],
    ];
    expect(findHeader(rows, 'recognition')).toBe(2);
  });

  it('takes the row that names most', () => {
    expect(
      findHeader(
        [
          ['单位名称', '昆明市科技局'],
          ['企业名称', '地址', '批次'],
          ['名称', '地址', '批次'],
        ],
        'recognition',
      ),
    ).toBe(1);
  });

  it('needs a column for the name, near the top', () => {
    expect(findHeader([['统一社会信用代码', '发证日期']], 'recognition')).toBeUndefined();
    expect(findHeader([], 'recognition')).toBeUndefined();
    const deep = [...Array.from({ length: 30 }, () => ['说明']), ['企业名称']];
    expect(findHeader(deep, 'recognition')).toBeUndefined();
  });
});

describe('proposeColumns', () => {
  it('takes no time over headers that are none', () => {
    const header = '('.repeat(32_767);
    const [column] = proposeColumns([header], [[header]], 'recognition');
    expect(column).toEqual({ header: '('.repeat(100), field: null });
  });

  it('knows the headers of the Jiangsu list and keeps the unknown ones', () => {
    expect(proposeColumns(recognitionHeaders, [], 'recognition')).toEqual([
      { header: 'company', field: 'name' },
      { header: 'address', field: 'address' },
      { header: 'city', field: 'city' },
      { header: 'county', field: 'district' },
      { header: 'longitude', field: null },
      { header: 'latitude', field: null },
    ]);
  });

  it('gives a field to its first column, and every column a header of its own', () => {
    expect(
      proposeColumns(['企业名称', '单位名称', '备注', ' 备注', ''], [['a', 'b', 'c', 'd', 'e', 'f']], 'enterprises'),
    ).toEqual([
      { header: '企业名称', field: 'name' },
      { header: '单位名称', field: null },
      { header: '备注', field: null },
      { header: '备注 (2)', field: null },
      { header: 'E', field: null },
      { header: 'F', field: null },
    ]);
  });

  it('finds codes by their check digits where no header names them', () => {
    const sample = Array.from({ length: 5 }, (_, n) => [`示例${n}`, n === 0 ? '' : sampleUscc(n)]);
    expect(proposeColumns(['企业名称', '代码'], sample, 'enterprises')[1]).toEqual({ header: '代码', field: 'uscc' });
    expect(proposeColumns(['企业名称', '代码'], [['示例', '530102']], 'enterprises')[1]?.field).toBeNull();
  });
});

it.each([
  [0, 'A'],
  [25, 'Z'],
  [26, 'AA'],
  [199, 'GR'],
])('column %i is %s', (column, letters) => {
  expect(columnLetters(column)).toBe(letters);
});
