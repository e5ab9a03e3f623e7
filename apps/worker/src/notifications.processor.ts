import { Processor } from '@nestjs/bull';
import { notifyDigestJob, notifyReminderJob } from '@tidu/deadlines';
import { deliverJob, Delivery, Digests, ReminderMessages } from '@tidu/notifications';
import { HandlesJob, runAs, systemCaller } from '@tidu/platform';
import type { Job } from 'bull';

@Processor('notifications')
export class NotificationsProcessor {
  constructor(
    private readonly messages: ReminderMessages,
    private readonly digests: Digests,
    private readonly delivery: Delivery,
  ) {}

  @HandlesJob(notifyReminderJob, 4)
  async tell(job: Job<{ reminderId: string }>): Promise<void> {
    await runAs(systemCaller('reminders', String(job.id)), () => this.messages.tell(job.data.reminderId));
  }

  @HandlesJob(notifyDigestJob)
  async tellDigest(job: Job<{ personId: string }>): Promise<void> {
    await runAs(systemCaller('digests', String(job.id)), () => this.digests.tell(job.data.personId));
  }

  @HandlesJob(deliverJob, 4)
  async deliver(job: Job<{ notificationId: string }>): Promise<void> {
    await runAs(systemCaller('delivery', String(job.id)), () => this.delivery.deliver(job.data.notificationId));
  }
}
