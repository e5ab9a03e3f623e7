import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '@tidu/platform';
import { LastLook } from './last-look.js';
import { Mailer, type Mail } from './mailer.js';
import { NotificationsRepository } from './notifications.repository.js';
import { maxAttempts, pauseAfter, SendFailure } from './send-failure.js';

interface Attempt {
  readonly mail: Mail;
  readonly number: number;
}

/**
 * Sends what waits. Whether it may still go out is asked in the transaction that marks it `sending`; the sending itself is outside; what
 * came of it is written afterwards. A process killed in between leaves a lease behind, and the mail goes out again under the same Message-ID.
 */
@Injectable()
export class Delivery {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly mailer: Mailer,
    private readonly repository: NotificationsRepository,
    private readonly lastLook: LastLook,
  ) {}

  /** One attempt, if it is time for one. */
  async deliver(notificationId: string): Promise<void> {
    const attempt = await this.unitOfWork.run(() => this.begin(notificationId));
    if (!attempt) return;
    try {
      await this.mailer.send(attempt.mail);
    } catch (error) {
      if (!(error instanceof SendFailure)) throw error;
      const pause = pauseAfter(error.kind, attempt.number);
      await this.repository.markFailed(notificationId, attempt.number, error.message, pause);
      return;
    }
    await this.repository.markSent(notificationId, attempt.number);
  }

  private async begin(id: string): Promise<Attempt | undefined> {
    const waiting = await this.repository.lockWaiting(id);
    if (!waiting) return undefined;
    if (waiting.attempts >= maxAttempts) {
      await this.repository.markDead(id, 'attempts-used-up');
      return undefined;
    }
    const outgoing = await this.lastLook.at(waiting);
    if (typeof outgoing === 'string') {
      await this.repository.markWithdrawn(id, outgoing);
      return undefined;
    }
    const { to, words, text } = outgoing;
    return { number: await this.repository.markSending(id, words), mail: { id, to, subject: words.subject, text } };
  }
}
