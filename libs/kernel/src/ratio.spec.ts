import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Ratio } from './ratio.js';

const anyRatio = fc
  .tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.bigInt({ min: 1n, max: 10n ** 20n }))
  .map(([over, under]) => Ratio.of(over, under));

describe('a ratio', () => {
  it('puts exactly 15 % growth at 15 %, where floating point does not', () => {
    expect(1.15 - 1).not.toBe(0.15);
    const growth = Ratio.of(115_000_000n, 100_000_000n).subtract(Ratio.one);
    expect(growth.compare(Ratio.parse('15%'))).toBe(0);
    expect(growth.equals(Ratio.parse('0.15'))).toBe(true);
  });

  it.each([
    ['0.15', 3n, 20n],
    ['-2', -2n, 1n],
    ['+1.50', 3n, 2n],
    ['4.1%', 41n, 1000n],
    ['0', 0n, 1n],
    [' 0.041 ', 41n, 1000n],
  ])('%j is exact', (text, numerator, denominator) => {
    const ratio = Ratio.parse(text);
    expect([ratio.numerator, ratio.denominator]).toEqual([numerator, denominator]);
  });

  it.each(['', '1e3', '.5', '5.', '1,000', 'NaN', '0x10', '１', '1/2'])('%j is refused', (text) => {
    expect(() => Ratio.parse(text)).toThrow(RangeError);
    expect(Ratio.tryParse(text)).toBeUndefined();
  });

  it.each([
    ['0.041', 1, '0.0', '4.1%'],
    ['0.005', 2, '0.01', '0.50%'],
    ['-0.005', 2, '-0.01', '-0.50%'],
    ['-0.0001', 2, '0.00', '-0.01%'],
    ['12.5', 0, '13', '1250%'],
    ['1234.5678', 3, '1234.568', '123456.780%'],
  ])('%s with %i places reads %s and %s', (text, places, fixed, percent) => {
    expect(Ratio.parse(text).toFixed(places)).toBe(fixed);
    expect(Ratio.parse(text).toPercent(places)).toBe(percent);
  });

  it('has floor, ceiling and text', () => {
    expect([Ratio.of(7, 2).floor(), Ratio.of(7, 2).ceil()]).toEqual([3n, 4n]);
    expect([Ratio.of(-7, 2).floor(), Ratio.of(-7, 2).ceil()]).toEqual([-4n, -3n]);
    expect([Ratio.of(-4, 2).floor(), Ratio.of(-4, 2).ceil()]).toEqual([-2n, -2n]);
    expect([String(Ratio.of(4, -6)), String(Ratio.of(4, 2))]).toEqual(['-2/3', '2']);
  });

  it('is never over zero', () => {
    expect(() => Ratio.of(1, 0)).toThrow(RangeError);
    expect(() => Ratio.one.divide(Ratio.zero)).toThrow(RangeError);
    expect(() => Ratio.one.toFixed(-1)).toThrow(RangeError);
  });

  it('reckons as a field does', () => {
    fc.assert(
      fc.property(anyRatio, anyRatio, anyRatio, (a, b, c) => {
        expect(a.add(b).subtract(b)).toEqual(a);
        expect(a.multiply(b.add(c))).toEqual(a.multiply(b).add(a.multiply(c)));
        if (!b.equals(Ratio.zero)) expect(a.divide(b).multiply(b)).toEqual(a);
        expect(a.compare(b) + b.compare(a)).toBe(0);
        expect(a.compare(b)).toBe(a.add(c).compare(b.add(c)));
      }),
    );
  });

  it('rounds to the nearest', () => {
    fc.assert(
      fc.property(anyRatio, fc.integer({ min: 0, max: 6 }), (ratio, places) => {
        const error = Ratio.parse(ratio.toFixed(places)).subtract(ratio);
        const distance = error.compare(Ratio.zero) < 0 ? error.negate() : error;
        expect(distance.compare(Ratio.of(1n, 2n * 10n ** BigInt(places)))).toBeLessThanOrEqual(0);
      }),
    );
  });
});
