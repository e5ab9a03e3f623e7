import { Injectable } from '@nestjs/common';
import type { RecipientKind } from '@tidu/deadlines';
import { Clock } from '@tidu/kernel';
import { Database, newId } from '@tidu/platform';
import { firstState, type Channel } from './notification-states.js';

/** A message before it is one. Of `reminderId` and `eventId` one is set: with recipient and channel it makes the message unique. */
export interface NewNotification {
  readonly reminderId: string | null;
  readonly eventId: string | null;
  readonly recipientKind: RecipientKind;
  readonly recipientId: string;
  readonly personId: string | null;
  readonly enterpriseId: string | null;
  readonly channel: Channel;
  readonly subject: string;
  readonly body: string;
  /** A path within Tidu. */
  readonly link: string;
}

/** A message that is to be sent now. */
export interface WaitingNotification {
  readonly id: string;
  readonly reminderId: string | null;
  readonly eventId: string | null;
  readonly recipientKind: RecipientKind;
  readonly recipientId: string;
  readonly subject: string;
  readonly body: string;
  readonly link: string;
  readonly attempts: number;
}

/** Longer than an attempt may take. When it is over, whoever held the message is taken for dead. */
const leaseSeconds = 120;

/** The rows of messages. Waiting and leases go by the system's clock, what people see by the business clock. */
@Injectable()
export class NotificationsRepository {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Writes messages that are not there yet. Answers the ids of those that wait to be sent. */
  async add(notifications: readonly NewNotification[]): Promise<readonly string[]> {
    if (notifications.length === 0) return [];
    const rows = await this.database.query<{ id: string; state: string }>(
      `insert into notification (id, reminder_id, event_id, recipient_kind, recipient_id, person_id, enterprise_id, channel, state,
                                 subject, body, link, attempts, next_attempt_at, created_at)
       select n.id, n.reminder_id, n.event_id, n.recipient_kind, n.recipient_id, n.person_id, n.enterprise_id, n.channel, n.state,
              n.subject, n.body, n.link, 0, case when n.state = 'queued' then now() end, $13
       from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::uuid[], $6::uuid[], $7::uuid[], $8::text[], $9::text[],
                   $10::text[], $11::text[], $12::text[])
         as n (id, reminder_id, event_id, recipient_kind, recipient_id, person_id, enterprise_id, channel, state, subject, body, link)
       on conflict do nothing
       returning id, state`,
      [
        notifications.map(() => newId()),
        notifications.map((one) => one.reminderId),
        notifications.map((one) => one.eventId),
        notifications.map((one) => one.recipientKind),
        notifications.map((one) => one.recipientId),
        notifications.map((one) => one.personId),
        notifications.map((one) => one.enterpriseId),
        notifications.map((one) => one.channel),
        notifications.map((one) => firstState[one.channel]),
        notifications.map((one) => one.subject),
        notifications.map((one) => one.body),
        notifications.map((one) => one.link),
        this.clock.now(),
      ],
    );
    return rows.filter((row) => row.state === 'queued').map((row) => row.id);
  }

  /** A message whose time has come, locked; `undefined` where somebody else has it or there is nothing to do. */
  async lockWaiting(id: string): Promise<WaitingNotification | undefined> {
    return this.database.one<WaitingNotification & Record<string, unknown>>(
      `select id, reminder_id as "reminderId", event_id as "eventId", recipient_kind as "recipientKind", recipient_id as "recipientId",
              subject, body, link, attempts
       from notification where id = $1 and next_attempt_at <= now() for update skip locked`,
      [id],
    );
  }

  /** Counts the attempt, and lends the message to whoever makes it. Answers the number of the attempt. */
  async markSending(id: string, words: { readonly subject: string; readonly body: string }): Promise<number> {
    const row = await this.database.one<{ attempts: number }>(
      `update notification
       set state = 'sending', attempts = attempts + 1, next_attempt_at = now() + interval '${leaseSeconds} seconds', subject = $2, body = $3
       where id = $1 returning attempts`,
      [id, words.subject, words.body],
    );
    if (!row) throw new Error(`no notification ${id}`);
    return row.attempts;
  }

  /** An attempt whose lease was over says nothing any more: the number must still be the last one. */
  async markSent(id: string, attempt: number): Promise<void> {
    await this.database.run(
      `update notification set state = 'sent', sent_at = $3, next_attempt_at = null, last_error = null
       where id = $1 and state = 'sending' and attempts = $2`,
      [id, attempt, this.clock.now()],
    );
  }

  /** `pauseMinutes` undefined: there is no next attempt. */
  async markFailed(id: string, attempt: number, reason: string, pauseMinutes: number | undefined): Promise<void> {
    await this.database.run(
      `update notification
       set state = case when $4::int is null then 'dead' else 'failed' end, last_error = left($3, 500),
           next_attempt_at = case when $4::int is not null then now() + interval '1 minute' * $4::int end
       where id = $1 and state = 'sending' and attempts = $2`,
      [id, attempt, reason, pauseMinutes ?? null],
    );
  }

  async markDead(id: string, reason: string): Promise<void> {
    await this.database.run(
      `update notification set state = 'dead', last_error = $2, next_attempt_at = null where id = $1`,
      [id, reason],
    );
  }

  async markWithdrawn(id: string, reason: string): Promise<void> {
    await this.database.run(
      `update notification set state = 'withdrawn', last_error = $2, next_attempt_at = null where id = $1`,
      [id, reason],
    );
  }

  /** Takes back what has not gone out for these reminders, and answers those of which nothing has. */
  async withdraw(reminderIds: readonly string[]): Promise<ReadonlySet<string>> {
    await this.database.run(
      `update notification set state = 'withdrawn', last_error = 'reminder-withdrawn', next_attempt_at = null
       where reminder_id = any($1::uuid[]) and state in ('queued', 'failed')`,
      [reminderIds],
    );
    const rows = await this.database.query<{ id: string }>(
      `select r.id from unnest($1::uuid[]) as r (id)
       where not exists (select 1 from notification n where n.reminder_id = r.id and n.state not in ('withdrawn', 'dead'))
         and not exists (select 1 from digest_reminder d join notification n on n.event_id = d.digest_id
                         where d.reminder_id = r.id and n.state not in ('withdrawn', 'dead'))`,
      [reminderIds],
    );
    return new Set(rows.map((row) => row.id));
  }

  /** How many messages wait for an attempt that may be made now. */
  async countWaiting(): Promise<number> {
    const row = await this.database.one<{ waiting: number }>(
      `select count(*) as waiting from notification where next_attempt_at <= now()`,
    );
    return row?.waiting ?? 0;
  }

  /** The next of them after `last`, in id order. */
  async waitingAfter(last: string, limit: number): Promise<readonly string[]> {
    const rows = await this.database.query<{ id: string }>(
      `select id from notification where next_attempt_at <= now() and id > $1 order by id limit $2`,
      [last, limit],
    );
    return rows.map((row) => row.id);
  }
}
