import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Injectable } from '@nestjs/common';
import type { Fact, Library, Projection } from '@tidu/kernel';
import { House } from '../../../../test/support/house.js';
import { withClient } from '../../../../test/support/test-city.js';
import { newId } from '../ids.js';
import { Database } from './database.js';
import { ProvidesProjection } from './projections.js';
import { UnitOfWork } from './unit-of-work.js';

/** What the projections of this file were asked, in order. */
const asked: { readonly library: Library; readonly ids: readonly string[] }[] = [];
let touchInLast: Fact | undefined;

@Injectable()
@ProvidesProjection()
class LastProjection implements Projection {
  readonly library: Library = 'insights';
  readonly reactsTo: readonly Fact[] = ['demand', 'plan'];

  constructor(private readonly unitOfWork: UnitOfWork) {}

  async refresh(enterpriseIds: readonly string[]): Promise<void> {
    asked.push({ library: this.library, ids: enterpriseIds });
    if (touchInLast) this.unitOfWork.touch(enterpriseIds, touchInLast);
  }
}

@Injectable()
@ProvidesProjection()
class FirstProjection implements Projection {
  readonly library: Library = 'visits';
  readonly reactsTo: readonly Fact[] = ['visit', 'demand'];

  constructor(private readonly unitOfWork: UnitOfWork) {}

  async refresh(enterpriseIds: readonly string[]): Promise<void> {
    asked.push({ library: this.library, ids: enterpriseIds });
    this.unitOfWork.touch(enterpriseIds, 'plan');
  }
}

describe('unit of work', () => {
  let house: House;
  let unitOfWork: UnitOfWork;
  let database: Database;

  beforeAll(async () => {
    house = await House.open({ today: '2026-03-02', processors: [LastProjection, FirstProjection] });
    unitOfWork = house.get(UnitOfWork);
    database = house.get(Database);
    await withClient(house, 'superuser', (client) =>
      client.query(`create table tally (id int primary key, n int not null); grant all on tally to tidu_app`),
    );
  });
  afterAll(() => house.close());
  beforeEach(async () => {
    asked.length = 0;
    touchInLast = undefined;
    await database.run(`delete from tally`);
    await database.run(`insert into tally (id, n) values (1, 0), (2, 0)`);
  });

  const add = (id: number): Promise<number> => database.run(`update tally set n = n + 1 where id = $1`, [id]);
  const tally = async (): Promise<Record<number, number>> => {
    const rows = await database.query<{ id: number; n: number }>(`select id, n from tally`);
    return Object.fromEntries(rows.map((row) => [row.id, row.n]));
  };

  it('is one transaction, nested units with it', async () => {
    const seen = await unitOfWork.run(async () => {
      const outer = await transactionId();
      const inner = await unitOfWork.run(async () => {
        await add(1);
        return transactionId();
      });
      return [outer, inner];
    });
    expect(seen[0]).toBe(seen[1]);
    expect(await tally()).toEqual({ 1: 1, 2: 0 });
  });

  it('leaves nothing behind where it fails after a nested unit was over', async () => {
    let effects = 0;
    const failed = unitOfWork.run(async () => {
      await unitOfWork.run(async () => {
        await add(1);
        unitOfWork.touch([newId()], 'visit');
        unitOfWork.afterCommit(async () => void effects++);
      });
      throw new Error('too late');
    });
    await expect(failed).rejects.toThrow('too late');
    expect(await tally()).toEqual({ 1: 0, 2: 0 });
    expect(asked).toEqual([]);
    expect(effects).toBe(0);
  });

  it('shows others nothing before it commits', async () => {
    await unitOfWork.run(async () => {
      await add(1);
      const { rows } = await withClient(house, 'application', (client) =>
        client.query<{ n: number }>(`select n from tally where id = 1`),
      );
      expect(rows).toEqual([{ n: 0 }]);
    });
  });

  it.each([
    ['a statement', () => database.run(`update tally set n = n + 1 where id = 1`)],
    ['a repository', () => database.manager.query(`update tally set n = n + 1 where id = 1`)],
  ])('runs as a whole again on a serialization failure (40001) of %s', async (_, write) => {
    let attempts = 0;
    let effects = 0;
    await unitOfWork.run(async () => {
      attempts++;
      await database.run(`set transaction isolation level repeatable read`);
      unitOfWork.afterCommit(async () => void effects++);
      await add(2);
      await unitOfWork.run(async () => {
        await database.query(`select n from tally where id = 1`);
        if (attempts === 1) {
          await withClient(house, 'application', (client) => client.query(`update tally set n = n + 10 where id = 1`));
        }
        await write();
      });
    });
    expect(attempts).toBe(2);
    expect(effects).toBe(1);
    expect(await tally()).toEqual({ 1: 11, 2: 1 });
  });

  it('runs as a whole again on a deadlock (40P01)', async () => {
    let attempts = 0;
    await withClient(house, 'superuser', async (rival) => {
      // The rival waits patiently, so that it is the unit which PostgreSQL undoes.
      await rival.query(`set deadlock_timeout = '1h'`);
      await rival.query(`begin`);
      await rival.query(`update tally set n = n + 100 where id = 2`);
      let rivalWaits: Promise<unknown> = Promise.resolve();
      await unitOfWork.run(async () => {
        attempts++;
        await add(1);
        if (attempts === 1) {
          rivalWaits = rival.query(`update tally set n = n + 100 where id = 1`).then(() => rival.query(`commit`));
          await untilBlocked(1);
        }
        await add(2);
      });
      await rivalWaits;
    });
    expect(attempts).toBe(2);
    expect(await tally()).toEqual({ 1: 101, 2: 101 });
  });

  it('gives up after three attempts', async () => {
    let attempts = 0;
    const failed = unitOfWork.run(async () => {
      attempts++;
      await database.run(`set transaction isolation level repeatable read`);
      await database.query(`select n from tally where id = 1`);
      await withClient(house, 'application', (client) => client.query(`update tally set n = n + 1 where id = 1`));
      await add(1);
    });
    await expect(failed).rejects.toMatchObject({ code: '40001' });
    expect(attempts).toBe(3);
  });

  it('does not run again for any other failure', async () => {
    let attempts = 0;
    const failed = unitOfWork.run(async () => {
      attempts++;
      await database.run(`insert into tally (id, n) values (1, 0)`);
    });
    await expect(failed).rejects.toMatchObject({ code: '23505' });
    expect(attempts).toBe(1);
  });

  it('gives its connection back, however it ends', async () => {
    for (let round = 0; round < 3 * house.settings.databasePoolSize; round++) {
      await unitOfWork.run(() => Promise.reject(new Error('no'))).catch(() => undefined);
    }
    expect(await unitOfWork.run(() => add(1))).toBe(1);
  });

  describe('after the commit', () => {
    it('runs effects in order, when others see what was written', async () => {
      const seen: unknown[] = [];
      await unitOfWork.run(async () => {
        await add(1);
        unitOfWork.afterCommit(async () => void seen.push('first', (await tally())[1]));
        unitOfWork.afterCommit(async () => void seen.push('second'));
        expect(seen).toEqual([]);
      });
      expect(seen).toEqual(['first', 1, 'second']);
    });

    it('lets what was written stand where an effect fails', async () => {
      let later = false;
      house.app.useLogger(false);
      await unitOfWork.run(async () => {
        await add(1);
        unitOfWork.afterCommit(() => Promise.reject(new Error('Redis is away')));
        unitOfWork.afterCommit(async () => void (later = true));
      });
      house.app.useLogger(['error', 'fatal']);
      expect(await tally()).toEqual({ 1: 1, 2: 0 });
      expect(later).toBe(true);
    });

    it('is refused outside of a unit', () => {
      expect(() => unitOfWork.afterCommit(() => Promise.resolve())).toThrow('outside a unit of work');
    });
  });

  describe('touch', () => {
    const [a, b] = ['00000000-0000-7000-8000-00000000000a', '00000000-0000-7000-8000-00000000000b'];

    it('refreshes each projection once, in the order of the libraries, every enterprise once', async () => {
      await unitOfWork.run(async () => {
        unitOfWork.touch([b, a], 'visit');
        await unitOfWork.run(async () => unitOfWork.touch([a], 'demand', 'visit'));
        expect(asked).toEqual([]);
      });
      expect(asked).toEqual([
        { library: 'visits', ids: [a, b] },
        { library: 'insights', ids: [a, b] },
      ]);
    });

    it('asks only projections of which a fact was touched', async () => {
      await unitOfWork.run(async () => unitOfWork.touch([a], 'plan'));
      expect(asked).toEqual([{ library: 'insights', ids: [a] }]);
    });

    it('refreshes anew when the unit runs again', async () => {
      let attempts = 0;
      await unitOfWork.run(async () => {
        attempts++;
        await database.run(`set transaction isolation level repeatable read`);
        await database.query(`select n from tally where id = 1`);
        unitOfWork.touch([attempts === 1 ? a : b], 'plan');
        if (attempts > 1) return;
        await withClient(house, 'application', (client) => client.query(`update tally set n = n + 1 where id = 1`));
        await add(1);
      });
      expect(asked).toEqual([{ library: 'insights', ids: [b] }]);
    });

    it('fails the unit where a projection touches a fact that no later one sees', async () => {
      touchInLast = 'visit';
      const failed = unitOfWork.run(async () => {
        await add(1);
        unitOfWork.touch([a], 'plan');
      });
      await expect(failed).rejects.toThrow('fact "visit" was touched after the last projection made of it');
      expect(await tally()).toEqual({ 1: 0, 2: 0 });
    });

    it('is refused outside of a unit', () => {
      expect(() => unitOfWork.touch([a], 'visit')).toThrow('outside a unit of work');
    });
  });

  async function transactionId(): Promise<string> {
    const row = await database.one<{ id: string }>(`select pg_current_xact_id()::text as id`);
    return row!.id;
  }

  /** Until so many statements of this database wait for a lock. */
  async function untilBlocked(count: number): Promise<void> {
    await withClient(house, 'superuser', async (observer) => {
      for (;;) {
        const { rows } = await observer.query<{ blocked: number }>(
          `select count(*)::int as blocked from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        );
        if (rows[0]!.blocked >= count) return;
      }
    });
  }
});
