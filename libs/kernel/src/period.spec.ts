import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LocalDate } from './local-date.js';
import { Period } from './period.js';

const d = (text: string) => LocalDate.parse(text);
const days = Array.from({ length: 12 }, (_, index) => LocalDate.addDays(d('2026-02-25'), index));
const anyDay = fc.constantFrom(...days);
const anyPeriod = fc.record({ from: anyDay, until: fc.option(anyDay) });

describe('a period', () => {
  it('counts its first day and not its end', () => {
    const period = Period.of(d('2024-11-06'), d('2027-11-06'));
    expect(Period.contains(period, d('2024-11-05'))).toBe(false);
    expect(Period.contains(period, d('2024-11-06'))).toBe(true);
    expect(Period.contains(period, d('2027-11-05'))).toBe(true);
    expect(Period.contains(period, d('2027-11-06'))).toBe(false);
    expect(Period.lastDay(period)).toBe('2027-11-05');
    expect(Period.through(d('2024-11-06'), d('2027-11-05'))).toEqual(period);
  });

  it('may have no end', () => {
    const period = Period.of(d('2024-11-06'), null);
    expect(Period.contains(period, d('2999-12-31'))).toBe(true);
    expect(Period.lastDay(period)).toBeNull();
  });

  it('meets a neighbour without overlapping it', () => {
    expect(Period.overlaps(Period.of(days[0]!, days[3]!), Period.of(days[3]!, days[5]!))).toBe(false);
  });

  it('has no last day where it has no day', () => {
    expect(() => Period.lastDay(Period.of(days[3]!, days[3]!))).toThrow(RangeError);
  });

  it('intersects as the sets of its days do', () => {
    fc.assert(
      fc.property(anyPeriod, anyPeriod, (a, b) => {
        const shared = Period.intersect(a, b);
        for (const day of days) {
          expect(shared !== null && Period.contains(shared, day)).toBe(
            Period.contains(a, day) && Period.contains(b, day),
          );
        }
        expect(Period.intersect(b, a)).toEqual(shared);
        expect(Period.overlaps(a, b)).toBe(shared !== null);
        expect(Period.isEmpty(a)).toBe(!days.some((day) => Period.contains(a, day)));
      }),
    );
  });
});
