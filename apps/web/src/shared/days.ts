import { LocalDate } from '@tidu/kernel';

/** How near a day is: past, within thirty days, later. Decides mark and colour. */
export type Urgency = 'overdue' | 'soon' | 'later';

export const soonDays = 30;

export function urgencyOf(today: LocalDate, dueOn: LocalDate): Urgency {
  const left = LocalDate.daysBetween(today, dueOn);
  return left < 0 ? 'overdue' : left <= soonDays ? 'soon' : 'later';
}

export type DayPhrase =
  { key: 'days.overdue' | 'days.left' | 'days.ago'; count: number } | { key: 'days.dueToday' | 'days.today' };

/** "还有 9 天", "逾期 2 天", "今天到期". */
export function dueInWords(today: LocalDate, dueOn: LocalDate): DayPhrase {
  const left = LocalDate.daysBetween(today, dueOn);
  if (left === 0) return { key: 'days.dueToday' };
  return left < 0 ? { key: 'days.overdue', count: -left } : { key: 'days.left', count: left };
}

/** "36 天前", "今天"; a day to come is said as what is left. */
export function pastInWords(today: LocalDate, day: LocalDate): DayPhrase {
  const ago = LocalDate.daysBetween(day, today);
  if (ago === 0) return { key: 'days.today' };
  return ago < 0 ? { key: 'days.left', count: -ago } : { key: 'days.ago', count: ago };
}

/** Without the year where it is today's: "12-03", "2027-03-31". */
export function shortDay(today: LocalDate, day: LocalDate): string {
  return LocalDate.year(day) === LocalDate.year(today) ? day.slice(5) : day;
}

/** The clock time of an instant in Shanghai, "08:52". */
export function clockTime(instant: string): string {
  return shanghaiTime.format(new Date(instant));
}

/** "2026-11-24 08:52" in Shanghai. */
export function dayAndTime(instant: string): string {
  return `${LocalDate.inShanghai(new Date(instant))} ${clockTime(instant)}`;
}

const shanghaiTime = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Shanghai',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** The Mondays-first weeks that cover a month, as a wall calendar shows them. */
export function monthWeeks(month: LocalDate): LocalDate[][] {
  const first = LocalDate.of(LocalDate.year(month), LocalDate.month(month), 1);
  const next = LocalDate.addMonths(first, 1);
  const weeks: LocalDate[][] = [];
  for (
    let monday = LocalDate.addDays(first, 1 - LocalDate.weekday(first));
    monday < next;
    monday = LocalDate.addDays(monday, 7)
  ) {
    weeks.push(Array.from({ length: 7 }, (_, i) => LocalDate.addDays(monday, i)));
  }
  return weeks;
}

/** In the order of `LocalDate.weekday`, Monday first. */
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

export function weekdayOf(day: LocalDate): (typeof weekdays)[number] {
  return weekdays[LocalDate.weekday(day) - 1] ?? 'mon';
}

const monthNames = new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' });

/** A day's parts for sentences; languages that name their months take `monthName`, which is English. */
export function dayParts(day: LocalDate): { year: number; month: number; day: number; monthName: string } {
  return {
    year: LocalDate.year(day),
    month: LocalDate.month(day),
    day: LocalDate.day(day),
    monthName: monthNames.format(new Date(`${day}T12:00:00Z`)),
  };
}
