import { Processor } from '@nestjs/bull';
import { notifyDigestJob, notifyReminderJob } from '@tidu/deadlines';
import { deliverJob, Delivery, Digests, ReminderMessages } from '@tidu/notifications';
import { HandlesJob, runAs, systemCaller } from '@tidu/platform';
import type { Job } from 'bull';

/** So many reminders are told in one unit of work: the jobs of the others then find nothing left to do. */
const toldTogether = 100;

@Processor('notifications')
export class NotificationsProcessor {
  constructor(
    private readonly messages: ReminderMessages,
    private readonly digests: Digests,
    private readonly delivery: Delivery,
  ) {}

  /** An attempt that failed is made again alone, so that one reminder which cannot be told keeps back no other. */
  @HandlesJob(notifyReminderJob, 4)
  async tell(job: Job<{ reminderId: string }>): Promise<void> {
    const together = job.attemptsMade === 0 ? toldTogether : 1;
    await runAs(systemCaller('reminders', String(job.id)), () => this.messages.tell(job.data.reminderId, together));
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
