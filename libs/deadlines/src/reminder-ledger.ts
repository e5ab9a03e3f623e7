import { Injectable } from '@nestjs/common';
import { Clock, type LocalDate, type Scope } from '@tidu/kernel';
import { Calendar, Database } from '@tidu/platform';
import { DeadlineRules } from './deadline-rules.js';
import { Deadlines } from './deadlines.service.js';
import { outlook, type LeadVerdict } from './domain/planner.js';
import { recipientsOf, type RecipientKind, type Via } from './recipients.js';
import type { ReminderState } from './reminders.service.js';

/** `planned`: still to come, worked out and not stored. `not-told`: its day came and went; the reason says why. */
export type LedgerState = ReminderState | 'planned' | 'not-told';

/** One lead time for one recipient: what was, will or will not be told. */
export interface LedgerEntry {
  /** Of the stored reminder; null where there is none. */
  readonly reminderId: string | null;
  readonly recipientKind: RecipientKind;
  readonly recipientId: string;
  readonly via: Via;
  readonly dueOn: LocalDate;
  readonly leadDays: number;
  readonly plannedOn: LocalDate;
  readonly state: LedgerState;
  readonly reason: string | null;
  readonly settledAt: Date | null;
}

interface RecipientRow extends Record<string, unknown> {
  kind: RecipientKind;
  id: string;
  via: Via;
  since_day: LocalDate | '-infinity';
}

type StoredEntry = LedgerEntry & Record<string, unknown>;

const everSince = '1900-01-01' as LocalDate;
const maxStored = 2000;

/** Why did somebody (not) get this, and when will who be told? */
@Injectable()
export class ReminderLedger {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly calendar: Calendar,
    private readonly rules: DeadlineRules,
    private readonly deadlines: Deadlines,
  ) {}

  /** By recipient, the longest lead time first. @throws DomainError `deadlines.not-found` */
  async of(scope: Scope, deadlineId: string): Promise<readonly LedgerEntry[]> {
    const deadline = await this.deadlines.one(scope, deadlineId);
    const stored = await this.stored(deadlineId);
    const outlooks = deadline.state === 'open' ? await this.outlooks(deadline) : [];
    const told = new Set(stored.filter((entry) => entry.state !== 'withdrawn').map(keyOf));
    return [...stored, ...outlooks.filter((entry) => !told.has(keyOf(entry)))].sort(
      (a, b) =>
        compare(a.recipientKind, b.recipientKind) ||
        compare(a.recipientId, b.recipientId) ||
        compare(a.dueOn, b.dueOn) ||
        b.leadDays - a.leadDays,
    );
  }

  private stored(deadlineId: string): Promise<StoredEntry[]> {
    return this.database.query<StoredEntry>(
      `select id as "reminderId", recipient_kind as "recipientKind", recipient_id as "recipientId", via, due_on as "dueOn",
              lead_days as "leadDays", planned_on as "plannedOn", state, reason, settled_at as "settledAt"
       from reminder where deadline_id = $1 order by id limit ${maxStored}`,
      [deadlineId],
    );
  }

  /** What the planner says of everybody who would be told today. */
  private async outlooks(deadline: {
    readonly enterprise: { readonly id: string };
    readonly kind: string;
    readonly dueOn: LocalDate;
    readonly knownOn: LocalDate;
  }): Promise<readonly LedgerEntry[]> {
    const today = this.clock.today();
    const calendar = await this.calendar.working();
    const recipients = await this.database.query<RecipientRow>(
      `select r.kind, r.id, r.via, r.since_day
       from enterprise e
       cross join lateral (${recipientsOf('e.id', 'e.area_id', '$1::timestamptz', '$2::date')}) r
       where e.id = $3`,
      [this.clock.now(), today, deadline.enterprise.id],
    );
    return recipients.flatMap(({ kind, id, via, since_day: sinceDay }) =>
      outlook(deadline, sinceDay === '-infinity' ? everSince : sinceDay, this.rules.reminders, calendar).map(
        ({ leadDays, plannedOn, verdict }) => ({
          reminderId: null,
          recipientKind: kind,
          recipientId: id,
          via,
          dueOn: deadline.dueOn,
          leadDays,
          plannedOn,
          settledAt: null,
          ...stateOf(verdict, plannedOn >= today),
        }),
      ),
    );
  }
}

/** A day that counts and has come waits for the next sweep, unless that has passed it by: then the recipient was another one. */
function stateOf(verdict: LeadVerdict, isToCome: boolean): { state: LedgerState; reason: string | null } {
  if (verdict !== 'counts') return { state: 'not-told', reason: verdict };
  return isToCome ? { state: 'planned', reason: null } : { state: 'not-told', reason: 'other-recipient' };
}

const keyOf = (entry: Pick<LedgerEntry, 'recipientId' | 'recipientKind' | 'dueOn' | 'leadDays'>): string =>
  `${entry.recipientKind} ${entry.recipientId} ${entry.dueOn} ${entry.leadDays}`;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
