import { jest } from '@jest/globals';
import { AsyncResource } from 'node:async_hooks';
import { Areas } from '@tidu/areas';
import { cityAreaId, Enterprises } from '@tidu/enterprises';
import { People } from '@tidu/identity';
import { LocalDate, Scope } from '@tidu/kernel';
import { Jobs, UnitOfWork } from '@tidu/platform';
import { Qualifications } from '@tidu/qualifications';
import { House } from '../../../test/support/house.js';
import { eventually } from '../../../test/support/running-city.js';
import { areaOf, withClient } from '../../../test/support/test-city.js';
import { SweepKeeper } from './sweep.keeper.js';
import { Sweep } from './sweep.service.js';
import { SweepRuns } from './sweep-runs.js';

jest.setTimeout(120_000);

const system = Scope.system('test');
const day = (text: string): LocalDate => LocalDate.parse(text);

interface Told extends Record<string, unknown> {
  readonly due_on: string;
  readonly lead_days: number;
  readonly planned_on: string;
  readonly recipient_kind: string;
  readonly recipient_id: string;
  readonly via: string;
  readonly state: string;
}

let house: House;

beforeAll(async () => {
  house = await House.open({ today: '2026-03-02' });
});
afterAll(() => house.close());

/** A city that was never swept, has nothing due and nobody in service. */
beforeEach(async () => {
  house.clock.set('2026-03-02');
  await house.emptyRedis();
  await house.query('delete from reminder');
  await house.query('delete from sweep_run');
  await house.query('update area set head_person_id = null');
  await house.query(`update person set left_on = '2026-01-01'`);
  await house.query(`update deadline set state = 'waived', closed_on = '2026-03-02' where state = 'open'`);
});

const sweepOn = (date: string): ReturnType<Sweep['run']> => {
  house.clock.set(date);
  return house.get(Sweep).run();
};
const ledger = (enterpriseId: string, kind = 'expiry'): Promise<Told[]> =>
  house.query<Told>(
    `select r.due_on, r.lead_days, r.planned_on, r.recipient_kind, r.recipient_id, r.via, r.state
     from reminder r join deadline d on d.id = r.deadline_id
     where r.enterprise_id = $1 and d.kind = $2 order by r.planned_on, r.lead_days, r.recipient_id`,
    [enterpriseId, kind],
  );
const leads = async (enterpriseId: string, kind?: string): Promise<string[]> =>
  (await ledger(enterpriseId, kind)).map((one) => `${one.lead_days} ${one.state}`);
const count = async (): Promise<number> =>
  (await house.query<{ n: number }>('select count(*) as n from reminder'))[0]!.n;

/** An enterprise with one contact and a title that ends on 2026-09-14: 90 days before is 2026-06-16. */
async function told(): Promise<string> {
  const enterpriseId = await house.enterprise([{ email: 'wen@cuihu.example' }]);
  await house.grant(enterpriseId, '2026-09-14');
  return enterpriseId;
}

/** The backend of `text` that waits for somebody's lock. */
const blocked = (text: string): Promise<number> =>
  eventually(async () => {
    const [row] = await house.query<{ pid: number }>(
      `select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like $1`,
      [`%${text}%`],
    );
    return row?.pid;
  }, 'somebody to wait for a lock');

/** Work that belongs to no unit of this test, as if another process did it. Bound before the unit begins. */
const apart = <T>(work: () => Promise<T>): (() => Promise<T>) => AsyncResource.bind(work);

describe('the sweep writes each reminder once', () => {
  it('however often it runs, and however many at once', async () => {
    const enterpriseIds = await Promise.all(Array.from({ length: 12 }, told));
    const beside = await House.open({ today: '2026-03-02', beside: house });
    try {
      house.clock.set('2026-06-16');
      const runs = await Promise.all([house, beside, house, beside].map((one) => one.get(Sweep).run()));
      const again = await house.get(Sweep).run();
      expect(runs.map((run) => run.counts!.queued).reduce((a, b) => a + b)).toBe(2 * enterpriseIds.length);
      expect(again.counts).toMatchObject({ queued: 0, stale: 0 });
      for (const id of enterpriseIds) expect(await leads(id)).toEqual(['180 stale', '90 queued']);
    } finally {
      await beside.close();
    }
  });

  it('catching up what was missed: the newest is told, those before are stale', async () => {
    const enterpriseId = await told();
    await sweepOn('2026-03-18');
    expect(await leads(enterpriseId)).toEqual(['180 queued']);
    const run = await sweepOn('2026-09-08');
    expect(run).toMatchObject({ sinceDay: '2026-03-18', day: '2026-09-08' });
    // 2026-08-15 and 2026-08-30 are weekend days: the lead times of 30 and 15 days roll back.
    expect((await ledger(enterpriseId)).map((one) => `${one.lead_days} ${one.planned_on} ${one.state}`)).toEqual([
      '180 2026-03-18 queued',
      '90 2026-06-16 stale',
      '60 2026-07-16 stale',
      '30 2026-08-14 stale',
      '15 2026-08-28 stale',
      '7 2026-09-07 queued',
    ]);
  });

  it('and one notice after the day, whenever the sweep comes', async () => {
    const enterpriseId = await told();
    await sweepOn('2026-09-14');
    await sweepOn('2026-09-17');
    await sweepOn('2026-09-18');
    expect((await leads(enterpriseId)).slice(-2)).toEqual(['0 queued', '-1 queued']);
  });

  it('again for what came after the morning, and not twice for what was there', async () => {
    const early = await told();
    await sweepOn('2026-06-16');
    house.clock.set('2026-06-16', '15:00');
    const late = await house.enterprise([{ email: 'neu@example.org' }]);
    await house.grant(late, '2026-09-14');
    await sweepOn('2026-06-17');
    expect(await leads(late)).toEqual(['90 queued']);
    expect(await leads(early)).toEqual(['180 stale', '90 queued']);
  });
});

describe('the sweep is whole or not at all', () => {
  it('when its unit fails after all', async () => {
    const enterpriseId = await told();
    house.clock.set('2026-06-16');
    const broken = house.get(UnitOfWork).run(async () => {
      await house.get(Sweep).run();
      throw new Error('the disk is full');
    });
    await expect(broken).rejects.toThrow('the disk is full');
    expect(await leads(enterpriseId)).toEqual([]);
    expect((await house.get(Jobs).counts()).notifications.waiting).toBe(0);
    expect((await sweepOn('2026-06-16')).sinceDay).toBe('2026-03-02');
    expect(await leads(enterpriseId)).toEqual(['180 stale', '90 queued']);
  });

  it('when its connection is cut in the middle', async () => {
    const enterpriseId = await told();
    house.clock.set('2026-06-16');
    await withClient(house, 'superuser', async (client) => {
      await client.query(`begin; select 1 from deadline where enterprise_id = '${enterpriseId}' for update`);
      const sweeping = house.get(Sweep).run();
      const refused = expect(sweeping).rejects.toThrow();
      await client.query('select pg_terminate_backend($1)', [await blocked('for share of d')]);
      await refused;
      await client.query('rollback');
    });
    expect(await count()).toBe(0);
    await house.get(Sweep).run();
    expect(await leads(enterpriseId)).toEqual(['180 stale', '90 queued']);
  });
});

describe('a deadline that moves while it is swept', () => {
  it('first: is not recalled under its old day', async () => {
    const enterpriseId = await told();
    house.clock.set('2026-06-16');
    const [title] = await house.get(Qualifications).of(system, enterpriseId);
    const sweep = apart(() => house.get(Sweep).run());
    const waiting = apart(() => blocked('for share of d'));
    let sweeping: Promise<unknown> = Promise.resolve();
    // The projection moves the deadline before this unit commits; the sweep then waits for it.
    await house.get(UnitOfWork).run(async () => {
      await house.get(Qualifications).correct(system, title!.id, title!.version, { validTo: day('2026-10-14') });
      await house.query(`select 1 from deadline where enterprise_id = $1 for update`, [enterpriseId]);
      sweeping = sweep();
      await waiting();
    });
    await sweeping;
    expect(await leads(enterpriseId)).toEqual([]);
  });

  it('second: finds what the sweep wrote, and withdraws it', async () => {
    const enterpriseId = await told();
    house.clock.set('2026-06-16');
    const [title] = await house.get(Qualifications).of(system, enterpriseId);
    const move = apart(() =>
      house.get(Qualifications).correct(system, title!.id, title!.version, { validTo: day('2026-10-14') }),
    );
    const waiting = apart(() => blocked('from deadline where id = any'));
    let moving: Promise<unknown> = Promise.resolve();
    await house.get(UnitOfWork).run(async () => {
      await house.get(Sweep).run();
      moving = move();
      await waiting();
    });
    await moving;
    expect(await leads(enterpriseId)).toEqual(['180 stale', '90 withdrawn']);
  });
});

describe('whom the sweep tells', () => {
  /** Everybody of 五华区: its head, its officer, and the manager of the city. */
  async function staff(): Promise<{ areaId: string; officer: string; cover: string; head: string; manager: string }> {
    const areaId = await areaOf(house, '530102');
    const officer = await house.person(['officer'], { areaId });
    const cover = await house.person(['officer'], { areaId });
    const head = await house.person(['manager'], { areaId });
    const manager = await house.person(['manager']);
    await house.get(Areas).appointHead(areaId, head);
    return { areaId, officer, cover, head, manager };
  }
  const recipients = async (enterpriseId: string): Promise<string[]> =>
    (await ledger(enterpriseId))
      .filter((one) => one.state === 'queued')
      .map((one) => `${one.recipient_kind} ${one.recipient_id} ${one.via}`);

  it('every contact who can be reached, and nobody else while there is one', async () => {
    const { areaId, officer } = await staff();
    const account = await house.person(['enterprise']);
    const enterpriseId = await house.enterprise([{ email: 'wen@cuihu.example' }, { personId: account }, {}], areaId);
    await house.assign(enterpriseId, officer, '2026-01-01');
    await house.grant(enterpriseId, '2026-09-14');
    await sweepOn('2026-06-16');
    const reachable = await house.query<{ id: string }>(`select id from reachable_contact where enterprise_id = $1`, [
      enterpriseId,
    ]);
    expect(reachable).toHaveLength(2);
    expect(new Set(await recipients(enterpriseId))).toEqual(new Set(reachable.map(({ id }) => `contact ${id} direct`)));
  });

  it('else the officer, or whoever covers for him; else the head of the area; else the manager of the city; else nobody', async () => {
    const { areaId, officer, cover, head, manager } = await staff();
    const account = await house.person(['enterprise']);
    const enterpriseId = await house.enterprise([{ personId: account }], areaId);
    await house.assign(enterpriseId, officer, '2026-01-01');
    await house.grant(enterpriseId, '2026-09-14');
    const leave = (personId: string, lastDay: string): Promise<void> =>
      house.get(People).endService(personId, day(lastDay));
    const newOn = async (date: string): Promise<string[]> => {
      await house.query(`delete from reminder`);
      await sweepOn(date);
      return recipients(enterpriseId);
    };

    expect(await newOn('2026-03-18')).toEqual([`contact ${await house.contactOf(enterpriseId)} direct`]);
    await leave(account, '2026-03-31');
    expect(await newOn('2026-06-16')).toEqual([`officer ${officer} fallback`]);
    await house.assign(enterpriseId, cover, '2026-07-01', 'cover');
    expect(await newOn('2026-07-16')).toEqual([`officer ${cover} fallback`]);
    await leave(cover, '2026-08-01');
    expect(await newOn('2026-08-14')).toEqual([`head ${head} digest`]);
    await leave(head, '2026-08-15');
    expect(await newOn('2026-08-28')).toEqual([`manager ${manager} digest`]);
    await leave(manager, '2026-08-31');
    expect(await newOn('2026-09-07')).toEqual([]);
    expect((await house.get(SweepRuns).page(1, undefined)).items[0]!.counts).toMatchObject({ untold: 1 });
  });

  it('the head of the next area above, where an area has none', async () => {
    const head = await house.person(['manager']);
    await house.get(Areas).appointHead(cityAreaId, head);
    const enterpriseId = await house.enterprise([], await areaOf(house, 'KM-GX'));
    await house.grant(enterpriseId, '2026-09-14');
    await sweepOn('2026-06-16');
    expect(await recipients(enterpriseId)).toEqual([`head ${head} digest`]);
  });

  it('a new officer: no lead time from before he was one', async () => {
    const { areaId, officer, cover } = await staff();
    const enterpriseId = await house.enterprise([], areaId);
    await house.assign(enterpriseId, officer, '2026-01-01');
    await house.grant(enterpriseId, '2026-09-14');
    await house.assign(enterpriseId, cover, '2026-06-17', 'cover');
    await sweepOn('2026-06-18');
    expect(await recipients(enterpriseId)).toEqual([]);
    await sweepOn('2026-07-16');
    expect(await recipients(enterpriseId)).toEqual([`officer ${cover} fallback`]);
  });

  it('nobody about an enterprise that is not active, from the day on which it is not', async () => {
    const enterpriseId = await told();
    await house.get(Enterprises).setStanding(system, enterpriseId, 'deregistered', day('2026-06-01'), '公告');
    expect(
      await house.query(`select state from deadline where enterprise_id = $1 and kind = 'expiry'`, [enterpriseId]),
    ).toEqual([{ state: 'open' }]);
    await sweepOn('2026-05-29');
    expect(await leads(enterpriseId, 'annual-report')).not.toEqual([]);
    await sweepOn('2026-06-16');
    expect((await ledger(enterpriseId)).filter((one) => one.planned_on >= '2026-06-01')).toEqual([]);
    expect(
      await house.query(`select state from deadline where enterprise_id = $1 and kind = 'expiry'`, [enterpriseId]),
    ).toEqual([{ state: 'superseded' }]);
  });
});

it('what nobody has dealt with counts as missed after thirty days', async () => {
  const enterpriseId = await told();
  const state = async (): Promise<string> =>
    (
      await house.query<{ state: string }>(`select state from deadline where enterprise_id = $1 and kind = 'expiry'`, [
        enterpriseId,
      ])
    )[0]!.state;
  await sweepOn('2026-10-14');
  expect(await state()).toBe('open');
  await sweepOn('2026-10-15');
  expect(await state()).toBe('missed');
});

describe('the watchdog', () => {
  const jobs = async (queue: 'sweep' | 'notifications'): Promise<string[]> => {
    const waiting = await house.get(Jobs).queue(queue).getJobs(['waiting', 'delayed']);
    return waiting.map((job) => String(job.id)).sort();
  };
  const sweepJobs = async (): Promise<string[]> => (await jobs('sweep')).filter((id) => !id.startsWith('repeat:'));
  const look = (): Promise<void> => house.get(SweepKeeper).rebuild();

  it('does a missed sweep, once it is 08:30, and does it once', async () => {
    house.clock.set('2026-03-03', '08:29');
    await look();
    expect(await sweepJobs()).toEqual([]);
    house.clock.set('2026-03-03', '08:30');
    await look();
    await look();
    expect(await sweepJobs()).toEqual(['sweep-2026-03-03']);
    await house.emptyRedis();
    await house.get(Sweep).run();
    await look();
    expect(await sweepJobs()).toEqual([]);
  });

  it('registers the schedule again', async () => {
    await look();
    await house.emptyRedis();
    await look();
    await look();
    const schedules = await house.get(Jobs).queue('sweep').getRepeatableJobs();
    expect(schedules).toEqual([
      expect.objectContaining({ name: 'sweep.run', cron: '30 8 * * *', tz: 'Asia/Shanghai' }),
    ]);
  });

  it('gives a job to every queued reminder, whatever Redis has lost', async () => {
    await Promise.all(Array.from({ length: 5 }, told));
    await sweepOn('2026-06-16');
    const queued = await house.query<{ id: string }>(`select id from reminder where state = 'queued' order by id`);
    expect(queued).toHaveLength(10);
    expect(await jobs('notifications')).toEqual(queued.map(({ id }) => id));
    await house.emptyRedis();
    await look();
    await look();
    expect(await jobs('notifications')).toEqual(queued.map(({ id }) => id));
  });

  it('gives a job to a sweep that somebody waits for', async () => {
    const admin = await house.person(['admin']);
    const { id } = await house.get(SweepRuns).request(admin);
    expect(await sweepJobs()).toContain(id);
    await house.emptyRedis();
    await look();
    expect(await sweepJobs()).toContain(id);
    await house.get(Sweep).run();
    expect(await house.get(SweepRuns).one(id)).toMatchObject({ state: 'done', day: '2026-03-02' });
  });
});
