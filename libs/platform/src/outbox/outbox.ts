import { Injectable } from '@nestjs/common';
import { Clock } from '@tidu/kernel';
import { Database } from '../database/database.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { newId } from '../ids.js';
import { defineJob } from '../jobs/job-type.js';
import { Jobs } from '../jobs/jobs.js';

/** Something that happened, told to later libraries after the commit. Names are `<library>.<past tense>`. */
export interface DomainEvent<Payload extends object = object> {
  readonly name: string;
  readonly payload: Payload;
}

export const relayJob = defineJob<Record<string, never>>('outbox', 'outbox.relay', { attempts: 1 });
export const deliverEventJob = defineJob<{ eventId: string }>('outbox', 'events.deliver', { attempts: 1 });

const maxAttempts = 8;
const batchSize = 200;

interface OutboxRow {
  id: string;
  name: string;
  payload: object;
  attempts: number;
}

/** Events are rows, written with what they tell of; Bull only carries them. */
@Injectable()
export class Outbox {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
  ) {}

  async publish(...events: readonly DomainEvent[]): Promise<void> {
    if (events.length === 0) return;
    await this.database.run(
      `insert into outbox_event (id, name, payload, occurred_at, state, attempts, next_attempt_at)
       select e.id, e.name, e.payload::jsonb, $1, 'queued', 0, now()
       from unnest($2::uuid[], $3::text[], $4::text[]) as e (id, name, payload)`,
      [
        this.clock.now(),
        events.map(() => newId()),
        events.map((event) => event.name),
        events.map((event) => JSON.stringify(event.payload)),
      ],
    );
    this.unitOfWork.afterCommit(() => this.jobs.add(relayJob, {}));
  }

  /** Hands waiting events to Bull, any number of relays at once. Answers how many. */
  async relay(): Promise<number> {
    let relayed = 0;
    for (;;) {
      const ids = await this.unitOfWork.run(async () => {
        const rows = await this.database.query<OutboxRow>(
          `select id from outbox_event where state = 'queued' and next_attempt_at <= now()
           order by id limit ${batchSize} for update skip locked`,
        );
        // A job in Bull and a row still `queued` is harmless: delivering twice is. The lease covers a relay that dies here.
        await this.database.run(
          `update outbox_event set next_attempt_at = now() + interval '1 minute' * (1 + attempts) where id = any($1)`,
          [rows.map((row) => row.id)],
        );
        return rows.map((row) => row.id);
      });
      await this.jobs.addBulk(
        deliverEventJob,
        ids.map((eventId) => ({ payload: { eventId }, jobId: eventId })),
      );
      relayed += ids.length;
      if (ids.length < batchSize) return relayed;
    }
  }

  /** The event if it still waits, counted as one more attempt; after the last one it is dead and stays so until sent again by hand. */
  async take(eventId: string): Promise<(DomainEvent & { readonly id: string }) | undefined> {
    const row = await this.database.one<OutboxRow>(
      `update outbox_event set attempts = attempts + 1, state = case when attempts + 1 > $2 then 'dead' else state end
       where id = $1 and state = 'queued' returning id, name, payload, attempts`,
      [eventId, maxAttempts],
    );
    return row && row.attempts <= maxAttempts ? row : undefined;
  }

  async markRelayed(eventId: string): Promise<void> {
    await this.database.run(`update outbox_event set state = 'relayed', last_error = null where id = $1`, [eventId]);
  }

  async markFailed(eventId: string, error: unknown): Promise<void> {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : 'unknown';
    await this.database.run(
      `update outbox_event
       set last_error = left($2, 500), state = case when attempts >= $3 then 'dead' else state end,
           next_attempt_at = now() + interval '1 second' * power(2, attempts)
       where id = $1 and state = 'queued'`,
      [eventId, reason, maxAttempts],
    );
  }
}
