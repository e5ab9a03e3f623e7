import { Injectable } from '@nestjs/common';
import { Clock } from '@tidu/kernel';
import { Database, Jobs } from '@tidu/platform';
import { notifyDigestJob, notifyReminderJob } from './deadline-jobs.js';

const batchSize = 2000;
const beforeAll = '00000000-0000-0000-0000-000000000000';

/** Puts queued reminders in front of the workers. The rows are the queue; a job that exists already is not added twice. */
@Injectable()
export class ReminderDispatch {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
  ) {}

  async dispatch(): Promise<void> {
    await this.dispatchEach();
    await this.dispatchDigests();
  }

  /** Adds again what Redis has lost; does not touch a queue that still holds as many jobs as there are rows. */
  async rebuild(): Promise<void> {
    const row = await this.database.one<{ queued: number }>(
      `select count(*) as queued from reminder where state = 'queued' and via <> 'digest'`,
    );
    const { notifications } = await this.jobs.counts();
    const held = notifications.waiting + notifications.active + notifications.delayed;
    if ((row?.queued ?? 0) > held) await this.dispatchEach();
    await this.dispatchDigests();
  }

  private async dispatchEach(): Promise<void> {
    let last = beforeAll;
    for (;;) {
      const rows = await this.database.query<{ id: string }>(
        `select id from reminder where state = 'queued' and via <> 'digest' and id > $1 order by id limit ${batchSize}`,
        [last],
      );
      await this.jobs.addBulk(
        notifyReminderJob,
        rows.map(({ id }) => ({ payload: { reminderId: id }, jobId: id })),
      );
      if (rows.length < batchSize) return;
      last = rows.at(-1)!.id;
    }
  }

  /** Whoever has had today's digest gets the rest tomorrow. */
  private async dispatchDigests(): Promise<void> {
    const today = this.clock.today();
    const people = await this.database.query<{ id: string }>(
      `select q.recipient_id as id from (
         select distinct recipient_id from reminder where state = 'queued' and via = 'digest') q
       where not exists (select 1 from reminder r
                         where r.recipient_id = q.recipient_id and r.via = 'digest' and r.state = 'done'
                           and r.settled_at >= day_start($1::date) and r.settled_at < day_start($1::date + 1))`,
      [today],
    );
    await this.jobs.addBulk(
      notifyDigestJob,
      people.map(({ id }) => ({ payload: { personId: id }, jobId: `digest-${id}-${today}` })),
    );
  }
}
