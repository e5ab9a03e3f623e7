import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LocalDate } from './local-date.js';

const d = (text: string) => LocalDate.parse(text);
const anyDay = fc
  .integer({ min: 0, max: LocalDate.daysBetween(d('1900-01-01'), d('2999-12-31')) })
  .map((count) => LocalDate.addDays(d('1900-01-01'), count));
const dayOfOurTime = fc.integer({ min: 0, max: 40_000 }).map((count) => LocalDate.addDays(d('1992-01-01'), count));

describe('a local date', () => {
  it.each([
    '2026-02-29', // no leap year
    '1900-02-29', // a century that is none
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '2026-4-1',
    '1899-12-31',
    '3000-01-01',
    '2026-03-01T00:00:00Z',
    ' 2026-03-01',
    '２０２６-03-01',
    '',
  ])('refuses %j', (text) => {
    expect(() => LocalDate.parse(text)).toThrow(RangeError);
    expect(LocalDate.tryParse(text)).toBeUndefined();
  });

  it.each(['1900-01-01', '2000-02-29', '2024-02-29', '2999-12-31'])('accepts %s', (text) => {
    expect(LocalDate.parse(text)).toBe(text);
  });

  it('does not leave its years', () => {
    expect(() => LocalDate.addDays(d('2999-12-31'), 1)).toThrow(RangeError);
    expect(() => LocalDate.addDays(d('1900-01-01'), -1)).toThrow(RangeError);
    expect(() => LocalDate.addMonths(d('2999-12-31'), 1)).toThrow(RangeError);
    expect(() => LocalDate.of(2026, 2, 29)).toThrow(RangeError);
    expect(() => LocalDate.addDays(d('2026-01-01'), 0.5)).toThrow(RangeError);
  });

  // 民法典 art. 202: same day-number; where it is missing, the last day of the month.
  it.each([
    ['2025-11-30', 3, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-07-01', 3, '2026-10-01'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-01-15', -13, '2024-12-15'],
    ['2024-12-31', 12, '2025-12-31'],
    ['2024-02-29', 12, '2025-02-28'],
  ])('%s and %i months is %s', (from, months, to) => {
    expect(LocalDate.addMonths(d(from), months)).toBe(to);
  });

  // 高新技术企业认定管理办法 art. 9: three years from the day of issue, the last valid day being the day before
  it.each([
    ['2024-11-06', '2027-11-05'],
    ['2023-11-22', '2026-11-21'],
    ['2024-02-29', '2027-02-27'],
  ])('three years from %s end on %s', (issued, last) => {
    expect(LocalDate.addDays(LocalDate.addYears(d(issued), 3), -1)).toBe(last);
  });

  // As printed calendars have it.
  it.each([
    ['2026-05-31', 7],
    ['2026-03-31', 2],
    ['2027-05-31', 1],
    ['2026-08-31', 1],
    ['2025-05-31', 6],
    ['1900-01-01', 1],
  ])('%s is weekday %i', (day, weekday) => {
    expect(LocalDate.weekday(d(day))).toBe(weekday);
  });

  it('knows parts, ends of years, earliest and latest', () => {
    const day = d('2026-08-09');
    expect([LocalDate.year(day), LocalDate.month(day), LocalDate.day(day)]).toEqual([2026, 8, 9]);
    expect(LocalDate.endOfYear(day)).toBe('2026-12-31');
    expect(LocalDate.min(day, d('2026-08-10'), d('2025-01-01'))).toBe('2025-01-01');
    expect(LocalDate.max(day, d('2026-08-10'), d('2025-01-01'))).toBe('2026-08-10');
  });

  it('goes through the calendar day by day, as counted by the months', () => {
    let day = d('1999-12-28');
    for (const [year, month, days] of [
      [2000, 1, 31],
      [2000, 2, 29],
      [2000, 3, 31],
    ] as const) {
      for (let number = 1; number <= days; number += 1) {
        const expected = LocalDate.of(year, month, number);
        while (day < expected) day = LocalDate.addDays(day, 1);
        expect(day).toBe(expected);
        expect(LocalDate.addDays(LocalDate.addDays(day, 1), -1)).toBe(day);
      }
    }
  });

  it('adds and counts days as each other’s inverse', () => {
    fc.assert(
      fc.property(anyDay, anyDay, (from, to) => {
        const days = LocalDate.daysBetween(from, to);
        expect(LocalDate.addDays(from, days)).toBe(to);
        expect(Math.sign(days)).toBe(LocalDate.compare(to, from));
      }),
    );
  });

  it('agrees with the proleptic calendar of the language', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const instant = new Date(`${day}T00:00:00Z`);
        expect(LocalDate.weekday(day)).toBe(((instant.getUTCDay() + 6) % 7) + 1);
        expect(LocalDate.daysBetween(d('1970-01-01'), day)).toBe(instant.getTime() / 86_400_000);
      }),
    );
  });

  it('never moves a day by a month further than that month', () => {
    fc.assert(
      fc.property(dayOfOurTime, fc.integer({ min: -600, max: 600 }), (day, months) => {
        const moved = LocalDate.addMonths(day, months);
        const index = (at: LocalDate) => LocalDate.year(at) * 12 + LocalDate.month(at);
        expect(index(moved) - index(day)).toBe(months);
        expect(LocalDate.day(moved)).toBeLessThanOrEqual(LocalDate.day(day));
      }),
    );
  });
});

describe('Shanghai', () => {
  it.each([
    ['2026-03-01T15:59:59.999Z', '2026-03-01'],
    ['2026-03-01T16:00:00.000Z', '2026-03-02'],
    ['2025-12-31T16:30:00Z', '2026-01-01'], // 00:30 in Shanghai is yesterday in a process under UTC
    ['1970-01-01T00:00:00Z', '1970-01-01'],
    ['1991-12-31T16:00:00Z', '1992-01-01'],
    ['1991-12-31T15:59:59Z', '1991-12-31'],
    ['1988-07-01T15:30:00Z', '1988-07-02'], // summer time, UTC+9
    ['1988-12-01T15:30:00Z', '1988-12-01'],
  ])('at %s it is %s', (instant, day) => {
    expect(LocalDate.inShanghai(new Date(instant))).toBe(day);
  });

  it.each([
    ['2026-03-01', '2026-02-28T16:00:00.000Z'],
    ['1992-01-01', '1991-12-31T16:00:00.000Z'],
    ['1991-07-01', '1991-06-30T15:00:00.000Z'], // summer time, UTC+9
    ['1988-12-01', '1988-11-30T16:00:00.000Z'],
  ])('%s begins at %s', (day, instant) => {
    expect(LocalDate.startInstant(d(day)).toISOString()).toBe(instant);
  });

  it('begins each day at the first instant of that day', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60_000 }).map((count) => LocalDate.addDays(d('1900-01-01'), count)),
        (day) => {
          const start = LocalDate.startInstant(day);
          expect(LocalDate.inShanghai(start)).toBe(day);
          expect(LocalDate.inShanghai(new Date(start.getTime() - 1))).toBe(LocalDate.addDays(day, -1));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('refuses what is no instant', () => {
    expect(() => LocalDate.inShanghai(new Date(NaN))).toThrow(RangeError);
  });
});
