import { Injectable } from '@nestjs/common';
import { Reminders } from '@tidu/deadlines';
import { Clock, type LocalDate } from '@tidu/kernel';
import { Database, Jobs, newId, UnitOfWork } from '@tidu/platform';
import { deliverJob } from './notification-jobs.js';
import { NotificationsRepository } from './notifications.repository.js';
import { Recipients } from './recipients.service.js';
import { channelsOf } from './reminder-messages.js';
import { Wording } from './wording.js';

/** One message a day, for whoever heads an area or the city, about everything that nobody else can be told of. */
@Injectable()
export class Digests {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
    private readonly reminders: Reminders,
    private readonly recipients: Recipients,
    private readonly repository: NotificationsRepository,
    private readonly wording: Wording,
  ) {}

  /** What comes after the digest of the day waits for the next one. */
  async tell(personId: string): Promise<void> {
    await this.unitOfWork.run(async () => {
      const reminders = await this.reminders.takeDigest(personId);
      const [first] = reminders;
      const person = first && (await this.recipients.find(first));
      if (!person) return;
      const day = this.clock.today();
      const digestId = await this.begin(personId, day);
      if (digestId === undefined) return;
      const ids = reminders.map((reminder) => reminder.id);
      await this.database.run(
        `insert into digest_reminder (reminder_id, digest_id) select id, $2 from unnest($1::uuid[]) as r (id)`,
        [ids, digestId],
      );
      const waiting = await this.repository.add(
        channelsOf(person, first).map((channel) => ({
          ...channel,
          ...this.wording.digest(reminders, person.language),
          reminderId: null,
          eventId: digestId,
          enterpriseId: null,
          link: `/deadlines?digestOn=${day}`,
        })),
      );
      await this.reminders.markDone(ids);
      this.unitOfWork.afterCommit(() =>
        this.jobs.addBulk(
          deliverJob,
          waiting.map((id) => ({ payload: { notificationId: id }, jobId: id })),
        ),
      );
    });
  }

  /** The reminders that a digest is about. */
  async remindersOf(digestId: string): Promise<readonly string[]> {
    const rows = await this.database.query<{ id: string }>(
      `select reminder_id as id from digest_reminder where digest_id = $1`,
      [digestId],
    );
    return rows.map((row) => row.id);
  }

  /** The day's digest of this person, begun now; `undefined` where it was begun before. */
  private async begin(personId: string, day: LocalDate): Promise<string | undefined> {
    const row = await this.database.one<{ id: string }>(
      `insert into digest (id, person_id, day, created_at) values ($1, $2, $3, $4)
       on conflict on constraint uq_digest_person_day do nothing returning id`,
      [newId(), personId, day, this.clock.now()],
    );
    return row?.id;
  }
}
