import { LocalDate } from './local-date.js';

/** A half-open range of days: `from` counts, `until` is the first day that no longer does; `null` is open-ended. */
export interface Period {
  readonly from: LocalDate;
  readonly until: LocalDate | null;
}

export const Period = {
  of: (from: LocalDate, until: LocalDate | null): Period => ({ from, until }),

  /** From the first to the last valid day, both counted, as a certificate prints them. */
  through: (from: LocalDate, lastDay: LocalDate): Period => ({ from, until: LocalDate.addDays(lastDay, 1) }),

  isEmpty: (period: Period): boolean => period.until !== null && period.until <= period.from,

  contains: (period: Period, day: LocalDate): boolean =>
    day >= period.from && (period.until === null || day < period.until),

  overlaps: (a: Period, b: Period): boolean => Period.intersect(a, b) !== null,

  /** The days that belong to both, or `null` where there is none. */
  intersect(a: Period, b: Period): Period | null {
    const shared = { from: LocalDate.max(a.from, b.from), until: earlierEnd(a.until, b.until) };
    return Period.isEmpty(shared) ? null : shared;
  },

  /** The last day that counts, as screens show it; `null` where there is no end. @throws RangeError for no day at all */
  lastDay(period: Period): LocalDate | null {
    if (Period.isEmpty(period)) throw new RangeError(`no day in ${period.from}…${period.until}`);
    return period.until === null ? null : LocalDate.addDays(period.until, -1);
  },
};

function earlierEnd(a: LocalDate | null, b: LocalDate | null): LocalDate | null {
  if (a === null) return b;
  return b === null ? a : LocalDate.min(a, b);
}
