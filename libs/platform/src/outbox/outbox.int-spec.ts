import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Injectable } from '@nestjs/common';
import { House } from '../../../../test/support/house.js';
import { eventually } from '../../../../test/support/running-city.js';
import { withClient, workerProcessors } from '../../../../test/support/test-city.js';
import { Database } from '../database/database.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { Jobs } from '../jobs/jobs.js';
import { ConsumesEvents, EventDelivery, type EventConsumer } from './event-consumers.js';
import { Outbox, type DomainEvent } from './outbox.js';

const happened = 'platform.something-happened';

/** Each consumer's effect is a row in the same transaction as the note that it was done. */
abstract class RecordingConsumer implements EventConsumer {
  abstract readonly consumerName: string;
  readonly consumes = [happened];
  failures = 0;
  calls = 0;

  constructor(private readonly database: Database) {}

  async on(event: DomainEvent & { readonly id: string }): Promise<void> {
    this.calls++;
    await this.database.run(`insert into effect (consumer, event_id) values ($1, $2)`, [this.consumerName, event.id]);
    if (this.failures-- > 0) throw new Error(`${this.consumerName} cannot now`);
  }
}

@Injectable()
@ConsumesEvents()
class FirstConsumer extends RecordingConsumer {
  readonly consumerName = 'first';

  constructor(database: Database) {
    super(database);
  }
}

@Injectable()
@ConsumesEvents()
class SecondConsumer extends RecordingConsumer {
  readonly consumerName = 'second';

  constructor(database: Database) {
    super(database);
  }
}

const consumers = [FirstConsumer, SecondConsumer];

describe('outbox', () => {
  /** Takes no work itself, so that a test sees every step. */
  let house: House;

  beforeAll(async () => {
    house = await House.open({ today: '2026-03-02', processors: consumers });
    await withClient(house, 'superuser', (client) =>
      client.query(
        `create table effect (consumer text not null, event_id uuid not null); grant all on effect to tidu_app`,
      ),
    );
  });
  afterAll(() => house.close());
  beforeEach(async () => {
    await house.query(`delete from outbox_event`);
    await house.query(`delete from effect`);
    await house.emptyRedis();
    for (const consumer of [house.get(FirstConsumer), house.get(SecondConsumer)]) {
      consumer.failures = 0;
      consumer.calls = 0;
    }
  });

  const publish = (count: number): Promise<void> =>
    house
      .get(UnitOfWork)
      .run(() =>
        house.get(Outbox).publish(...Array.from({ length: count }, (_, n) => ({ name: happened, payload: { n } }))),
      );
  const stateCounts = async (): Promise<Record<string, number>> => {
    const rows = await house.query<{ state: string; n: number }>(
      `select state, count(*) as n from outbox_event group by state`,
    );
    return Object.fromEntries(rows.map((row) => [row.state, row.n]));
  };
  const effects = (): Promise<{ consumer: string; times: number; events: number }[]> =>
    house.query(
      `select consumer, count(*) as times, count(distinct event_id) as events from effect group by consumer order by consumer`,
    );
  const waitingJobs = async (): Promise<string[]> => {
    const jobs = await house.get(Jobs).queue('outbox').getWaiting();
    return jobs.filter((job) => job.name === 'events.deliver').map((job) => String(job.id));
  };
  const onlyEvent = async (): Promise<{ id: string; state: string; attempts: number; last_error: string | null }> => {
    const rows = await house.query<{ id: string; state: string; attempts: number; last_error: string | null }>(
      `select id, state, attempts, last_error from outbox_event`,
    );
    expect(rows).toHaveLength(1);
    return rows[0]!;
  };
  /** As if the pause before the next attempt were over. */
  const letTimePass = (): Promise<unknown> =>
    house.query(`update outbox_event set next_attempt_at = now() where state = 'queued'`);

  it('forgets an event with the unit that told of it', async () => {
    const failed = house.get(UnitOfWork).run(async () => {
      await house.get(Outbox).publish({ name: happened, payload: {} });
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    expect(await stateCounts()).toEqual({});
    expect(await house.get(Jobs).queue('outbox').getWaiting()).toEqual([]);
  });

  it('asks for a relay after the commit', async () => {
    await publish(1);
    const names = (await house.get(Jobs).queue('outbox').getWaiting()).map((job) => job.name);
    expect(names).toEqual(['outbox.relay']);
  });

  it('hands each event to Bull once, by two relays at once', async () => {
    await publish(450);
    const neighbour = await House.open({ today: '2026-03-02', processors: consumers, beside: house });
    const handed = await Promise.all([house.get(Outbox).relay(), neighbour.get(Outbox).relay()]);
    await neighbour.close();
    expect(handed[0] + handed[1]).toBe(450);
    const jobs = await waitingJobs();
    expect(new Set(jobs).size).toBe(450);
    expect(jobs).toHaveLength(450);
    expect(await house.get(Outbox).relay()).toBe(0);
  });

  it('delivers each event once to each consumer, by two workers at once', async () => {
    await publish(60);
    const workers = await Promise.all(
      [1, 2].map(() =>
        House.open({ today: '2026-03-02', processors: [...workerProcessors, ...consumers], beside: house }),
      ),
    );
    await Promise.all(workers.map((worker) => worker.get(Outbox).relay()));
    await eventually(async () => (await stateCounts())['relayed'] === 60, 'all events');
    for (const worker of workers) await worker.close();
    expect(await effects()).toEqual([
      { consumer: 'first', times: 60, events: 60 },
      { consumer: 'second', times: 60, events: 60 },
    ]);
  });

  it('takes one event delivered by four at once, once', async () => {
    await publish(1);
    const { id } = await onlyEvent();
    await Promise.all([1, 2, 3, 4].map(() => house.get(EventDelivery).deliver(id)));
    expect(await effects()).toEqual([
      { consumer: 'first', times: 1, events: 1 },
      { consumer: 'second', times: 1, events: 1 },
    ]);
    expect((await onlyEvent()).state).toBe('relayed');
  });

  it('delivers what a relay handed over and Redis lost', async () => {
    await publish(3);
    await house.get(Outbox).relay();
    expect(await waitingJobs()).toHaveLength(3);
    await house.emptyRedis();
    // The lease of the relay that died still holds.
    await house.get(EventDelivery).rebuild();
    expect(await waitingJobs()).toEqual([]);
    await letTimePass();
    await house.get(EventDelivery).rebuild();
    const ids = await waitingJobs();
    expect(ids).toHaveLength(3);
    for (const id of ids) await house.get(EventDelivery).deliver(id);
    expect(await stateCounts()).toEqual({ relayed: 3 });
  });

  it('tries a consumer again that failed, and none that did not', async () => {
    house.app.useLogger(false);
    house.get(SecondConsumer).failures = 2;
    await publish(1);
    const { id } = await onlyEvent();
    await house.get(EventDelivery).deliver(id);
    expect(await onlyEvent()).toEqual({ id, state: 'queued', attempts: 1, last_error: 'Error: second cannot now' });
    expect(await effects()).toEqual([{ consumer: 'first', times: 1, events: 1 }]);
    expect(await house.get(Outbox).relay()).toBe(0);
    await house.get(EventDelivery).deliver(id);
    await house.get(EventDelivery).deliver(id);
    expect(await onlyEvent()).toEqual({ id, state: 'relayed', attempts: 3, last_error: null });
    expect(house.get(FirstConsumer).calls).toBe(1);
    expect(house.get(SecondConsumer).calls).toBe(3);
    expect(await effects()).toEqual([
      { consumer: 'first', times: 1, events: 1 },
      { consumer: 'second', times: 1, events: 1 },
    ]);
  });

  it('gives an event up after eight attempts and keeps it', async () => {
    house.app.useLogger(false);
    house.get(FirstConsumer).failures = 100;
    await publish(1);
    const { id } = await onlyEvent();
    for (let attempt = 1; attempt <= 8; attempt++) {
      expect((await onlyEvent()).state).toBe('queued');
      await house.get(EventDelivery).deliver(id);
    }
    expect(await onlyEvent()).toMatchObject({ state: 'dead', attempts: 8, last_error: 'Error: first cannot now' });
    await letTimePass();
    expect(await house.get(Outbox).relay()).toBe(0);
    await house.get(EventDelivery).deliver(id);
    expect(house.get(FirstConsumer).calls).toBe(8);
    expect(await effects()).toEqual([]);
  });

  it('gives an event up whose delivery always kills its process', async () => {
    await publish(1);
    const { id } = await onlyEvent();
    for (let attempt = 1; attempt <= 8; attempt++) expect(await house.get(Outbox).take(id)).toMatchObject({ id });
    expect(await house.get(Outbox).take(id)).toBeUndefined();
    expect((await onlyEvent()).state).toBe('dead');
  });

  it('knows an event that nobody consumes as told', async () => {
    await house.get(UnitOfWork).run(() => house.get(Outbox).publish({ name: 'platform.nobody-listens', payload: {} }));
    const { id } = await onlyEvent();
    await house.get(EventDelivery).deliver(id);
    expect((await onlyEvent()).state).toBe('relayed');
  });
});
