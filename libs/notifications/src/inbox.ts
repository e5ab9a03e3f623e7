import { Injectable } from '@nestjs/common';
import { Clock, DomainError, encodeCursor, type Page } from '@tidu/kernel';
import { cursorKeys, Database } from '@tidu/platform';
import type { NotificationsErrorCode } from './notifications.errors.js';
import type { NotificationState } from './notification-states.js';

export interface InboxItem {
  readonly id: string;
  readonly enterpriseId: string | null;
  readonly subject: string;
  readonly body: string;
  readonly link: string;
  readonly state: NotificationState;
  readonly createdAt: Date;
  readonly readAt: Date | null;
  readonly acknowledgedAt: Date | null;
}

const sort = 'newest';

/** What somebody was told, in his own inbox. Every method is about one person's messages; nobody sees another's. */
@Injectable()
export class Inbox {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** The newest first. */
  async page(personId: string, isUnreadOnly: boolean, limit: number, cursor?: string): Promise<Page<InboxItem>> {
    const [before = null] = cursorKeys(cursor, sort, ['uuid']) ?? [];
    const rows = await this.database.query<InboxItem & Record<string, unknown>>(
      `select id, enterprise_id as "enterpriseId", subject, body, link, state, created_at as "createdAt", read_at as "readAt",
              acknowledged_at as "acknowledgedAt"
       from notification
       where person_id = $1 and channel = 'in-app' ${isUnreadOnly ? `and state = 'delivered'` : ''}
         ${before === null ? '' : 'and id < $3::uuid'}
       order by id desc limit $2`,
      [personId, limit + 1, ...(before === null ? [] : [before])],
    );
    const items = rows.slice(0, limit);
    return { items, nextCursor: rows.length > limit ? encodeCursor(sort, [items.at(-1)!.id]) : null };
  }

  async countUnread(personId: string): Promise<number> {
    const row = await this.database.one<{ unread: number }>(
      `select count(*) as unread from notification where person_id = $1 and channel = 'in-app' and state = 'delivered'`,
      [personId],
    );
    return row?.unread ?? 0;
  }

  /** Reading twice, or after acknowledging, changes nothing. @throws DomainError `notifications.not-found` */
  async read(personId: string, id: string): Promise<void> {
    await this.advance(
      `update notification
       set state = case when state = 'delivered' then 'read' else state end, read_at = coalesce(read_at, $3)
       where id = $1 and person_id = $2 and channel = 'in-app'`,
      personId,
      id,
    );
  }

  /** Whoever acknowledges has read. @throws DomainError `notifications.not-found` */
  async acknowledge(personId: string, id: string): Promise<void> {
    await this.advance(
      `update notification
       set state = 'acknowledged', read_at = coalesce(read_at, $3), acknowledged_at = coalesce(acknowledged_at, $3)
       where id = $1 and person_id = $2 and channel = 'in-app'`,
      personId,
      id,
    );
  }

  /** Answers how many were unread. */
  async readAll(personId: string): Promise<number> {
    return this.database.run(
      `update notification set state = 'read', read_at = $2 where person_id = $1 and channel = 'in-app' and state = 'delivered'`,
      [personId, this.clock.now()],
    );
  }

  private async advance(sql: string, personId: string, id: string): Promise<void> {
    const changed = await this.database.run(sql, [id, personId, this.clock.now()]);
    if (changed === 0) throw new DomainError<NotificationsErrorCode>('notifications.not-found');
  }
}
