import type { LocalDate } from '@tidu/kernel';
import { Choice, Choices, Day, Flag, Instant, Int, ListOf, Nested, PageQuery, Text, Uuid } from '@tidu/platform';
import { recipientKinds } from '@tidu/deadlines';
import { channels, inboxVerbs, notificationStates } from '../notification-states.js';

export class InboxQueryDto extends PageQuery {
  @Flag({ optional: true, description: 'Only what was not read yet' })
  unread?: boolean;
}

export class NotificationDto {
  @Uuid()
  id: string;

  @Uuid({ nullable: true, description: 'Null where it is about several' })
  enterpriseId: string | null;

  @Text(500)
  subject: string;

  @Text(20_000)
  body: string;

  @Text(500, { description: 'A path within Tidu', example: '/enterprises/0190a5a0-0000-7000-8000-000000000001' })
  link: string;

  @Choice(notificationStates)
  state: string;

  @Choices(Object.keys(inboxVerbs))
  allowed: readonly string[];

  @Instant()
  createdAt: string;

  @Instant({ nullable: true })
  readAt: string | null;

  @Instant({ nullable: true })
  acknowledgedAt: string | null;
}

export class InboxPageDto {
  @ListOf(() => NotificationDto, { max: 200 })
  items: NotificationDto[];

  @Text(1000, { nullable: true })
  nextCursor: string | null;
}

export class UnreadDto {
  @Int(0, 1_000_000_000)
  unread: number;
}

export class ReadAllDto {
  @Int(0, 1_000_000_000, { description: 'How many were unread' })
  read: number;
}

export class LedgerRecipientDto {
  @Choice(recipientKinds)
  kind: string;

  @Uuid()
  id: string;

  @Text(200, { nullable: true, description: 'Null where the recipient has left' })
  name: string | null;
}

export class LedgerMessageDto {
  @Uuid()
  id: string;

  @Choice(channels)
  channel: string;

  @Choice(notificationStates)
  state: string;

  @Int(0, 1000)
  attempts: number;

  @Text(500, { nullable: true, description: 'Why it was withdrawn, or what the last attempt failed of' })
  lastError: string | null;

  @Instant()
  createdAt: string;

  @Instant({ nullable: true })
  sentAt: string | null;

  @Instant({ nullable: true })
  readAt: string | null;

  @Instant({ nullable: true })
  acknowledgedAt: string | null;
}

export class LedgerEntryDto {
  @Uuid({ nullable: true, description: 'Null where nothing is stored: it is planned, or was not told' })
  reminderId: string | null;

  @Nested(() => LedgerRecipientDto)
  recipient: LedgerRecipientDto;

  @Choice(['direct', 'fallback', 'digest'], {
    description:
      'The contact himself; the officer for want of a contact; a head’s or manager’s digest for want of both',
  })
  via: string;

  @Day()
  dueOn: LocalDate;

  @Int(-1, 3650, { description: 'Days before the due day; −1 is the notice after it' })
  leadDays: number;

  @Day()
  plannedOn: LocalDate;

  @Choice(['planned', 'not-told', 'queued', 'done', 'withdrawn', 'stale'])
  state: string;

  @Text(100, { nullable: true, description: 'Why it was not told or was withdrawn' })
  reason: string | null;

  @Instant({ nullable: true, description: 'When it was done, withdrawn or overtaken' })
  settledAt: string | null;

  @ListOf(() => LedgerMessageDto)
  notifications: LedgerMessageDto[];
}

export class LedgerDto {
  @ListOf(() => LedgerEntryDto, { max: 5000 })
  items: LedgerEntryDto[];
}
