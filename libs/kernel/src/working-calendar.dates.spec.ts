import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LocalDate } from './local-date.js';
import type { CalendarDay, DueTerm } from './working-calendar.js';
import { WorkingCalendar, dueDay, lastActionableDay } from './working-calendar.js';

const d = (text: string) => LocalDate.parse(text);
const { years } = JSON.parse(
  readFileSync(new URL('../../../config/calendar/cn-2023-2026.json', import.meta.url), 'utf8'),
) as { years: { year: number; days: CalendarDay[] }[] };
const calendar = new WorkingCalendar(
  years.flatMap(({ days }) => days),
  years.map(({ year }) => year),
);
const firm = (day: string) => ({ day, isProvisional: false });
const provisional = (day: string) => ({ day, isProvisional: true });

describe('working days', () => {
  // By the State Council's notice for 2026.
  it.each([
    ['2026-09-30', 5, '2026-10-13'],
    ['2026-02-13', 1, '2026-02-14'],
    ['2026-02-14', 1, '2026-02-24'],
    ['2026-09-24', 10, '2026-10-15'],
  ])('%s and %i working days is %s', (from, count, to) => {
    expect(calendar.addWorkingDays(d(from), count)).toEqual(firm(to));
  });

  it('counts the ten days of a publicity from 2026-09-24 one by one', () => {
    const counted = Array.from({ length: 10 }, (_, index) => calendar.addWorkingDays(d('2026-09-24'), index + 1).day);
    expect(counted.map((day) => day.slice(5))).toEqual([
      '09-28',
      '09-29',
      '09-30',
      '10-08',
      '10-09',
      '10-10',
      '10-12',
      '10-13',
      '10-14',
      '10-15',
    ]);
  });

  it.each([
    ['2026-10-01', '2026-09-30', '2026-10-08'],
    ['2025-05-31', '2025-05-30', '2025-06-03'],
    ['2026-02-28', '2026-02-28', '2026-02-28'], // a Saturday that is worked
    ['2026-05-31', '2026-05-29', '2026-06-01'],
  ])('%s rolls back to %s and forward to %s', (day, back, forward) => {
    expect(calendar.rollBack(d(day))).toEqual(firm(back));
    expect(calendar.rollForward(d(day))).toEqual(firm(forward));
  });

  it('says so where a year without its notice was looked at', () => {
    expect(calendar.lastCoveredYear).toBe(2026);
    expect(calendar.covers(d('2027-01-01'))).toBe(false);
    // 2027-01-01 is a holiday that the plain week calls a working Friday.
    expect(calendar.rollForward(d('2027-01-01'))).toEqual(provisional('2027-01-01'));
    expect(calendar.addWorkingDays(d('2026-12-31'), 1)).toEqual(provisional('2027-01-01'));
    expect(calendar.addWorkingDays(d('2026-12-30'), 1)).toEqual(firm('2026-12-31'));
    // Rolling back from an uncovered Saturday was decided by the plain week, though it ends in a covered year.
    expect(new WorkingCalendar([], [2027]).rollBack(d('2028-01-01'))).toEqual(provisional('2027-12-31'));
    expect(new WorkingCalendar([], []).lastCoveredYear).toBeNull();
  });

  it.each([0, -1, 1.5])('refuses %d working days', (count) => {
    expect(() => calendar.addWorkingDays(d('2026-01-05'), count)).toThrow(RangeError);
  });

  it('adds one working day after another', () => {
    const day = fc.integer({ min: 0, max: 1_400 }).map((count) => LocalDate.addDays(d('2023-01-01'), count));
    const count = fc.integer({ min: 1, max: 40 });
    fc.assert(
      fc.property(day, count, count, (from, first, second) => {
        const reached = calendar.addWorkingDays(from, first);
        expect(calendar.isWorkingDay(reached.day)).toBe(true);
        expect(calendar.addWorkingDays(reached.day, second).day).toBe(
          calendar.addWorkingDays(from, first + second).day,
        );
        let worked = 0;
        for (let at = from; at < reached.day;) {
          at = LocalDate.addDays(at, 1);
          if (calendar.isWorkingDay(at)) worked += 1;
        }
        expect(worked).toBe(first);
        expect(calendar.rollBack(from).day <= from && from <= calendar.rollForward(from).day).toBe(true);
      }),
    );
  });
});

describe('a due day', () => {
  const months = (count: number) => ({ unit: 'month', count }) as const;
  const cases: readonly [clause: string, term: DueTerm, due: string][] = [
    [
      '民法典 art. 202: day missing; 02-28 is worked',
      { rule: 'statutory-period', after: d('2025-11-30'), duration: months(3) },
      '2026-02-28',
    ],
    [
      '民法典 art. 203: rolls off the holiday',
      { rule: 'statutory-period', after: d('2026-07-01'), duration: months(3) },
      '2026-10-08',
    ],
    [
      '民法典 art. 202: leap year',
      { rule: 'statutory-period', after: d('2024-01-31'), duration: months(1) },
      '2024-02-29',
    ],
    [
      '民法典 art. 201: 30 days do not count the first',
      { rule: 'statutory-period', after: d('2026-03-02'), duration: { unit: 'day', count: 30 } },
      '2026-04-01',
    ],
    [
      '行政许可法 art. 82: publicity',
      { rule: 'working-day-period', after: d('2026-09-24'), workingDays: 10 },
      '2026-10-15',
    ],
    [
      'house rule: reply to a demand in working days',
      { rule: 'internal', after: d('2026-09-30'), workingDays: 5 },
      '2026-10-13',
    ],
    [
      '32号 art. 13: by the end of May, hard on a Sunday',
      { rule: 'fixed-date-legal', on: d('2026-05-31') },
      '2026-05-31',
    ],
    [
      '32号 art. 13: by the end of May, hard on a holiday',
      { rule: 'fixed-date-legal', on: d('2025-05-31') },
      '2025-05-31',
    ],
    ['a notice’s window never rolls', { rule: 'window-end', on: d('2025-10-01') }, '2025-10-01'],
    [
      '32号 art. 9: certificate of three years',
      { rule: 'validity', from: d('2023-11-22'), duration: { unit: 'year', count: 3 } },
      '2026-11-21',
    ],
    [
      '32号 art. 9: certificate of three years, of another day',
      { rule: 'validity', from: d('2024-11-06'), duration: { unit: 'year', count: 3 } },
      '2027-11-05',
    ],
    ['税收征管法实施细则 art. 109: 汇算清缴, last day a holiday', { rule: 'tax', on: d('2025-05-31') }, '2025-06-03'],
  ];
  it.each(cases)('%s', (_clause, term, due) => {
    expect(dueDay(term, calendar)).toEqual(firm(due));
  });

  // 税收征管法实施细则 art. 109, as the tax administration's notice for 2024 applies it to the filing periods of 15 days.
  it.each([
    ['2024-01-15', '2024-01-15'],
    ['2024-02-15', '2024-02-23'], // the six of eight holidays inside the period
    ['2024-03-15', '2024-03-15'],
    ['2024-04-15', '2024-04-18'],
    ['2024-05-15', '2024-05-22'],
    ['2024-06-15', '2024-06-19'],
    ['2024-09-15', '2024-09-18'], // one of three holidays inside: no extension, the last day rolls
    ['2024-10-15', '2024-10-24'],
    ['2024-12-15', '2024-12-16'],
  ])('the tax period to %s ends on %s', (on, due) => {
    expect(dueDay({ rule: 'tax', on: d(on), periodFrom: d(`${on.slice(0, 8)}01`) }, calendar)).toEqual(firm(due));
  });

  it('is provisional only where the calendar had a say in it', () => {
    expect(
      dueDay({ rule: 'validity', from: d('2026-01-01'), duration: { unit: 'year', count: 3 } }, calendar).isProvisional,
    ).toBe(false);
    expect(dueDay({ rule: 'fixed-date-legal', on: d('2028-05-31') }, calendar).isProvisional).toBe(false);
    expect(dueDay({ rule: 'statutory-period', after: d('2026-12-01'), duration: months(3) }, calendar)).toEqual(
      provisional('2027-03-01'),
    );
    expect(dueDay({ rule: 'tax', on: d('2027-01-15'), periodFrom: d('2026-12-31') }, calendar).isProvisional).toBe(
      true,
    );
  });

  // 2025-05-31 was a Saturday and the Dragon Boat holiday: warn on 05-30.
  it('must be met on the working day before where it is hard and falls on a rest day', () => {
    expect(lastActionableDay('fixed-date-legal', d('2025-05-31'), calendar)).toEqual(firm('2025-05-30'));
    expect(lastActionableDay('window-end', d('2026-08-31'), calendar)).toEqual(firm('2026-08-31'));
    expect(lastActionableDay('validity', d('2025-05-31'), calendar)).toEqual(firm('2025-05-31'));
  });
});
