import { jest } from '@jest/globals';
import { LocalDate, Scope } from '@tidu/kernel';
import { House } from '../../../test/support/house.js';
import { areaOf, refusalOf, scopeOf } from '../../../test/support/test-city.js';
import { Deadlines } from './deadlines.service.js';
import type { DeadlineFilter } from './deadlines.query.js';
import { Sweep } from './sweep.service.js';

jest.setTimeout(120_000);

const system = Scope.system('test');
const day = (text: string): LocalDate => LocalDate.parse(text);

let house: House;

beforeAll(async () => {
  house = await House.open({ today: '2026-03-02' });
});
beforeEach(() => house.clock.set('2026-03-02'));
afterAll(() => house.close());

const deadlines = (): Deadlines => house.get(Deadlines);

/** Every item of a list, page by page. */
async function all(scope: Scope, filter: DeadlineFilter, limit = 3): Promise<{ id: string; dueOn: string }[]> {
  const items: { id: string; dueOn: string }[] = [];
  let cursor: string | null = null;
  do {
    const page = await deadlines().page(scope, filter, { limit, ...(cursor === null ? {} : { cursor }) });
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return items;
}

describe('the list of deadlines', () => {
  it('goes by due day, page by page, with nothing twice and nothing left out', async () => {
    const enterpriseId = await house.enterprise();
    await house.grant(enterpriseId, '2026-09-14');
    await house.grant(enterpriseId, '2026-09-14', 'specialised-sme');
    await house.grant(enterpriseId, '2027-08-01', 'little-giant');
    const items = await all(system, { enterpriseId });
    const [stored] = await house.query<{ n: number }>(`select count(*) as n from deadline where enterprise_id = $1`, [
      enterpriseId,
    ]);
    expect(stored!.n).toBeGreaterThan(6);
    expect(new Set(items.map((item) => item.id)).size).toBe(stored!.n);
    expect(items).toHaveLength(stored!.n);
    expect(items.map((item) => item.dueOn)).toEqual(items.map((item) => item.dueOn).sort());
    const counted = await deadlines().page(system, { enterpriseId }, { limit: 1, count: 'exact' });
    expect(counted.total).toBe(stored!.n);
  });

  it('narrows by day, kind and state', async () => {
    const enterpriseId = await house.enterprise();
    await house.grant(enterpriseId, '2026-09-14');
    const days = async (filter: DeadlineFilter): Promise<string[]> =>
      (await all(system, { enterpriseId, ...filter })).map((item) => item.dueOn);
    expect(await days({ state: 'open' })).toEqual(['2026-05-31', '2026-09-14']);
    expect(await days({ kind: 'expiry' })).toEqual(['2026-09-14']);
    expect(await days({ from: day('2026-05-31'), to: day('2026-05-31') })).toEqual(['2026-05-31']);
    expect(await days({ from: day('2026-06-01'), state: 'open' })).toEqual(['2026-09-14']);
    expect(await days({ state: 'missed' })).toEqual(['2024-05-31', '2025-05-31']);
  });

  it('says what it is about: the enterprise with its tier today, and the words of its owner', async () => {
    const enterpriseId = await house.enterprise();
    await house.grant(enterpriseId, '2026-09-14');
    const { items } = await deadlines().page(system, { enterpriseId, kind: 'expiry' }, { limit: 1 });
    expect(items[0]).toMatchObject({
      enterprise: { id: enterpriseId, tier: 'high-tech' },
      kind: 'expiry',
      state: 'open',
      isProvisional: false,
      knownOn: '2026-03-02',
      params: { programme: 'high-tech', action: 're-recognition' },
    });
  });

  it('shows each only his own: officer, manager of a district, contact', async () => {
    const areaId = await areaOf(house, '530103');
    const elsewhere = await areaOf(house, '530111');
    const officer = await house.person(['officer'], { areaId });
    const manager = await house.person(['manager'], { areaId });
    const mine = await house.enterprise([], areaId);
    const others = await house.enterprise([], elsewhere);
    const contact = await house.person(['enterprise'], { enterpriseId: mine });
    await house.assign(mine, officer, '2026-01-01');
    for (const id of [mine, others]) await house.grant(id, '2026-09-14');
    const theirs = (await all(system, { enterpriseId: others }))[0]!.id;
    for (const person of [officer, manager, contact]) {
      const scope = await scopeOf(house, person);
      expect(await all(scope, { kind: 'expiry' })).toHaveLength(1);
      expect(await all(scope, { enterpriseId: others })).toEqual([]);
      expect(await refusalOf(deadlines().one(scope, theirs))).toBe('deadlines.not-found');
      expect(await refusalOf(deadlines().fulfil(scope, theirs))).toBe('deadlines.not-found');
    }
    expect(await all(system, { officerId: officer, kind: 'expiry' })).toHaveLength(1);
    house.clock.set('2025-12-31');
    expect(await all(await scopeOf(house, officer), {})).toEqual([]);
  });

  it('refuses a cursor that is none of its own', async () => {
    const page = (cursor: string): Promise<unknown> => deadlines().page(system, {}, { limit: 1, cursor });
    const forged = (keys: unknown[]): string => Buffer.from(JSON.stringify(keys)).toString('base64url');
    for (const cursor of [
      'x',
      forged(['due', '2026-13-01', 'y']),
      forged(['name', '2026-01-01', house.clock.today()]),
    ]) {
      expect(await refusalOf(page(cursor))).toBe('request.cursor-invalid');
    }
  });
});

describe('what people do with a deadline', () => {
  async function reminded(): Promise<string> {
    const enterpriseId = await house.enterprise([{ email: 'wen@cuihu.example' }]);
    await house.grant(enterpriseId, '2026-09-14');
    house.clock.set('2026-06-16');
    await house.get(Sweep).run();
    return (await all(system, { enterpriseId, kind: 'expiry' }))[0]!.id;
  }
  const stateOfReminders = async (id: string): Promise<string[]> =>
    (
      await house.query<{ line: string }>(
        `select lead_days || ' ' || state || coalesce(' ' || reason, '') as line from reminder where deadline_id = $1 and state <> 'stale'`,
        [id],
      )
    ).map((row) => row.line);

  it.each([
    ['fulfil', 'fulfilled', null],
    ['waive', 'waived', '企业已注销申请'],
  ] as const)('%s closes it, withdraws its reminders and is on record', async (verb, state, reason) => {
    const id = await reminded();
    const closed = await (verb === 'fulfil' ? deadlines().fulfil(system, id) : deadlines().waive(system, id, reason));
    expect(closed).toMatchObject({ state, closedOn: '2026-06-16', reason });
    expect(await stateOfReminders(id)).toEqual([`90 withdrawn ${state}`]);
    const entries = await house.query(`select action, before, after from audit_entry where subject_id = $1`, [id]);
    expect(entries).toEqual([
      {
        action: `deadline.${state}`,
        before: { state: 'open', closedOn: null, reason: null },
        after: { state, closedOn: '2026-06-16', reason },
      },
    ]);
  });

  it('happens once, even twice at once; the second is told the state', async () => {
    const id = await reminded();
    const outcomes = await Promise.allSettled([deadlines().fulfil(system, id), deadlines().waive(system, id, '重复')]);
    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await refusalOf(deadlines().fulfil(system, id))).toBe('deadlines.transition-refused');
    const audited = await house.query(`select 1 from audit_entry where subject_id = $1`, [id]);
    expect(audited).toHaveLength(1);
  });
});
