import { isDayFormat, numberText } from './number-format.js';

describe('isDayFormat', () => {
  it.each([
    ['0', undefined, false],
    ['14', undefined, true],
    ['20', undefined, false], // h:mm
    ['31', undefined, true], // yyyy"年"m"月"d"日"
    ['32', undefined, false], // h"时"mm"分"
    ['58', undefined, true], // m"月"d"日"
    ['49', undefined, false],
    ['164', 'yyyy"年"m"月"d"日";@', true],
    ['164', '[$-804]yyyy/m/d', true],
    ['164', 'General', false],
    ['164', 'G/通用格式', false],
    ['164', '0.00E+00', false],
    ['164', '[Red]#,##0.00', false],
    ['164', '#,##0"yd"', false],
    ['164', '0\\d', false],
    ['164', '[h]:mm:ss', false],
    ['164', 'e-m', true],
    // A code of the file's own replaces what the number stands for elsewhere.
    ['14', '0.00', false],
    ['56', '"上午/下午 "hh"時"mm"分"ss"秒 "', false],
  ])('%s %s → %s', (id, code, expected) => {
    expect(isDayFormat(id, code)).toBe(expected);
  });
});

describe('numberText', () => {
  it.each([
    ['42', '42'],
    ['-0.5', '-0.5'],
    ['0.1', '0.1'],
    ['12.300000000000001', '12.3'],
    ['1E3', '1000'],
    ['1.2E+18', '1200000000000000000'],
    ['', undefined],
    ['NaN', undefined],
    ['1e999', undefined],
    ['12a', undefined],
  ])('%j → %j', (stored, shown) => {
    expect(numberText(stored)).toBe(shown);
  });
});
