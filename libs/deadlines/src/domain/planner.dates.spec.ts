import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { LocalDate, WorkingCalendar } from '@tidu/kernel';
import type { CalendarDay } from '@tidu/kernel';
import fc from 'fast-check';
import { parse } from 'yaml';
import type { PlannedDeadline, SweepRow, SweepWindow } from './planner.js';
import { outlook, planFor, planSweep, reminderDays } from './planner.js';
import { overdueLead, readReminderRules } from './reminder-rules.js';

const d = (text: string) => LocalDate.parse(text);
const config = new URL('../../../../config/', import.meta.url);
const { years } = JSON.parse(readFileSync(new URL('calendar/cn-2023-2026.json', config), 'utf8')) as {
  years: { year: number; days: CalendarDay[] }[];
};
const calendar = new WorkingCalendar(
  years.flatMap(({ days }) => days),
  years.map(({ year }) => year),
);
const rules = readReminderRules(parse(readFileSync(new URL('reminders.yaml', config), 'utf8')));

const deadline = (dueOn: string, knownOn = '2023-01-01', kind = 'expiry'): PlannedDeadline => ({
  kind,
  dueOn: d(dueOn),
  knownOn: d(knownOn),
});
const shown = (rows: readonly SweepRow[]) => rows.map((row) => `${row.leadDays} ${row.plannedOn} ${row.state}`);
const planned = (dueOn: string, since: string, today: string, knownOn = '2023-01-01', recipientSince = '2023-01-01') =>
  shown(planFor(deadline(dueOn, knownOn), d(recipientSince), rules, calendar, { since: d(since), today: d(today) }));

describe('the days on which a due day is recalled', () => {
  const days = (dueOn: string) =>
    reminderDays(rules.get('expiry')!, calendar, d(dueOn)).map((day) => `${day.leadDays} ${day.plannedOn}`);

  it('are the due day less the lead, where those are worked', () => {
    expect(days('2026-11-25')).toEqual([
      '180 2026-05-29',
      '90 2026-08-27',
      '60 2026-09-24', // 09-26 is in the Mid-autumn holiday
      '30 2026-10-26',
      '15 2026-11-10',
      '7 2026-11-18',
      '1 2026-11-24',
      '0 2026-11-25',
      '-1 2026-11-26',
    ]);
  });

  it('merge into the smallest lead where they roll onto one day', () => {
    // 2026-10-08 is the first working day after seven of holidays: 7, and 1 and 0 alone on their days.
    expect(days('2026-10-07')).toContain('0 2026-09-30');
    expect(days('2026-10-07').map((day) => day.split(' ')[0])).toEqual(['180', '90', '60', '30', '15', '0', '-1']);
    // A Sunday: 1 and 0 are both told on Friday.
    expect(days('2026-05-31').slice(-3)).toEqual(['7 2026-05-22', '0 2026-05-29', '-1 2026-06-01']);
  });

  // 32号 art. 13: the hard legal date 2025-05-31, a Saturday and holiday, is warned of on 05-30.
  it('warn of a hard date on the working day before, and are overdue on the working day after', () => {
    expect(days('2025-05-31').slice(-2)).toEqual(['0 2025-05-30', '-1 2025-06-03']);
  });
});

describe('a sweep, for one deadline and one recipient', () => {
  const due = '2026-11-25';

  it('on each day queues what falls on it and nothing else', () => {
    expect(planned(due, '2026-08-26', '2026-08-27')).toEqual(['90 2026-08-27 queued']);
    expect(planned(due, '2026-08-27', '2026-08-28')).toEqual(['90 2026-08-27 queued']); // in the ledger already
    expect(planned(due, '2026-08-28', '2026-08-29')).toEqual([]);
  });

  it('after an outage queues the newest missed one', () => {
    expect(planned(due, '2026-08-26', '2026-10-28')).toEqual([
      '90 2026-08-27 stale',
      '60 2026-09-24 stale',
      '30 2026-10-26 queued',
    ]);
  });

  it('after the due day queues one overdue notice', () => {
    expect(planned(due, '2026-11-17', '2026-11-30')).toEqual([
      '7 2026-11-18 stale',
      '1 2026-11-24 stale',
      '0 2026-11-25 stale',
      '-1 2026-11-26 queued',
    ]);
    expect(planned(due, '2026-11-26', '2026-11-30')).toEqual(['-1 2026-11-26 queued']);
    expect(planned(due, '2026-11-27', '2027-11-30')).toEqual([]);
  });

  it('does not say "today" after the day, even before the overdue notice has its day', () => {
    // Due on Friday; its morning was missed; Monday brings the overdue notice.
    expect(planned('2026-11-27', '2026-11-26', '2026-11-28')).toEqual(['1 2026-11-26 stale', '0 2026-11-27 stale']);
    expect(planned('2026-11-27', '2026-11-28', '2026-11-30')).toEqual(['-1 2026-11-30 queued']);
    // On a Sunday that is due itself, Friday's missed one is still true.
    expect(planned('2026-11-29', '2026-11-26', '2026-11-29')).toEqual(['0 2026-11-27 queued']);
  });

  it('leaves out what was before the deadline became known', () => {
    expect(planned(due, '2026-08-26', '2026-10-28', '2026-08-27')).toHaveLength(3);
    expect(planned(due, '2026-08-26', '2026-10-28', '2026-08-28')).toEqual([
      '60 2026-09-24 stale',
      '30 2026-10-26 queued',
    ]);
    expect(planned(due, '2026-08-26', '2026-10-28', '2026-10-27')).toEqual([]);
  });

  it('leaves out what was before the recipient became one', () => {
    expect(planned(due, '2026-08-26', '2026-10-28', '2023-01-01', '2026-10-26')).toEqual(['30 2026-10-26 queued']);
    expect(planned(due, '2026-08-26', '2026-10-28', '2023-01-01', '2026-10-27')).toEqual([]);
  });

  it('catches up with a deadline that became known after that morning’s sweep', () => {
    expect(planned(due, '2026-08-27', '2026-08-31', '2026-08-27')).toEqual(['90 2026-08-27 queued']);
  });

  it('leaves a deadline alone that was past when it became known', () => {
    expect(planned('2026-11-28', '2026-11-25', '2026-11-30', '2026-11-28')).toEqual(['-1 2026-11-30 queued']);
    expect(planned('2026-11-28', '2026-11-25', '2026-11-30', '2026-11-29')).toEqual([]);
  });

  it('after the clock was set back sweeps the one day', () => {
    expect(planned(due, '2026-12-31', '2026-08-27')).toEqual(['90 2026-08-27 queued']);
    const window = { since: d('2026-12-31'), today: d('2026-08-27') };
    expect(planSweep(rules, calendar, window)).toEqual(planSweep(rules, calendar, { ...window, since: window.today }));
  });

  it('knows no kind without a rule', () => {
    const window = { since: d('2026-01-01'), today: d('2026-01-01') };
    expect(() => planFor(deadline(due, '2023-01-01', 'unheard-of'), d('2023-01-01'), rules, calendar, window)).toThrow(
      RangeError,
    );
  });
});

describe('the outlook', () => {
  const verdicts = (dueOn: string, knownOn: string, recipientSince: string) =>
    outlook(deadline(dueOn, knownOn), d(recipientSince), rules, calendar).map(
      ({ leadDays, verdict }) => `${leadDays} ${verdict}`,
    );

  it('gives every lead time its reason', () => {
    expect(verdicts('2026-05-31', '2026-03-10', '2026-05-20')).toEqual([
      '180 before-known',
      '90 before-known',
      '60 before-recipient',
      '30 before-recipient',
      '15 before-recipient',
      '7 counts',
      '1 merged',
      '0 counts',
      '-1 counts',
    ]);
  });

  it('of a deadline that is history tells so', () => {
    expect(new Set(verdicts('2026-05-29', '2026-05-30', '2026-01-01'))).toEqual(
      new Set([
        '180 past-when-known',
        '90 past-when-known',
        '60 past-when-known',
        '30 past-when-known',
        '15 past-when-known',
        '7 past-when-known',
        '1 past-when-known',
        '0 past-when-known',
        '-1 past-when-known',
      ]),
    );
  });
});

describe('the sweep as a table', () => {
  const at = (offset: number) => LocalDate.addDays(d('2025-12-01'), offset);
  const anyRules = fc
    .uniqueArray(fc.oneof(fc.integer({ min: -1, max: 12 }), fc.integer({ min: 13, max: 200 })), {
      minLength: 1,
      maxLength: 7,
    })
    .map((leadDays) =>
      readReminderRules({
        leadDays: [0],
        kinds: {
          expiry: { title: { zh: '到期', en: 'Expiry' }, rule: 'validity', leadDays },
          report: { title: { zh: '年报', en: 'Report' }, rule: 'fixed-date-legal' },
        },
      }),
    );
  const anyWindow: fc.Arbitrary<SweepWindow> = fc
    .tuple(fc.nat(120), fc.oneof(fc.nat(3), fc.nat(90)))
    .map(([since, length]) => ({ since: at(since), today: at(since + length) }));
  const mostlyLongAgo = fc.oneof(fc.constant(-300), fc.integer({ min: -20, max: 220 })).map(at);
  /** Mostly near a day on which the window would recall it. */
  const askedIn = ({ since, today }: SweepWindow) =>
    fc.tuple(
      fc.record({
        kind: fc.constantFrom('expiry', 'report'),
        dueOn: fc
          .tuple(fc.nat(LocalDate.daysBetween(since, today)), fc.constantFrom(-1, 0, 0, 1, 7, 30, 180), fc.nat(20))
          .map(([day, lead, beside]) => LocalDate.addDays(since, day + lead + beside - 10)),
        knownOn: mostlyLongAgo,
      }),
      mostlyLongAgo,
    );
  const anyAsked = fc.tuple(
    anyRules,
    anyWindow.chain((window) =>
      fc.tuple(fc.constant(window), fc.array(askedIn(window), { minLength: 20, maxLength: 60 })),
    ),
  );

  /** What the statement of the sweep does with the table. */
  const joined = (rows: readonly SweepRow[], one: PlannedDeadline, recipientSince: LocalDate) =>
    rows.filter(
      (row) =>
        row.kind === one.kind &&
        row.dueOn === one.dueOn &&
        row.plannedOn >= LocalDate.max(one.knownOn, recipientSince) &&
        row.dueOn >= one.knownOn,
    );

  it('equals the planner asked for each deadline and recipient alone', () => {
    let found = 0;
    fc.assert(
      fc.property(anyAsked, ([some, [window, asked]]) => {
        const table = planSweep(some, calendar, window);
        for (const [one, recipientSince] of asked) {
          const alone = planFor(one, recipientSince, some, calendar, window);
          found += alone.length;
          expect(joined(table, one, recipientSince)).toEqual(alone);
        }
      }),
      { numRuns: 80 },
    );
    expect(found).toBeGreaterThan(250);
  });

  it('has each due day and lead time once, within the window, and one queued at most for a due day', () => {
    fc.assert(
      fc.property(anyRules, anyWindow, (some, window) => {
        const table = planSweep(some, calendar, window);
        const keys = table.map(({ kind, dueOn, leadDays }) => `${kind} ${dueOn} ${leadDays}`);
        expect(new Set(keys).size).toBe(keys.length);
        const queued = table.filter(({ state }) => state === 'queued').map(({ kind, dueOn }) => `${kind} ${dueOn}`);
        expect(new Set(queued).size).toBe(queued.length);
        const strange = table.filter(
          ({ dueOn, leadDays, plannedOn }) =>
            plannedOn < window.since ||
            plannedOn > window.today ||
            !calendar.isWorkingDay(plannedOn) ||
            plannedOn > dueOn !== (leadDays === overdueLead),
        );
        expect(strange).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('of an ordinary morning is small', () => {
    expect(planSweep(rules, calendar, { since: d('2026-09-30'), today: d('2026-10-08') }).length).toBeLessThan(400);
    expect(planSweep(rules, calendar, { since: d('2026-11-24'), today: d('2026-11-25') }).length).toBeLessThan(100);
  });

  describe('over a year of mornings, of which some are missed', () => {
    const first = d('2025-12-01');
    const year = Array.from({ length: 365 }, (_, offset) => at(offset));
    interface Told extends SweepRow {
      readonly sweptOn: LocalDate;
    }

    /** The ledger that sweeps on these mornings make for one deadline and recipient, who come into being after the morning's sweep. */
    function ledgerOf(one: PlannedDeadline, recipientSince: LocalDate, mornings: readonly LocalDate[]): Told[] {
      const ledger = new Map<string, Told>();
      let since = first;
      for (const today of mornings) {
        if (one.knownOn < today && recipientSince < today) {
          for (const row of planFor(one, recipientSince, rules, calendar, { since, today })) {
            const key = `${row.dueOn} ${row.leadDays}`;
            if (!ledger.has(key)) ledger.set(key, { ...row, sweptOn: today });
          }
        }
        since = today;
      }
      return [...ledger.values()];
    }

    const anyCase = fc.record({
      one: fc.record({
        kind: fc.constant('expiry'),
        dueOn: fc.integer({ min: 0, max: 330 }).map(at),
        knownOn: fc.nat(200).map(at),
      }),
      recipientSince: fc.nat(200).map(at),
      missed: fc.array(fc.tuple(fc.nat(364), fc.integer({ min: 1, max: 40 })), { maxLength: 5 }),
    });

    it('tells each lead time at most once, truly, and as soon as it can', () => {
      let told = 0;
      fc.assert(
        fc.property(anyCase, ({ one, recipientSince, missed }) => {
          const isMissed = (offset: number) =>
            missed.some(([start, length]) => start <= offset && offset < start + length);
          const mornings = [...year.filter((_, offset) => !isMissed(offset)), at(400)];
          const ledger = ledgerOf(one, recipientSince, mornings);
          const counting = outlook(one, recipientSince, rules, calendar).filter(({ verdict }) => verdict === 'counts');

          // Nothing is forgotten, nothing invented.
          expect(ledger.map(({ leadDays }) => leadDays).sort()).toEqual(
            counting.map(({ leadDays }) => leadDays).sort(),
          );

          const queued = ledger.filter(({ state }) => state === 'queued');
          told += queued.length;
          // One a morning; after the due day the overdue notice alone.
          expect(new Set(queued.map(({ sweptOn }) => sweptOn)).size).toBe(queued.length);
          expect(queued.filter(({ sweptOn, leadDays }) => sweptOn > one.dueOn !== (leadDays === overdueLead))).toEqual(
            [],
          );
          expect(queued.filter(({ leadDays }) => leadDays === overdueLead)).toHaveLength(
            counting.filter(({ leadDays }) => leadDays === overdueLead).length,
          );

          for (const row of ledger) {
            // On the first morning from its day on on which the deadline and the recipient were there.
            const soonest = mornings.find((day) => day >= row.plannedOn && day > one.knownOn && day > recipientSince);
            expect(row.sweptOn).toBe(soonest);
            // Stale only where a newer one, or the due day's passing, had come by then.
            const isOvertaken = counting.some(({ plannedOn }) => row.plannedOn < plannedOn && plannedOn <= row.sweptOn);
            const isUntrue = row.leadDays !== overdueLead && row.sweptOn > one.dueOn;
            expect(row.state).toBe(isOvertaken || isUntrue ? 'stale' : 'queued');
          }
        }),
        { numRuns: 300 },
      );
      expect(told).toBeGreaterThan(300);
    });
  });
});
