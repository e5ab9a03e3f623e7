import { Injectable } from '@nestjs/common';
import { ReminderLedger, type LedgerEntry } from '@tidu/deadlines';
import type { Scope } from '@tidu/kernel';
import { Database } from '@tidu/platform';
import type { Channel, NotificationState } from './notification-states.js';
import { Recipients } from './recipients.service.js';

export interface LedgerMessage {
  readonly id: string;
  readonly channel: Channel;
  readonly state: NotificationState;
  readonly attempts: number;
  readonly lastError: string | null;
  readonly createdAt: Date;
  readonly sentAt: Date | null;
  readonly readAt: Date | null;
  readonly acknowledgedAt: Date | null;
}

export interface ToldEntry extends LedgerEntry {
  /** Null where the recipient has left. */
  readonly name: string | null;
  /** Of a digest entry: the messages of the digest. */
  readonly notifications: readonly LedgerMessage[];
}

type MessageRow = LedgerMessage & { readonly reminderId: string } & Record<string, unknown>;

const columns = `n.id, n.channel, n.state, n.attempts, n.last_error as "lastError", n.created_at as "createdAt", n.sent_at as "sentAt",
  n.read_at as "readAt", n.acknowledged_at as "acknowledgedAt"`;

/** The ledger of a deadline's reminders together with the messages that were made of them. */
@Injectable()
export class MessageLedger {
  constructor(
    private readonly database: Database,
    private readonly ledger: ReminderLedger,
    private readonly recipients: Recipients,
  ) {}

  /** @throws DomainError `deadlines.not-found` where absent or out of scope */
  async of(scope: Scope, deadlineId: string): Promise<readonly ToldEntry[]> {
    const entries = await this.ledger.of(scope, deadlineId);
    const ids = entries.flatMap((entry) => (entry.reminderId === null ? [] : [entry.reminderId]));
    const rows = await this.database.query<MessageRow>(
      `select n.reminder_id as "reminderId", ${columns} from notification n where n.reminder_id = any($1::uuid[])
       union all
       select d.reminder_id, ${columns} from digest_reminder d join notification n on n.event_id = d.digest_id
       where d.reminder_id = any($1::uuid[])`,
      [ids],
    );
    const messages = new Map<string, LedgerMessage[]>(ids.map((id) => [id, []]));
    for (const row of rows) messages.get(row.reminderId)?.push(row);
    const names = await this.recipients.names(entries);
    return entries.map((entry) => ({
      ...entry,
      name: names.get(entry.recipientId) ?? null,
      notifications: entry.reminderId === null ? [] : (messages.get(entry.reminderId) ?? []),
    }));
  }
}
