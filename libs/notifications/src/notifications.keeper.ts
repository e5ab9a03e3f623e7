import { Injectable } from '@nestjs/common';
import { Jobs, KeepsWork, type WorkKeeper } from '@tidu/platform';
import { deliverJob } from './notification-jobs.js';
import { NotificationsRepository } from './notifications.repository.js';

const batchSize = 2000;
const beforeAll = '00000000-0000-0000-0000-000000000000';

/** Gives a job to every message whose time has come: those that Redis has lost, those to be tried again, those whose sender died. */
@Injectable()
@KeepsWork()
export class NotificationsKeeper implements WorkKeeper {
  constructor(
    private readonly repository: NotificationsRepository,
    private readonly jobs: Jobs,
  ) {}

  /** A queue that holds as many jobs as there are messages has lost none, and is left alone. */
  async rebuild(): Promise<void> {
    const { notifications } = await this.jobs.counts();
    const held = notifications.waiting + notifications.active + notifications.delayed;
    if ((await this.repository.countWaiting()) <= held) return;
    let last = beforeAll;
    for (;;) {
      const ids = await this.repository.waitingAfter(last, batchSize);
      await this.jobs.addBulk(
        deliverJob,
        ids.map((id) => ({ payload: { notificationId: id }, jobId: id })),
      );
      if (ids.length < batchSize) return;
      last = ids.at(-1)!;
    }
  }
}
