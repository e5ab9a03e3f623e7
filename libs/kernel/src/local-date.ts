declare const localDate: unique symbol;
/** A calendar day in Asia/Shanghai, `YYYY-MM-DD`, years 1900–2999. Text order is time order. */
export type LocalDate = string & { readonly [localDate]: true };

const firstYear = 1900;
const lastYear = 2999;
const shape = /^(\d{4})-(\d{2})-(\d{2})$/;

const dayMs = 86_400_000;
const utc8Ms = 8 * 3_600_000;
/** China's summer time ended in September 1991; from 1992 on Asia/Shanghai is UTC+8 all year. */
const plainUtc8From = Date.UTC(1992, 0, 1) - utc8Ms;

/** Of a zone with history: UTC+9 in the summers of 1986–1991 and of the 1940s. */
const shanghai = new Intl.DateTimeFormat('en', {
  timeZone: 'Asia/Shanghai',
  calendar: 'gregory',
  numberingSystem: 'latn',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
});

/**
 * Arithmetic of calendar days. It never goes through `Date`, so it gives the same day in every time zone.
 * Whatever leaves the years 1900–2999 is a `RangeError`.
 */
export const LocalDate = {
  /** @throws RangeError where the text is not a day of the calendar written `YYYY-MM-DD` */
  parse(text: string): LocalDate {
    const day = LocalDate.tryParse(text);
    if (day === undefined) throw new RangeError(`not a calendar day: ${JSON.stringify(text.slice(0, 40))}`);
    return day;
  },

  tryParse(text: string): LocalDate | undefined {
    const parts = shape.exec(text);
    return parts === null || !exists(Number(parts[1]), Number(parts[2]), Number(parts[3]))
      ? undefined
      : (text as LocalDate);
  },

  /** Month and day count from 1. @throws RangeError where there is no such day */
  of(year: number, month: number, day: number): LocalDate {
    if (!exists(year, month, day)) throw new RangeError(`not a calendar day: ${year}-${month}-${day}`);
    return write(year, month, day);
  },

  /** Negative where `a` is the earlier day. */
  compare(a: LocalDate, b: LocalDate): number {
    return a < b ? -1 : a > b ? 1 : 0;
  },

  addDays(day: LocalDate, count: number): LocalDate {
    return fromDayNumber(toDayNumber(day) + whole(count));
  },

  /** The same day-number so many months on; where that month lacks it, its last day (民法典 art. 202). */
  addMonths(day: LocalDate, count: number): LocalDate {
    const months = LocalDate.year(day) * 12 + (LocalDate.month(day) - 1) + whole(count);
    const year = quotient(months, 12);
    const month = months - year * 12 + 1;
    return LocalDate.of(year, month, Math.min(LocalDate.day(day), daysInMonth(year, month)));
  },

  /** 29 February becomes 28 February in a common year (民法典 art. 202). */
  addYears(day: LocalDate, count: number): LocalDate {
    return LocalDate.addMonths(day, whole(count) * 12);
  },

  /** How many days `to` lies after `from`; negative where it lies before. */
  daysBetween(from: LocalDate, to: LocalDate): number {
    return toDayNumber(to) - toDayNumber(from);
  },

  year: (day: LocalDate): number => Number(day.slice(0, 4)),
  /** 1–12 */
  month: (day: LocalDate): number => Number(day.slice(5, 7)),
  /** 1–31 */
  day: (day: LocalDate): number => Number(day.slice(8, 10)),

  /** 1 Monday – 7 Sunday */
  weekday(day: LocalDate): number {
    // Day 0 is 1970-01-01, a Thursday.
    return remainder(toDayNumber(day) + 3, 7) + 1;
  },

  endOfYear: (day: LocalDate): LocalDate => write(LocalDate.year(day), 12, 31),

  /** The earliest of the days. */
  min(first: LocalDate, ...others: readonly LocalDate[]): LocalDate {
    return others.reduce((least, day) => (day < least ? day : least), first);
  },

  /** The latest of the days. */
  max(first: LocalDate, ...others: readonly LocalDate[]): LocalDate {
    return others.reduce((most, day) => (day > most ? day : most), first);
  },

  /** The day in Shanghai at an instant. */
  inShanghai(instant: Date): LocalDate {
    const ms = instant.getTime();
    if (Number.isNaN(ms)) throw new RangeError('not an instant');
    if (ms >= plainUtc8From) return fromDayNumber(quotient(ms + utc8Ms, dayMs));
    const parts = new Map(shanghai.formatToParts(instant).map((part) => [part.type, Number(part.value)]));
    return LocalDate.of(parts.get('year') ?? NaN, parts.get('month') ?? NaN, parts.get('day') ?? NaN);
  },

  /** The first instant of a day in Shanghai: 00:00 UTC+8, or what it was under the summer times before 1992. */
  startInstant(day: LocalDate): Date {
    const utc8Midnight = toDayNumber(day) * dayMs - utc8Ms;
    return new Date(utc8Midnight >= plainUtc8From ? utc8Midnight : firstInstantOf(day, utc8Midnight));
  },
};

/** Searches the two hours around, in which every historical offset of the zone has its midnight. */
function firstInstantOf(day: LocalDate, utc8Midnight: number): number {
  let before = utc8Midnight - 2 * 3_600_000;
  let reached = utc8Midnight + 2 * 3_600_000;
  while (reached - before > 1) {
    const middle = before + quotient(reached - before, 2);
    if (shanghaiDayNumber(middle) < toDayNumber(day)) before = middle;
    else reached = middle;
  }
  return reached;
}

/** As a bare number, for the evening before 1900-01-01 is no `LocalDate`. */
function shanghaiDayNumber(ms: number): number {
  const parts = new Map(shanghai.formatToParts(ms).map((part) => [part.type, Number(part.value)]));
  return dayNumber(parts.get('year') ?? NaN, parts.get('month') ?? NaN, parts.get('day') ?? NaN);
}

function exists(year: number, month: number, day: number): boolean {
  return (
    Number.isInteger(year) &&
    Number.isInteger(month) &&
    Number.isInteger(day) &&
    year >= firstYear &&
    year <= lastYear &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= daysInMonth(year, month)
  );
}

function write(year: number, month: number, day: number): LocalDate {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}` as LocalDate;
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Days since 1970-01-01 of the Gregorian calendar: years are counted from March, so that the leap day is the last. */
function dayNumber(year: number, month: number, day: number): number {
  const marchYear = month > 2 ? year : year - 1;
  const marchMonth = month > 2 ? month - 3 : month + 9;
  const dayOfYear = quotient(153 * marchMonth + 2, 5) + day - 1;
  const leapDays = quotient(marchYear, 4) - quotient(marchYear, 100) + quotient(marchYear, 400);
  return marchYear * 365 + leapDays + dayOfYear - 719_468;
}

function toDayNumber(day: LocalDate): number {
  return dayNumber(LocalDate.year(day), LocalDate.month(day), LocalDate.day(day));
}

function fromDayNumber(number: number): LocalDate {
  const shifted = number + 719_468;
  const era = quotient(shifted, 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = quotient(
    dayOfEra - quotient(dayOfEra, 1_460) + quotient(dayOfEra, 36_524) - quotient(dayOfEra, 146_096),
    365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + quotient(yearOfEra, 4) - quotient(yearOfEra, 100));
  const marchMonth = quotient(5 * dayOfYear + 2, 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return LocalDate.of(
    era * 400 + yearOfEra + (month <= 2 ? 1 : 0),
    month,
    dayOfYear - quotient(153 * marchMonth + 2, 5) + 1,
  );
}

/** Integer division towards minus infinity. The remainder is taken first, so the division is exact. */
function quotient(dividend: number, divisor: number): number {
  return (dividend - remainder(dividend, divisor)) / divisor;
}

function remainder(dividend: number, divisor: number): number {
  return ((dividend % divisor) + divisor) % divisor;
}

function whole(count: number): number {
  if (!Number.isSafeInteger(count)) throw new RangeError(`not a whole number: ${count}`);
  return count;
}
