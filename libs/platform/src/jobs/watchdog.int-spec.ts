import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Injectable } from '@nestjs/common';
import { Redis } from 'ioredis';
import { House } from '../../../../test/support/house.js';
import { eventually } from '../../../../test/support/running-city.js';
import { currentCaller } from '../caller.js';
import { Outbox } from '../outbox/outbox.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { Jobs } from './jobs.js';
import { queues } from './job-type.js';
import { KeepsWork, Watchdog, type WorkKeeper } from './watchdog.js';

/** How many keepers of this file rebuild right now, and what holds them up. */
let rebuilding = 0;
let gate: Promise<void> | undefined;

@Injectable()
@KeepsWork()
class SlowKeeper implements WorkKeeper {
  rebuilds = 0;
  caller = '';

  async rebuild(): Promise<void> {
    rebuilding++;
    this.rebuilds++;
    this.caller = currentCaller().actorName;
    await gate;
    rebuilding--;
  }
}

@Injectable()
@KeepsWork()
class BrokenKeeper implements WorkKeeper {
  rebuild(): Promise<void> {
    return Promise.reject(new Error('broken'));
  }
}

const open = (beside?: House): Promise<House> =>
  House.open({
    today: '2026-03-02',
    processors: [BrokenKeeper, SlowKeeper],
    settings: { watchdogSeconds: 0.05 },
    ...(beside ? { beside } : {}),
  });

describe('watchdog', () => {
  let house: House;
  let neighbour: House;

  beforeAll(async () => {
    house = await open();
    neighbour = await open(house);
    for (const one of [house, neighbour]) one.app.useLogger(false);
  });
  afterAll(async () => {
    await neighbour.close();
    await house.close();
  });

  const schedules = async (): Promise<string[]> => {
    const all = await Promise.all(queues.map((name) => house.get(Jobs).queue(name).getRepeatableJobs()));
    return all.flat().map((job) => `${job.name} ${job.cron} ${job.tz}`);
  };

  it('lets one of two look at a time', async () => {
    let release: () => void = () => undefined;
    gate = new Promise((resolve) => (release = resolve));
    const first = house.get(Watchdog).look();
    await eventually(() => rebuilding === 1, 'the first keeper');
    await neighbour.get(Watchdog).look();
    expect(neighbour.get(SlowKeeper).rebuilds).toBe(0);
    release();
    await first;
    await neighbour.get(Watchdog).look();
    expect(neighbour.get(SlowKeeper).rebuilds).toBe(1);
  });

  it('goes on to the next keeper where one fails, and works in its own name', async () => {
    const before = house.get(SlowKeeper).rebuilds;
    await house.get(Watchdog).look();
    expect(house.get(SlowKeeper).rebuilds).toBe(before + 1);
    expect(house.get(SlowKeeper).caller).toBe('system:watchdog');
  });

  it('puts schedules and waiting work back after Redis was emptied, each once', async () => {
    await house.get(UnitOfWork).run(() => house.get(Outbox).publish({ name: 'platform.something', payload: {} }));
    const redis = new Redis(house.settings.redisUrl);
    await redis.flushdb();
    redis.disconnect();
    expect(await schedules()).toEqual([]);
    await house.get(Watchdog).look();
    await neighbour.get(Watchdog).look();
    expect((await schedules()).sort()).toEqual([
      'projections.refresh 0 0 * * * Asia/Shanghai',
      'sweep.run 30 8 * * * Asia/Shanghai',
    ]);
    const waiting = (await house.get(Jobs).queue('outbox').getWaiting()).filter((job) => job.name === 'events.deliver');
    expect(waiting).toHaveLength(1);
  });

  it('keeps looking by itself, and ends its look before the process does', async () => {
    const third = await open(house);
    third.app.useLogger(false);
    await third.get(Watchdog).start();
    const keeper = third.get(SlowKeeper);
    await eventually(() => keeper.rebuilds >= 3, 'the third look');
    let release: () => void = () => undefined;
    gate = new Promise((resolve) => (release = resolve));
    await eventually(() => rebuilding === 1, 'a look that lasts');
    // Longer than the pause between two looks.
    const lasting = keeper.rebuilds;
    await Promise.all([1, 2, 3].map(() => third.get(Watchdog).look()));
    expect(keeper.rebuilds).toBe(lasting);
    const closed = third.close();
    release();
    await closed;
    expect(rebuilding).toBe(0);
    expect(keeper.rebuilds).toBe(lasting);
  });
});
