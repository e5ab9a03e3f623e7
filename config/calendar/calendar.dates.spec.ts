import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

interface Entry {
  readonly day: string;
  readonly kind: string;
  readonly name: string;
}
const { years } = JSON.parse(readFileSync(new URL('./cn-2023-2026.json', import.meta.url), 'utf8')) as {
  readonly years: readonly { readonly year: number; readonly source: string; readonly days: readonly Entry[] }[];
};

/** The State Council's notices in short: rest days beyond plain weekends lie in these spans; these weekend days are worked. */
const notices = [
  {
    year: 2023,
    rest: '01-01…01-02; 01-21…01-27; 04-05; 04-29…05-03; 06-22…06-24; 09-29…10-06',
    work: '01-28, 01-29, 04-23, 05-06, 06-25, 10-07, 10-08',
  },
  {
    year: 2024,
    rest: '01-01; 02-10…02-17; 04-04…04-06; 05-01…05-05; 06-10; 09-15…09-17; 10-01…10-07',
    work: '02-04, 02-18, 04-07, 04-28, 05-11, 09-14, 09-29, 10-12',
  },
  {
    year: 2025,
    rest: '01-01; 01-28…02-04; 04-04…04-06; 05-01…05-05; 05-31…06-02; 10-01…10-08',
    work: '01-26, 02-08, 04-27, 09-28, 10-11',
  },
  {
    year: 2026,
    rest: '01-01…01-03; 02-15…02-23; 04-04…04-06; 05-01…05-05; 06-19…06-21; 09-25…09-27; 10-01…10-07',
    work: '01-04, 02-14, 02-28, 05-09, 09-20, 10-10',
  },
];

const daysOf = (year: number, kind: string) =>
  years
    .find((one) => one.year === year)
    ?.days.filter((entry) => entry.kind === kind)
    .map((entry) => entry.day);

function span(year: number, text: string): string[] {
  const [first = '', last = first] = text.trim().split('…');
  const days: string[] = [];
  for (let at = new Date(`${year}-${first}T00:00:00Z`); ; at = new Date(at.getTime() + 86_400_000)) {
    days.push(at.toISOString().slice(0, 10));
    if (days.at(-1) === `${year}-${last}`) return days;
  }
}

describe('the calendar of 2023–2026', () => {
  it.each(notices)('of $year is the notice of $year', ({ year, rest, work }) => {
    expect(daysOf(year, 'rest')).toEqual(rest.split(';').flatMap((text) => span(year, text)));
    expect(daysOf(year, 'work')).toEqual(work.split(', ').map((day) => `${year}-${day}`));
  });

  it('has those years alone, each with its notice, each day once, named, and in its year', () => {
    expect(years.map(({ year }) => year)).toEqual(notices.map(({ year }) => year));
    for (const { year, source, days } of years) {
      expect(source).toContain(`${year}年`);
      expect(new Set(days.map(({ day }) => day)).size).toBe(days.length);
      expect(days.every(({ day, name }) => day.startsWith(`${year}-`) && name !== '')).toBe(true);
    }
  });

  it('makes nobody work on a day that is worked anyway', () => {
    const worked = years.flatMap(({ days }) => days.filter(({ kind }) => kind === 'work'));
    for (const { day } of worked) expect([0, 6]).toContain(new Date(`${day}T00:00:00Z`).getUTCDay());
  });
});
