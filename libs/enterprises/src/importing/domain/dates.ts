import { LocalDate, toHalfWidth } from '@tidu/kernel';
import { presentText } from './cell-text.js';
import { absent, found, quoted, type Reading, refused } from './row-reason.js';

export type DateSystem = 1900 | 1904;

/** A cell as far as dates depend on it. */
interface DateCell {
  readonly text: string;
  readonly kind: string;
}

const separated = /^(\d{4}) ?[-/.年] ?(\d{1,2}) ?[-/.月] ?(\d{1,2}) ?日?$/;
const joined = /^(\d{4})(\d{2})(\d{2})$/;
const timeOfDay = /[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$/;
const serial = /^(\d{5,6})(?:\.\d+)?$/;

/** Serial numbers are taken for days from 1927 to 2199; a smaller number is more likely a count or a year. */
const serialDays = { from: 10_000, to: 109_574 } as const;

/**
 * The day of a whole serial number (ECMA-376-1, 18.17.4.1), or `undefined` where there is none: 0 and less, days beyond the calendar, and
 * 60 in the 1900 system, which Excel shows as 29 February 1900, a day that never was.
 */
export function dayOfSerial(serial: number, dateSystem: DateSystem): LocalDate | undefined {
  if (dateSystem === 1904) return serial >= 0 ? within(LocalDate.of(1904, 1, 1), serial) : undefined;
  if (serial < 1 || serial === 60) return undefined;
  return within(LocalDate.of(1900, 1, 1), serial < 60 ? serial - 1 : serial - 2);
}

function within(from: LocalDate, days: number): LocalDate | undefined {
  return days <= LocalDate.daysBetween(from, LocalDate.of(2999, 12, 31)) ? LocalDate.addDays(from, days) : undefined;
}

/**
 * A day as lists write it: "2023-06-19", "2023/6/19", "2023.6.19", "2023年6月19日", "20230619", with a time of day or in
 * full-width digits, or a serial number. A day that no calendar has is refused apart from what is no day at all.
 */
export function readDate(cell: DateCell, dateSystem: DateSystem): Reading<LocalDate> {
  const shown = presentText(cell.text);
  if (shown === undefined) return absent;
  const text = toHalfWidth(shown).replace(timeOfDay, '');
  const parts = separated.exec(text) ?? joined.exec(text);
  if (parts !== null) {
    const [, year = '', month = '', day = ''] = parts;
    const date = LocalDate.tryParse(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
    return date === undefined ? refused('date-impossible', { value: quoted(shown) }) : found(date);
  }
  const days = Number(serial.exec(text)?.[1] ?? 0);
  const day = days < serialDays.from || days > serialDays.to ? undefined : dayOfSerial(days, dateSystem);
  return day === undefined ? refused('date-unreadable', { value: quoted(shown) }) : found(day);
}
