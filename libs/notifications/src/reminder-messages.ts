import { Injectable } from '@nestjs/common';
import { Reminders, WithdrawsReminders, type ReminderToTell, type ReminderWithdrawal } from '@tidu/deadlines';
import { Clock } from '@tidu/kernel';
import { Jobs, UnitOfWork } from '@tidu/platform';
import { deliverJob } from './notification-jobs.js';
import { NotificationsRepository, type NewNotification } from './notifications.repository.js';
import { Recipients, type Reachable, type RecipientRef } from './recipients.service.js';
import { Wording } from './wording.js';

/** Makes messages of reminders, one for each channel by which the recipient can be reached, and takes them back. */
@Injectable()
@WithdrawsReminders()
export class ReminderMessages implements ReminderWithdrawal {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
    private readonly reminders: Reminders,
    private readonly recipients: Recipients,
    private readonly wording: Wording,
    private readonly repository: NotificationsRepository,
  ) {}

  /**
   * Tells this reminder, and up to `together` with those that wait behind it. Messages and the end of their reminders are one unit of
   * work: done twice, or killed half-way and done again, it makes each message once. The row in the inbox is the delivery.
   */
  async tell(reminderId: string, together = 1): Promise<void> {
    await this.unitOfWork.run(async () => {
      const reminders = await this.reminders.take(reminderId, together);
      if (reminders.length === 0) return;
      const recipients = await this.recipients.findAll(reminders);
      await this.add(
        reminders.flatMap((reminder) => {
          const recipient = recipients.get(reminder.recipientId);
          return recipient ? this.messagesOf(reminder, recipient) : [];
        }),
      );
      await this.reminders.markDone(reminders.map((reminder) => reminder.id));
    });
  }

  withdraw(reminderIds: readonly string[]): Promise<ReadonlySet<string>> {
    return this.repository.withdraw(reminderIds);
  }

  private messagesOf(reminder: ReminderToTell, recipient: Reachable): readonly NewNotification[] {
    const words = this.wording.reminder(reminder, recipient.language, this.clock.today());
    return channelsOf(recipient, reminder).map((channel) => ({
      ...channel,
      ...words,
      reminderId: reminder.id,
      eventId: null,
      enterpriseId: reminder.enterpriseId,
      link: `/enterprises/${reminder.enterpriseId}`,
    }));
  }

  private async add(notifications: readonly NewNotification[]): Promise<void> {
    const waiting = await this.repository.add(notifications);
    this.unitOfWork.afterCommit(() =>
      this.jobs.addBulk(
        deliverJob,
        waiting.map((id) => ({ payload: { notificationId: id }, jobId: id })),
      ),
    );
  }
}

type Addressed = Pick<NewNotification, 'channel' | 'recipientKind' | 'recipientId' | 'personId'>;

export function channelsOf(
  { personId, email }: Reachable,
  { recipientKind, recipientId }: RecipientRef,
): readonly Addressed[] {
  const recipient = { recipientKind, recipientId, personId };
  return [
    ...(personId === null ? [] : [{ ...recipient, channel: 'in-app' as const }]),
    ...(email === null ? [] : [{ ...recipient, channel: 'email' as const }]),
  ];
}
