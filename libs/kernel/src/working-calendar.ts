import type { DayRule } from './deadline-source.js';
import { LocalDate } from './local-date.js';

/** A day on which the State Council's yearly notice departs from the plain week. */
export interface CalendarDay {
  readonly day: LocalDate;
  /** `rest`: nobody works; `work`: a weekend day that is worked (调休). */
  readonly kind: 'rest' | 'work';
}

/**
 * A day found by looking at the calendar. Provisional where a year without its notice was looked at: there only
 * Saturday and Sunday are known, and the day is computed again when the year is loaded.
 */
export interface ReckonedDay {
  readonly day: LocalDate;
  readonly isProvisional: boolean;
}

/** Working days of the years whose State Council notice is loaded; beyond them the plain week, said to be provisional. */
export class WorkingCalendar {
  private readonly kinds: ReadonlyMap<LocalDate, CalendarDay['kind']>;
  private readonly years: ReadonlySet<number>;

  constructor(days: Iterable<CalendarDay>, coveredYears: Iterable<number>) {
    this.kinds = new Map(Array.from(days, ({ day, kind }) => [day, kind]));
    this.years = new Set(coveredYears);
  }

  covers(day: LocalDate): boolean {
    return this.years.has(LocalDate.year(day));
  }

  /** The last year with its notice; `null` where none is loaded. */
  get lastCoveredYear(): number | null {
    return this.years.size === 0 ? null : Math.max(...this.years);
  }

  isWorkingDay(day: LocalDate): boolean {
    const kind = this.kinds.get(day);
    return kind === undefined ? LocalDate.weekday(day) <= 5 : kind === 'work';
  }

  /** So many working days on; the first is the next working day after `day` (民法典 art. 201: the first day is not counted). */
  addWorkingDays(day: LocalDate, count: number): ReckonedDay {
    if (!Number.isSafeInteger(count) || count < 1) throw new RangeError(`not a number of working days: ${count}`);
    let reached: ReckonedDay = { day, isProvisional: false };
    for (let counted = 0; counted < count; counted += 1) {
      const next = this.rollForward(LocalDate.addDays(reached.day, 1));
      reached = { day: next.day, isProvisional: reached.isProvisional || next.isProvisional };
    }
    return reached;
  }

  /** The day itself where it is worked, else the last working day before it. */
  rollBack(day: LocalDate): ReckonedDay {
    return this.roll(day, -1);
  }

  /** The day itself where it is worked, else the first working day after the rest days end (民法典 art. 203). */
  rollForward(day: LocalDate): ReckonedDay {
    return this.roll(day, 1);
  }

  private roll(day: LocalDate, step: 1 | -1): ReckonedDay {
    let at = day;
    let isProvisional = !this.covers(at);
    while (!this.isWorkingDay(at)) {
      at = LocalDate.addDays(at, step);
      isProvisional ||= !this.covers(at);
    }
    return { day: at, isProvisional };
  }
}

/** How long a period of the law is. */
export interface Duration {
  readonly unit: 'day' | 'month' | 'year';
  readonly count: number;
}

/** What a due day is reckoned from, by its rule. `after` is the day of the event, which is not counted (民法典 art. 201). */
export type DueTerm =
  | { readonly rule: 'statutory-period'; readonly after: LocalDate; readonly duration: Duration }
  | { readonly rule: 'working-day-period' | 'internal'; readonly after: LocalDate; readonly workingDays: number }
  | { readonly rule: 'fixed-date-legal' | 'window-end'; readonly on: LocalDate }
  | { readonly rule: 'validity'; readonly from: LocalDate; readonly duration: Duration }
  /** `periodFrom`, the first day of the filing period, is needed for the three-day rule; without it only the last day rolls. */
  | { readonly rule: 'tax'; readonly on: LocalDate; readonly periodFrom?: LocalDate };

/**
 * The last day on which the thing may still be done, or on which a title is still valid.
 *
 * - `statutory-period`: calendar days, months or years; the last day rolls forward off rest days (民法典 art. 201–203).
 * - `working-day-period`, `internal`: working days, the first being the next one (行政许可法 art. 82 for licensing periods).
 * - `fixed-date-legal`, `window-end`: the day of the law or notice, hard: a platform that closes need not roll.
 * - `validity`: same date after the duration, less one day; expiry is not postponed.
 * - `tax`: the last day rolls forward; three or more consecutive rest days inside the period extend it by their number
 *   (税收征管法实施细则 art. 109), counted in working days and within the period only, as the tax administration's yearly
 *   notices do: 1–15 May 2024 with five days off ends on 22 May. The five months of 汇算清缴 are not extended: give no
 *   `periodFrom`.
 */
export function dueDay(term: DueTerm, calendar: WorkingCalendar): ReckonedDay {
  switch (term.rule) {
    case 'statutory-period':
      return calendar.rollForward(addDuration(term.after, term.duration));
    case 'working-day-period':
    case 'internal':
      return calendar.addWorkingDays(term.after, term.workingDays);
    case 'fixed-date-legal':
    case 'window-end':
      return { day: term.on, isProvisional: false };
    case 'validity':
      return { day: lastValidDay(term.from, term.duration), isProvisional: false };
    case 'tax':
      return taxDay(term.on, term.periodFrom, calendar);
    default:
      return term satisfies never;
  }
}

/**
 * The last working day on which a due day can still be met, the day by which the enterprise must have acted: a hard
 * day on a rest day is brought forward, any other already is a working day or needs nobody to act (`validity`).
 */
export function lastActionableDay(rule: DayRule, dueOn: LocalDate, calendar: WorkingCalendar): ReckonedDay {
  return rule === 'validity' ? { day: dueOn, isProvisional: false } : calendar.rollBack(dueOn);
}

/** Certificate of three years issued 2024-11-06: last valid day 2027-11-05. */
export function lastValidDay(from: LocalDate, duration: Duration): LocalDate {
  return LocalDate.addDays(addDuration(from, duration), -1);
}

export function addDuration(day: LocalDate, duration: Duration): LocalDate {
  switch (duration.unit) {
    case 'day':
      return LocalDate.addDays(day, duration.count);
    case 'month':
      return LocalDate.addMonths(day, duration.count);
    case 'year':
      return LocalDate.addYears(day, duration.count);
    default:
      return duration.unit satisfies never;
  }
}

function taxDay(on: LocalDate, periodFrom: LocalDate | undefined, calendar: WorkingCalendar): ReckonedDay {
  if (periodFrom === undefined) return calendar.rollForward(on);
  let extension = 0;
  let run = 0;
  let isProvisional = false;
  for (let day = periodFrom; day <= on; day = LocalDate.addDays(day, 1)) {
    isProvisional ||= !calendar.covers(day);
    run = calendar.isWorkingDay(day) ? 0 : run + 1;
    // The third day in a row brings the two before it along.
    if (run >= 3) extension += run === 3 ? 3 : 1;
  }
  const end = extension === 0 ? calendar.rollForward(on) : calendar.addWorkingDays(on, extension);
  return { day: end.day, isProvisional: isProvisional || end.isProvisional };
}
