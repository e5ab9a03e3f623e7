import { LocalDate } from '@tidu/kernel';
import type { CalendarYear } from '../../shared/api/types';

export type CalendarText = { ok: true; days: CalendarYear['days'] } | { ok: false; line: number };

const kinds: Readonly<Record<string, 'rest' | 'work'>> = { rest: 'rest', work: 'work', 休: 'rest', 班: 'work' };

/**
 * Days that differ from the plain week, one a line: `2027-01-01,休,元旦`. A line that is not understood, a day of another year
 * and a day named twice are refused with the number of their line.
 */
export function readCalendarText(text: string, year: number): CalendarText {
  const days: CalendarYear['days'] = [];
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const [dayText = '', kindText = '', name = ''] = line.split(/[,，\t]/).map((part) => part.trim());
    const day = LocalDate.tryParse(dayText);
    const kind = kinds[kindText];
    const isUnderstood = day !== undefined && kind !== undefined && name !== '' && LocalDate.year(day) === year;
    if (!isUnderstood || days.some((known) => known.day === day)) return { ok: false, line: i + 1 };
    days.push({ day, kind, name });
  }
  return { ok: true, days };
}
