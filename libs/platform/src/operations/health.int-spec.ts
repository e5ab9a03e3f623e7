import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Gate } from '../../../../test/support/gate.js';
import { House } from '../../../../test/support/house.js';
import { eventually } from '../../../../test/support/running-city.js';
import { Database } from '../database/database.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { Jobs } from '../jobs/jobs.js';
import { Outbox, relayJob } from '../outbox/outbox.js';
import { Health } from './health.js';
import { Metrics } from './metrics.js';

describe('health', () => {
  let owner: House;
  let house: House;
  let postgres: Gate;
  let redis: Gate;

  const openBehind = async (postgresGate: Gate, redisGate: Gate): Promise<House> => {
    const opened = await House.open({
      today: '2026-03-02',
      beside: owner,
      settings: { databaseUrl: postgresGate.address, redisUrl: redisGate.address },
    });
    opened.app.useLogger(false);
    return opened;
  };

  beforeAll(async () => {
    owner = await House.open({ today: '2026-03-02' });
    postgres = await Gate.before(owner.settings.databaseUrl, 5432);
    redis = await Gate.before(owner.settings.redisUrl, 6379);
    house = await openBehind(postgres, redis);
  });
  afterAll(async () => {
    await house.close();
    await postgres.close();
    await redis.close();
    await owner.close();
  });

  const readiness = (): Promise<{ postgres: string; redis: string }> => house.get(Health).readiness();
  const untilReady = (): Promise<unknown> =>
    eventually(async () => {
      const { postgres, redis } = await readiness();
      return postgres === 'up' && redis === 'up';
    }, 'both servers');

  it('says that both are there', async () => {
    expect(await readiness()).toEqual({ postgres: 'up', redis: 'up' });
  });

  it('says that PostgreSQL alone is away, and that it is back', async () => {
    postgres.shut();
    expect(await readiness()).toEqual({ postgres: 'down', redis: 'up' });
    postgres.open();
    await untilReady();
  });

  it('says that Redis alone is away, and that it is back', async () => {
    redis.shut();
    expect(await readiness()).toEqual({ postgres: 'up', redis: 'down' });
    redis.open();
    await untilReady();
  });

  it('loses no work while Redis is away: the row stands, and its job comes after', async () => {
    redis.shut();
    const published = house
      .get(UnitOfWork)
      .run(() => house.get(Outbox).publish({ name: 'platform.something', payload: {} }));
    const events = (): Promise<unknown[]> =>
      owner.get(Database).query(`select 1 from outbox_event where name = 'platform.something'`);
    await eventually(async () => (await events()).length === 1, 'the row');
    redis.open();
    await published;
    const waiting = await owner.get(Jobs).queue('outbox').getWaiting();
    expect(waiting.map((job) => job.name)).toContain(relayJob.name);
    await untilReady();
  });

  describe('of a process that ends', () => {
    it('leaves no connection open, and waits for none', async () => {
      const gates = [
        await Gate.before(owner.settings.databaseUrl, 5432),
        await Gate.before(owner.settings.redisUrl, 6379),
      ] as const;
      const third = await openBehind(...gates);
      for (const gate of gates) expect(gate.connections).toBeGreaterThan(0);
      await third.close();
      for (const gate of gates) await eventually(() => gate.connections === 0, 'the last connection');

      const fourth = await openBehind(...gates);
      gates[1].shut();
      await fourth.close();
      for (const gate of gates) await gate.close();
    });
  });

  it('counts queues and events for Prometheus', async () => {
    const text = await owner.get(Metrics).registry.metrics();
    expect(text).toContain('tidu_queue_jobs{queue="outbox",state="waiting"}');
    expect(text).toMatch(/tidu_outbox_events\{state="queued"\} 1\n/);
    expect(text).toMatch(/tidu_outbox_events\{state="dead"\} 0\n/);
  });
});
