import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LocalDate } from '@tidu/kernel';
import { House } from '../../../../test/support/house.js';
import { Calendar, type CalendarDay, type CalendarYear } from './calendar.js';

const day = (text: string, kind: CalendarDay['kind'], name: string): CalendarDay => ({
  day: LocalDate.parse(text),
  kind,
  name,
});

/** A year of which nothing is known yet. */
const firstNotice: CalendarYear = {
  year: 2031,
  source: '示例通知（一）',
  days: [day('2031-01-01', 'rest', '元旦'), day('2031-01-04', 'work', '元旦调休')],
};

describe('calendar years', () => {
  let house: House;
  let calendar: Calendar;

  beforeAll(async () => {
    house = await House.open({ today: '2026-03-02' });
    calendar = house.get(Calendar);
  });
  afterAll(() => house.close());

  const yearOf = async (year: number): Promise<CalendarYear | undefined> =>
    (await calendar.years()).find((one) => one.year === year);

  it('comes with the years that are known', async () => {
    const years = (await calendar.years()).map((one) => one.year);
    expect(years).toEqual([2023, 2024, 2025, 2026]);
    expect((await yearOf(2026))!.days.length).toBeGreaterThan(20);
  });

  it('counts a year at once when it is loaded', async () => {
    const newYear = LocalDate.parse('2031-01-01');
    expect((await calendar.working()).covers(newYear)).toBe(false);
    await calendar.load(firstNotice);
    const working = await calendar.working();
    expect(working.covers(newYear)).toBe(true);
    expect(working.isWorkingDay(newYear)).toBe(false);
    expect(working.isWorkingDay(LocalDate.parse('2031-01-04'))).toBe(true);
    expect(await yearOf(2031)).toEqual(firstNotice);
  });

  it('replaces a year as a whole, and leaves the others alone', async () => {
    const before = await yearOf(2026);
    await calendar.load(firstNotice);
    const corrected: CalendarYear = {
      year: 2031,
      source: '示例通知（二）',
      days: [day('2031-01-02', 'rest', '元旦')],
    };
    await calendar.load(corrected);
    expect(await yearOf(2031)).toEqual(corrected);
    expect(await yearOf(2026)).toEqual(before);
  });

  it('keeps a year whole where two load it at once', async () => {
    const other: CalendarYear = { year: 2032, source: '示例通知（三）', days: [day('2032-01-01', 'rest', '元旦')] };
    const another: CalendarYear = { year: 2032, source: '示例通知（四）', days: [day('2032-01-01', 'work', '元旦')] };
    await Promise.all([calendar.load(other), calendar.load(another)]);
    expect([other, another]).toContainEqual(await yearOf(2032));
  });

  it('refuses a day twice and leaves the year as it was', async () => {
    await calendar.load(firstNotice);
    const twice = [day('2031-05-01', 'rest', '劳动节'), day('2031-05-01', 'work', '劳动节')];
    await expect(calendar.load({ ...firstNotice, days: twice })).rejects.toMatchObject({ code: '23505' });
    expect(await yearOf(2031)).toEqual(firstNotice);
  });

  it('tells the audit log', async () => {
    await calendar.load({ year: 2033, source: '示例通知（五）', days: [] });
    const entries = await house.query(
      `select after from audit_entry where action = 'calendar-year.loaded' and after ->> 'year' = '2033'`,
    );
    expect(entries).toEqual([{ after: { year: 2033, source: '示例通知（五）', days: 0 } }]);
  });
});
