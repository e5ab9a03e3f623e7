import { LocalDate } from '@tidu/kernel';
import type { WorkingCalendar } from '@tidu/kernel';
import type { ReminderRule, ReminderRules } from './reminder-rules.js';
import { overdueLead } from './reminder-rules.js';

/** A day on which a due day is recalled. */
export interface ReminderDay {
  readonly leadDays: number;
  /** A working day, at or before the due day; after it for the overdue notice. */
  readonly plannedOn: LocalDate;
}

/**
 * `queued`: to be told now. `stale`: its day was missed and telling it now would be wrong, for a newer one is told instead or
 * the due day is over.
 */
export type PlannedState = 'queued' | 'stale';

/** One row of a sweep: what to do about every deadline of this kind and due day. */
export interface SweepRow extends ReminderDay {
  readonly kind: string;
  readonly dueOn: LocalDate;
  readonly state: PlannedState;
}

/** What the planner needs of a deadline. */
export interface PlannedDeadline {
  readonly kind: string;
  readonly dueOn: LocalDate;
  /** The day on which the deadline, at this due day, became known. */
  readonly knownOn: LocalDate;
}

/** The days of one sweep: from the last one, its own day included, through today. */
export interface SweepWindow {
  /**
   * The day of the last sweep; where there was none, the earliest day on which a deadline became known. It is swept again, for
   * a deadline or a recipient may have come after that morning's sweep; what is in the ledger already stays as it is. After today
   * (the business clock was set back) it is read as today.
   */
  readonly since: LocalDate;
  readonly today: LocalDate;
}

/**
 * The morning sweep as a table: for every kind and every due day with a reminder day in the window, each such reminder day and
 * what to do about it. Joined to the open deadlines by kind and due day and to their recipients, a row belongs into the ledger,
 * unless it is there, where
 *
 *     planned_on >= greatest(known_on, recipient_since) and due_on >= known_on
 *
 * The state needs neither date: whatever the bound, the rows beyond it are the newest of their due day, so that the newest is
 * among them if any is. Equal to `planFor` asked for each deadline and recipient alone.
 */
export function planSweep(rules: ReminderRules, calendar: WorkingCalendar, window: SweepWindow): readonly SweepRow[] {
  return [...rules.values()].flatMap((rule) =>
    dueDaysOf(rule, calendar, window).flatMap((dueOn) =>
      rowsOf(reminderDays(rule, calendar, dueOn), dueOn, window).map((row) => ({ kind: rule.kind, dueOn, ...row })),
    ),
  );
}

/** What a sweep does about one deadline and one recipient, who became one on `recipientSince`. */
export function planFor(
  deadline: PlannedDeadline,
  recipientSince: LocalDate,
  rules: ReminderRules,
  calendar: WorkingCalendar,
  window: SweepWindow,
): readonly SweepRow[] {
  const { kind, dueOn } = deadline;
  const counting = outlook(deadline, recipientSince, rules, calendar).filter(({ verdict }) => verdict === 'counts');
  return rowsOf(counting, dueOn, window).map((row) => ({ kind, dueOn, ...row }));
}

/**
 * Why a lead time is or is not told to a recipient. `merged`: a smaller one falls on the same day. `past-when-known`: the deadline was
 * history when it became known. `before-known`, `before-recipient`: its day was before the deadline became known, or before he
 * became a recipient (a new officer gets the handover digest).
 */
export type LeadVerdict = 'counts' | 'merged' | 'past-when-known' | 'before-known' | 'before-recipient';

export interface LeadOutlook extends ReminderDay {
  readonly verdict: LeadVerdict;
}

/** Every lead time of a deadline for one recipient, past and coming, from the longest: the answer to "why did I (not) get this?". */
export function outlook(
  deadline: PlannedDeadline,
  recipientSince: LocalDate,
  rules: ReminderRules,
  calendar: WorkingCalendar,
): readonly LeadOutlook[] {
  const { kind, dueOn, knownOn } = deadline;
  const rule = rules.get(kind);
  if (rule === undefined) throw new RangeError(`no reminder rule for deadlines of kind ${kind}`);
  const days = allReminderDays(rule, calendar, dueOn);
  return days.map((day, index) => ({ ...day, verdict: verdictOf(day, days[index + 1]) }));

  function verdictOf(day: ReminderDay, smaller: ReminderDay | undefined): LeadVerdict {
    if (isMerged(day, smaller)) return 'merged';
    if (dueOn < knownOn) return 'past-when-known';
    if (day.plannedOn < knownOn) return 'before-known';
    return day.plannedOn < recipientSince ? 'before-recipient' : 'counts';
  }
}

/** The days on which a due day is recalled, from the first; of lead times on one day the smallest. */
export function reminderDays(rule: ReminderRule, calendar: WorkingCalendar, dueOn: LocalDate): readonly ReminderDay[] {
  return allReminderDays(rule, calendar, dueOn).filter((day, index, days) => !isMerged(day, days[index + 1]));
}

function allReminderDays(rule: ReminderRule, calendar: WorkingCalendar, dueOn: LocalDate): readonly ReminderDay[] {
  return rule.leadDays.map((leadDays) => ({ leadDays, plannedOn: plannedDay(dueOn, leadDays, calendar) }));
}

/** Lead times come from the longest, so their days ascend and those of one day are neighbours. */
function isMerged(day: ReminderDay, smaller: ReminderDay | undefined): boolean {
  return smaller?.plannedOn === day.plannedOn;
}

/** Rolled back to a working day. The overdue notice rolls forward: it would be untrue on or before the due day. */
function plannedDay(dueOn: LocalDate, leadDays: number, calendar: WorkingCalendar): LocalDate {
  const day = LocalDate.addDays(dueOn, -leadDays);
  return (leadDays === overdueLead ? calendar.rollForward(day) : calendar.rollBack(day)).day;
}

/**
 * Of the reminder days in the window the newest is told, the missed ones before it are stale. After the due day only the overdue notice is
 * told, even where its own day is still to come.
 */
function rowsOf(
  days: readonly ReminderDay[],
  dueOn: LocalDate,
  window: SweepWindow,
): readonly (ReminderDay & { readonly state: PlannedState })[] {
  const { today } = window;
  const since = LocalDate.min(window.since, today);
  const reached = days.filter(({ plannedOn }) => since <= plannedOn && plannedOn <= today);
  return reached.map(({ leadDays, plannedOn }, index) => {
    const isNewest = index === reached.length - 1;
    const isTimely = leadDays === overdueLead || today <= dueOn;
    return { leadDays, plannedOn, state: isNewest && isTimely ? 'queued' : 'stale' };
  });
}

/** The due days with a reminder day in the window, in order. For each lead time they are neighbours, as rolling keeps days in order. */
function dueDaysOf(rule: ReminderRule, calendar: WorkingCalendar, window: SweepWindow): readonly LocalDate[] {
  const { today } = window;
  const since = LocalDate.min(window.since, today);
  const dueDays = new Set<LocalDate>();
  for (const leadDays of rule.leadDays) {
    const planned = (dueOn: LocalDate) => plannedDay(dueOn, leadDays, calendar);
    let dueOn = LocalDate.addDays(since, leadDays);
    while (planned(dueOn) >= since) dueOn = LocalDate.addDays(dueOn, -1);
    while (planned(dueOn) < since) dueOn = LocalDate.addDays(dueOn, 1);
    for (; planned(dueOn) <= today; dueOn = LocalDate.addDays(dueOn, 1)) dueDays.add(dueOn);
  }
  return [...dueDays].sort();
}
