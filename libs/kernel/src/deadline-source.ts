import type { LocalDate } from './local-date.js';

/** How a due day is counted and whether it rolls off a rest day (`config/reminders.yaml` names them per kind). */
export const dayRules = [
  'statutory-period',
  'working-day-period',
  'fixed-date-legal',
  'window-end',
  'internal',
  'validity',
  'tax',
] as const;
export type DayRule = (typeof dayRules)[number];

/** One date on which something of an enterprise lapses or is due, as the library that owns it sees it now. */
export interface DueDate {
  readonly enterpriseId: string;
  readonly kind: string;
  /** The row the date comes from, in the owning library. */
  readonly sourceId: string;
  /** Tells the yearly repeats of one source apart, e.g. `2026`; empty where there is only one. */
  readonly occurrence: string;
  readonly dueOn: LocalDate;
  /** Set where the day was computed with a calendar year that is not loaded. */
  readonly isProvisional: boolean;
  /** What the texts need, e.g. `{ programme: 'high-tech', certificateNo: 'GR…' }`. */
  readonly params: Readonly<Record<string, string>>;
}

export interface DueRef {
  readonly kind: string;
  readonly sourceId: string;
  readonly occurrence: string;
  readonly dueOn: LocalDate;
}

/** Implemented by each library that owns dates, called by `deadlines` set-based inside the caller's unit of work. */
export interface DeadlineSource {
  readonly kinds: readonly string[];
  due(enterpriseIds: readonly string[]): Promise<readonly DueDate[]>;
  /** Which of these are still due as named; asked in the transaction that marks a notification `sending`. */
  stillDue(refs: readonly DueRef[]): Promise<ReadonlySet<DueRef>>;
}
