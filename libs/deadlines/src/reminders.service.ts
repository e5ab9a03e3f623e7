import { Injectable } from '@nestjs/common';
import { Clock, type DueRef, type LocalDate } from '@tidu/kernel';
import { Database } from '@tidu/platform';
import { DeadlineRules } from './deadline-rules.js';
import { DeadlineSources } from './deadline-sources.js';
import { isActive, mayBeTold, type RecipientKind, type Via } from './recipients.js';
import { ReminderWithdrawals } from './reminder-withdrawal.js';

export const reminderStates = ['queued', 'done', 'withdrawn', 'stale'] as const;
export type ReminderState = (typeof reminderStates)[number];

/** A reminder with what its texts need. */
export interface ReminderToTell {
  readonly id: string;
  readonly deadlineId: string;
  readonly enterpriseId: string;
  readonly enterpriseName: string;
  readonly kind: string;
  /** What the kind is called. */
  readonly title: { readonly zh: string; readonly en: string };
  readonly params: Readonly<Record<string, string>>;
  readonly dueOn: LocalDate;
  readonly isProvisional: boolean;
  /** −1 is the notice after the due day. */
  readonly leadDays: number;
  readonly recipientKind: RecipientKind;
  readonly recipientId: string;
  readonly via: Via;
}

/** Why something must no longer be sent. */
export type NotToSend = 'no-longer-due' | 'enterprise-not-active' | 'recipient-gone';

interface LookedAt extends Omit<ReminderToTell, 'title'>, Record<string, unknown> {
  readonly sourceId: string;
  readonly occurrence: string;
  readonly stands: boolean;
  readonly isActive: boolean;
  readonly mayBeTold: boolean;
}

/** `$1` is the business now, `$2` its day in Shanghai. */
const looked = `
  select r.id, r.deadline_id as "deadlineId", r.enterprise_id as "enterpriseId", e.name as "enterpriseName", d.kind, d.params,
         r.due_on as "dueOn", d.is_provisional as "isProvisional", r.lead_days as "leadDays", r.recipient_kind as "recipientKind",
         r.recipient_id as "recipientId", r.via, d.source_id as "sourceId", d.occurrence,
         d.state in ('open', 'missed') and d.due_on = r.due_on and r.state <> 'withdrawn' as stands,
         ${isActive('r.enterprise_id', '$2::date')} as "isActive",
         ${mayBeTold('r', '$1::timestamptz', '$2::date')} as "mayBeTold"
  from reminder r
  join deadline d on d.id = r.deadline_id
  join enterprise e on e.id = r.enterprise_id`;

/** The ledger of reminders: each is one deadline, at one lead time, for one recipient. */
@Injectable()
export class Reminders {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly rules: DeadlineRules,
    private readonly sources: DeadlineSources,
    private readonly withdrawals: ReminderWithdrawals,
  ) {}

  /**
   * A queued reminder, and up to `limit` with those that wait behind it, locked for the unit of work that makes their messages. Not among
   * them is what was done before, what somebody else is doing, and what must no longer be sent, which is withdrawn here and now.
   */
  async take(reminderId: string, limit: number): Promise<readonly ReminderToTell[]> {
    const locked = await this.database.query<{ id: string }>(
      `select id from reminder
       where state = 'queued' and via <> 'digest' and id >= $1 and ($2 > 1 or id = $1)
       order by id limit $2 for update skip locked`,
      [reminderId, limit],
    );
    if (locked.length === 0) return [];
    const rows = await this.database.query<LookedAt>(`${looked} where r.id = any($3::uuid[]) order by r.id`, [
      this.clock.now(),
      this.clock.today(),
      locked.map((row) => row.id),
    ]);
    return this.keepDue(rows);
  }

  /** The queued reminders that go into somebody's next digest, locked; those that must no longer be sent are withdrawn. */
  async takeDigest(personId: string): Promise<readonly ReminderToTell[]> {
    await this.database.run(
      `select 1 from reminder where recipient_id = $1 and state = 'queued' and via = 'digest' order by id for update`,
      [personId],
    );
    const rows = await this.database.query<LookedAt>(
      `${looked} where r.recipient_id = $3 and r.state = 'queued' and r.via = 'digest' order by r.due_on, r.id`,
      [this.clock.now(), this.clock.today(), personId],
    );
    return this.keepDue(rows);
  }

  /** Their messages exist. */
  async markDone(reminderIds: readonly string[]): Promise<void> {
    await this.database.run(
      `update reminder set state = 'done', settled_at = $2 where id = any($1::uuid[]) and state = 'queued'`,
      [reminderIds, this.clock.now()],
    );
  }

  /**
   * Asked in the transaction that marks a message `sending`: each reminder as it is now, or why it must no longer be sent. The owner of
   * the date has the last word.
   */
  async lookAgain(reminderIds: readonly string[]): Promise<ReadonlyMap<string, ReminderToTell | NotToSend>> {
    const rows = await this.database.query<LookedAt>(`${looked} where r.id = any($3::uuid[])`, [
      this.clock.now(),
      this.clock.today(),
      reminderIds,
    ]);
    const refusals = await this.refusals(rows);
    return new Map(rows.map((row) => [row.id, refusals.get(row.id) ?? this.toTell(row)]));
  }

  /**
   * A deadline was closed or moved: what was not sent for it is withdrawn in the same transaction. Reminders first, then, in a statement
   * that sees what a unit in between has made of them, their messages.
   */
  async withdrawOf(deadlineIds: readonly string[], reason: string): Promise<void> {
    if (deadlineIds.length === 0) return;
    await this.database.run(
      `update reminder set state = 'withdrawn', reason = $2, settled_at = $3
       where deadline_id = any($1::uuid[]) and state = 'queued'`,
      [deadlineIds, reason, this.clock.now()],
    );
    const done = await this.database.query<{ id: string }>(
      `select id from reminder where deadline_id = any($1::uuid[]) and state = 'done'`,
      [deadlineIds],
    );
    if (done.length === 0) return;
    const untold = await this.withdrawals.withdraw(done.map((row) => row.id));
    await this.withdraw([...untold], reason);
  }

  private async keepDue(rows: readonly LookedAt[]): Promise<readonly ReminderToTell[]> {
    const refusals = await this.refusals(rows);
    for (const reason of new Set(refusals.values())) {
      await this.withdraw(
        rows.filter((row) => refusals.get(row.id) === reason).map((row) => row.id),
        reason,
      );
    }
    return rows.filter((row) => !refusals.has(row.id)).map((row) => this.toTell(row));
  }

  private toTell(row: LookedAt): ReminderToTell {
    return { ...row, title: this.rules.reminders.get(row.kind)?.title ?? { zh: row.kind, en: row.kind } };
  }

  private async refusals(rows: readonly LookedAt[]): Promise<ReadonlyMap<string, NotToSend>> {
    const refs = new Map<string, DueRef>(
      rows.filter((row) => row.stands && row.isActive && row.mayBeTold).map((row) => [row.id, row]),
    );
    const still = await this.sources.stillDue([...refs.values()]);
    const refusals = new Map<string, NotToSend>();
    for (const row of rows) {
      const ref = refs.get(row.id);
      if (!row.isActive) refusals.set(row.id, 'enterprise-not-active');
      else if (!row.mayBeTold) refusals.set(row.id, 'recipient-gone');
      else if (!ref || !still.has(ref)) refusals.set(row.id, 'no-longer-due');
    }
    return refusals;
  }

  private async withdraw(reminderIds: readonly string[], reason: string): Promise<void> {
    if (reminderIds.length === 0) return;
    await this.database.run(
      `update reminder set state = 'withdrawn', reason = $2, settled_at = $3 where id = any($1::uuid[]) and state <> 'withdrawn'`,
      [reminderIds, reason, this.clock.now()],
    );
  }
}
