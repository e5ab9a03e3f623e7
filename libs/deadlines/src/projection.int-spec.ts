import { jest } from '@jest/globals';
import { Enterprises } from '@tidu/enterprises';
import { LocalDate, Scope } from '@tidu/kernel';
import { Database, UnitOfWork } from '@tidu/platform';
import { Qualifications } from '@tidu/qualifications';
import { House } from '../../../test/support/house.js';
import { Deadlines } from './deadlines.service.js';
import { Sweep } from './sweep.service.js';

jest.setTimeout(120_000);

const system = Scope.system('test');
const day = (text: string): LocalDate => LocalDate.parse(text);

interface Row extends Record<string, unknown> {
  readonly id: string;
  readonly kind: string;
  readonly occurrence: string;
  readonly due_on: string;
  readonly known_on: string;
  readonly state: string;
  readonly reason: string | null;
}

describe('deadlines keep step with the dates of those who own them', () => {
  let house: House;

  beforeAll(async () => {
    house = await House.open({ today: '2026-03-02' });
  });
  beforeEach(() => house.clock.set('2026-03-02'));
  afterAll(() => house.close());

  const deadlines = (enterpriseId: string, kind = 'expiry'): Promise<Row[]> =>
    house.query<Row>(`select * from deadline where enterprise_id = $1 and kind = $2 order by due_on, occurrence`, [
      enterpriseId,
      kind,
    ]);
  const reminders = (
    enterpriseId: string,
  ): Promise<{ lead_days: number; due_on: string; state: string; reason: string }[]> =>
    house.query(
      `select lead_days, due_on, state, reason from reminder where enterprise_id = $1 and state <> 'stale' order by planned_on, lead_days`,
      [enterpriseId],
    );

  const recount = (where: House, enterpriseId: string): Promise<void> =>
    where.get(UnitOfWork).run(() => Promise.resolve(where.get(UnitOfWork).touch([enterpriseId], 'due')));

  /** An enterprise whose title ends on 2026-09-14, 90 days after a swept 2026-06-16 with a reminder waiting. */
  async function reminded(): Promise<{ enterpriseId: string; titleId: string }> {
    const enterpriseId = await house.enterprise([{ email: 'wen@cuihu.example' }]);
    const titleId = await house.grant(enterpriseId, '2026-09-14');
    house.clock.set('2026-06-16');
    await house.get(Sweep).run();
    return { enterpriseId, titleId };
  }

  it('a grant brings its dates, known from today; what was past already is history', async () => {
    const enterpriseId = await house.enterprise();
    await house.grant(enterpriseId, '2026-09-14');
    expect(await deadlines(enterpriseId)).toMatchObject([
      { due_on: '2026-09-14', known_on: '2026-03-02', state: 'open', reason: null },
    ]);
    expect(await deadlines(enterpriseId, 'annual-report')).toMatchObject([
      { occurrence: '2024', state: 'missed', reason: 'past-when-known' },
      { occurrence: '2025', state: 'missed', reason: 'past-when-known' },
      { occurrence: '2026', due_on: '2026-05-31', state: 'open' },
    ]);
  });

  it('a renewal supersedes, and withdraws what was not sent, in its own transaction', async () => {
    const { enterpriseId, titleId } = await reminded();
    const renew = (): Promise<string> =>
      house.get(Qualifications).renew(system, titleId, { issuedOn: day('2026-06-16') });
    const undone = house.get(UnitOfWork).run(async () => {
      await renew();
      throw new Error('the unit fails after all');
    });
    await expect(undone).rejects.toThrow('after all');
    expect(await reminders(enterpriseId)).toContainEqual(expect.objectContaining({ lead_days: 90, state: 'queued' }));

    await renew();
    expect(await deadlines(enterpriseId)).toMatchObject([
      { due_on: '2026-09-14', state: 'superseded', reason: 'no-longer-due' },
      { due_on: '2029-06-15', state: 'open' },
    ]);
    expect(await reminders(enterpriseId)).toContainEqual(
      expect.objectContaining({ lead_days: 90, state: 'withdrawn', reason: 'no-longer-due' }),
    );
  });

  it('a day that moves is known anew, and its old reminders are withdrawn', async () => {
    const { enterpriseId, titleId } = await reminded();
    const title = await house.get(Qualifications).find(system, titleId);
    await house.get(Qualifications).correct(system, titleId, title.version, { validTo: day('2026-09-30') });
    expect(await deadlines(enterpriseId)).toMatchObject([
      { due_on: '2026-09-30', known_on: '2026-06-16', state: 'open' },
    ]);
    expect(await reminders(enterpriseId)).toContainEqual(
      expect.objectContaining({ lead_days: 90, due_on: '2026-09-14', state: 'withdrawn', reason: 'due-day-moved' }),
    );
    house.clock.set('2026-07-02');
    await house.get(Sweep).run();
    expect(await reminders(enterpriseId)).toContainEqual(
      expect.objectContaining({ lead_days: 90, due_on: '2026-09-30', state: 'queued' }),
    );
  });

  it('an enterprise that is not active has nothing due, and gets it back without a repeat', async () => {
    const { enterpriseId } = await reminded();
    const stand = (standing: 'active' | 'moved-out'): Promise<void> =>
      house.get(Enterprises).setStanding(system, enterpriseId, standing, house.clock.today(), '公告');
    await house.query(
      `update reminder set state = 'done', settled_at = now() where enterprise_id = $1 and lead_days = -1`,
      [enterpriseId],
    );
    await stand('moved-out');
    expect(await deadlines(enterpriseId)).toMatchObject([{ state: 'superseded', reason: 'enterprise-not-active' }]);
    expect(await reminders(enterpriseId)).toContainEqual(
      expect.objectContaining({ lead_days: 90, state: 'withdrawn', reason: 'enterprise-not-active' }),
    );
    await house.get(Sweep).run();
    expect((await reminders(enterpriseId)).filter((one) => one.state === 'queued')).toEqual([]);

    house.clock.set('2026-06-17');
    await stand('active');
    expect(await deadlines(enterpriseId)).toMatchObject([{ state: 'open', known_on: '2026-03-02' }]);
    await house.get(Sweep).run();
    const again = (await reminders(enterpriseId)).filter((one) => one.state === 'queued');
    expect(again).toEqual([expect.objectContaining({ lead_days: 90, due_on: '2026-09-14' })]);
  });

  it('what somebody has fulfilled stays so, whatever its owner says', async () => {
    const enterpriseId = await house.enterprise();
    const titleId = await house.grant(enterpriseId, '2026-09-14');
    const [report] = (await deadlines(enterpriseId, 'annual-report')).filter((one) => one.state === 'open');
    await house.get(Deadlines).fulfil(system, report!.id);
    const title = await house.get(Qualifications).find(system, titleId);
    await house.get(Qualifications).correct(system, titleId, title.version, { certificateNo: 'GR202353000777' });
    expect(await deadlines(enterpriseId, 'annual-report')).toContainEqual(
      expect.objectContaining({ id: report!.id, state: 'fulfilled' }),
    );
    expect((await deadlines(enterpriseId))[0]).toMatchObject({ params: { certificateNo: 'GR202353000777' } });
  });

  it('twenty units at once on one enterprise leave what a recount gives', async () => {
    const beside = await House.open({ today: '2026-03-02', beside: house });
    try {
      const enterpriseId = await house.enterprise();
      const programmes = ['high-tech', 'specialised-sme', 'little-giant', 'sme-provincial'];
      const titles = await Promise.all(
        programmes.flatMap((programme) =>
          ['2025-12-31', '2026-12-31'].map((validTo, index) =>
            (index === 0 ? house : beside).grant(enterpriseId, validTo, programme),
          ),
        ),
      );
      const at = (index: number): House => (index % 2 === 0 ? house : beside);
      await Promise.all([
        ...titles
          .slice(0, 4)
          .map((id, index) => at(index).get(Qualifications).revoke(system, id, day('2026-03-02'), '测试')),
        ...programmes.map((programme, index) =>
          at(index)
            .get(Qualifications)
            .grant(system, enterpriseId, { programme, issuedOn: day('2026-03-01') }),
        ),
        ...Array.from({ length: 12 }, (_, index) => recount(at(index), enterpriseId)),
      ]);
      const written = await deadlines(enterpriseId);
      await recount(house, enterpriseId);
      expect(await deadlines(enterpriseId)).toEqual(written);
      const [open] = await house
        .get(Database)
        .query<{ n: number }>(
          `select count(*) as n from deadline where enterprise_id = $1 and kind = 'expiry' and state = 'open'`,
          [enterpriseId],
        );
      expect(open!.n).toBe(4);
    } finally {
      await beside.close();
    }
  });
});
