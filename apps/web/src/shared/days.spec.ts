import { LocalDate } from '@tidu/kernel';
import { clockTime, dayAndTime, dayParts, dueInWords, monthWeeks, pastInWords, shortDay, urgencyOf } from './days';

const day = LocalDate.parse;
const today = day('2026-11-24');

describe('days in words', () => {
  it.each([
    ['2026-11-22', 'overdue', { key: 'days.overdue', count: 2 }],
    ['2026-11-24', 'soon', { key: 'days.dueToday' }],
    ['2026-12-03', 'soon', { key: 'days.left', count: 9 }],
    ['2026-12-24', 'soon', { key: 'days.left', count: 30 }],
    ['2026-12-25', 'later', { key: 'days.left', count: 31 }],
  ] as const)('%s', (due, urgency, words) => {
    expect(urgencyOf(today, day(due))).toBe(urgency);
    expect(dueInWords(today, day(due))).toEqual(words);
  });

  it('look back', () => {
    expect(pastInWords(today, day('2026-10-19'))).toEqual({ key: 'days.ago', count: 36 });
    expect(pastInWords(today, today)).toEqual({ key: 'days.today' });
    expect(pastInWords(today, day('2026-11-25'))).toEqual({ key: 'days.left', count: 1 });
  });

  it('leave out the year of today', () => {
    expect(shortDay(today, day('2026-12-03'))).toBe('12-03');
    expect(shortDay(today, day('2027-03-31'))).toBe('2027-03-31');
  });
});

describe('instants', () => {
  it('are told in Shanghai, on both sides of its midnight', () => {
    expect(dayAndTime('2026-11-23T15:59:59Z')).toBe('2026-11-23 23:59');
    expect(dayAndTime('2026-11-23T16:00:00Z')).toBe('2026-11-24 00:00');
    expect(clockTime('2026-11-24T00:52:00Z')).toBe('08:52');
  });
});

describe('the parts of a day', () => {
  it('name the month whatever the zone of the machine', () => {
    expect(dayParts(day('2026-12-01'))).toEqual({ year: 2026, month: 12, day: 1, monthName: 'December' });
    expect(dayParts(day('2027-01-31')).monthName).toBe('January');
  });
});

describe('a wall calendar', () => {
  it('covers the month with whole weeks from Monday', () => {
    const weeks = monthWeeks(day('2026-11-24'));
    expect(weeks[0]?.[0]).toBe('2026-10-26');
    expect(weeks.at(-1)?.at(-1)).toBe('2026-12-06');
    expect(weeks.flat()).toContain('2026-11-30');
  });

  it('needs four weeks for a February that begins on a Monday', () => {
    expect(monthWeeks(day('2027-02-10'))).toHaveLength(4);
  });
});
