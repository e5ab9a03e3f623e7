import { LocalDate } from '@tidu/kernel';
import fc from 'fast-check';
import { cell, sampleDivisions } from '../testing.js';
import { cleanText, presentText } from './cell-text.js';
import { dayOfSerial, readDate } from './dates.js';
import { divisionBook, readDivision } from './divisions.js';

describe('presentText', () => {
  it.each(['', '  ', '\u3000', 'N/A', 'n/a', '-', '－', '——', '/', '无', ' 无 ', '\u200b', '＃N／A'])(
    '%j says that there is none',
    (text) => {
      expect(presentText(text)).toBeUndefined();
    },
  );

  it.each([
    ['\u{FEFF} 示例\u200b甲\u00a0公司 ', '示例甲 公司'],
    ['\u202e示例', '示例'],
    ['一行\r\n两行', '一行 两行'],
    ['无锡示例公司', '无锡示例公司'],
    ['０', '０'],
  ])('%j is %j', (text, clean) => {
    expect(presentText(text)).toBe(clean);
  });

  it('cleaning twice changes nothing more', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => expect(cleanText(cleanText(text))).toBe(cleanText(text))),
    );
  });
});

describe('readDate', () => {
  it.each([
    '2023-06-19',
    '2023-6-19',
    '2023/6/19',
    '2023.6.19',
    '2023年6月19日',
    '2023 年 6 月 19 日',
    '2023年06月19',
    '２０２３．６．１９',
    '２０２３年６月１９日',
    '20230619',
    '2023-06-19 00:00:00',
    '2023/6/19 8:30',
    '2023-06-19T00:00:00.000',
    '45096',
    '45096.5',
    ' 2023-06-19\u200b',
  ])('%j', (text) => {
    expect(readDate(cell(text), 1900)).toEqual({ value: '2023-06-19', reasons: [] });
  });

  it('counts serial numbers from 1904 where the workbook does', () => {
    expect(readDate(cell('43634', 'number'), 1904).value).toBe('2023-06-19');
  });

  it.each(['2023-02-30', '2023-13-01', '2023.2.29', '20230631', '2023年0月5日', '0000-01-01'])(
    '%j is impossible',
    (text) => {
      expect(readDate(cell(text), 1900)).toEqual({
        reasons: [{ code: 'date-impossible', severity: 'error', params: { value: text } }],
      });
    },
  );

  it.each([
    '2023',
    '2023年6月',
    '6月19日',
    '19/6/2023',
    '23-06-19',
    '长期',
    '2023-06-18T16:00:00Z',
    '2023-06-19至2026-06-18',
    '-45096',
    '9999',
    '202306',
  ])('%j cannot be read', (text) => {
    expect(readDate(cell(text), 1900).reasons).toMatchObject([{ code: 'date-unreadable', severity: 'error' }]);
  });

  it('is absent where nothing stands', () => {
    expect(readDate(cell('-'), 1900)).toEqual({ reasons: [] });
  });

  it('reads each day however it is written', () => {
    const days = fc.integer({ min: 10_000, max: 109_574 });
    fc.assert(
      fc.property(days, fc.constantFrom('-', '/', '.'), (serial, sign) => {
        const day = LocalDate.addDays(LocalDate.of(1900, 1, 1), serial - 2);
        const short = `${LocalDate.year(day)}${sign}${LocalDate.month(day)}${sign}${LocalDate.day(day)}`;
        expect([readDate(cell(String(serial)), 1900).value, readDate(cell(short), 1900).value]).toEqual([day, day]);
      }),
    );
  });
});

describe('dayOfSerial', () => {
  // ECMA-376-1, 18.17.4.1
  it.each([
    [1, 1900, '1900-01-01'],
    [59, 1900, '1900-02-28'],
    [60, 1900, undefined],
    [61, 1900, '1900-03-01'],
    [0, 1900, undefined],
    [0, 1904, '1904-01-01'],
    [401_768, 1900, '2999-12-31'],
    [401_769, 1900, undefined],
    [-1, 1904, undefined],
  ] as const)('%i in the %i system is %s', (serial, system, day) => {
    expect(dayOfSerial(serial, system)).toBe(day);
  });
});

describe('readDivision', () => {
  const book = divisionBook(sampleDivisions);

  it.each([
    ['五华区', 'district', '530102'],
    ['五华', 'district', '530102'],
    ['昆明市五华区', 'district', '530102'],
    ['云南省昆明市五华区', 'district', '530102'],
    ['石林县', 'district', '530126'],
    ['石林彝族自治县', 'district', '530126'],
    ['530102', 'district', '530102'],
    ['５３０１０２', 'district', '530102'],
    ['530102001', 'district', '530102'],
    ['530102001000', 'district', '530102'],
    ['高新区', 'zone', 'KM-GX'],
    ['昆明高新区', 'zone', 'KM-GX'],
    ['km-gx', 'zone', 'KM-GX'],
    ['经开区', 'zone', 'KM-JK'],
    ['昆明经济技术开发区', 'zone', 'KM-JK'],
  ])('%j is ours: %s %s', (text, kind, code) => {
    expect(readDivision(text, book)).toEqual({ value: { kind, code }, reasons: [] });
  });

  it.each(['昆明市', '昆明', '530100', '市本级'])('%j is the city itself', (text) => {
    expect(readDivision(text, book).value).toEqual({ kind: 'city' });
  });

  it.each(['苏州工业园区', '江苏省高新区', '320583', '110101', '429004'])('%j lies elsewhere', (text) => {
    expect(readDivision(text, book).value).toEqual({ kind: 'outside', text });
  });

  it.each(['530199', '530101001', '999999', '009900', '539901'])('code %s does not exist', (text) => {
    expect(readDivision(text, book)).toEqual({
      reasons: [{ code: 'division-unknown', severity: 'error', params: { value: text } }],
    });
  });

  it.each(['', '-', 'N/A', '无'])('%j is absent', (text) => {
    expect(readDivision(text, book)).toEqual({ reasons: [] });
  });
});
