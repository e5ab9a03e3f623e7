import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Money } from './money.js';

describe('money', () => {
  it.each([
    ['1234.5', 123_450n, '1234.50'],
    ['0', 0n, '0.00'],
    ['-0.01', -1n, '-0.01'],
    ['007', 700n, '7.00'],
    ['3501000000.00', 350_100_000_000n, '3501000000.00'],
  ])('%s yuan is %s fen', (text, fen, canonical) => {
    expect(Money.parseYuan(text)).toBe(fen);
    expect(Money.toYuan(Money.ofFen(fen))).toBe(canonical);
  });

  it.each(['', '1.234', '1,000', '1e6', '.5', '1.', ' 1', '¥1', '１'])('%j is refused', (text) => {
    expect(() => Money.parseYuan(text)).toThrow(RangeError);
    expect(Money.tryParseYuan(text)).toBeUndefined();
  });

  it('keeps every fen there and back', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), (fen) => {
        expect(Money.parseYuan(Money.toYuan(Money.ofFen(fen)))).toBe(fen);
      }),
    );
  });

  // 合同成交额 35.01 亿元 (昆明日报, 2023-06-27)
  it('is shown in yuan, 万元 and 亿元', () => {
    const amount = Money.parseYuan('3501000000');
    expect(Money.format(amount)).toBe('3,501,000,000.00');
    expect(Money.format(amount, 'wan', 0)).toBe('350,100');
    expect(Money.format(amount, 'yi')).toBe('35.01');
    expect(Money.format(Money.parseYuan('-1234567.85'), 'yuan', 1)).toBe('-1,234,567.9');
    expect(Money.format(Money.parseYuan('999'), 'yuan', 0)).toBe('999');
  });
});
