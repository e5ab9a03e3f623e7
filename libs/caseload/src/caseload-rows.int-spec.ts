import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Contacts, Enterprises } from '@tidu/enterprises';
import { LocalDate, Scope, type Fact } from '@tidu/kernel';
import { UnitOfWork } from '@tidu/platform';
import { House } from '../../../test/support/house.js';

jest.setTimeout(120_000);

const system = Scope.system('test');
const unitsAtOnce = 20;

describe('a row of the list that is not there yet', () => {
  let house: House;

  beforeAll(async () => {
    house = await House.open({ today: '2026-03-02' });
  });
  afterAll(() => house.close());

  const rowOf = async (enterpriseId: string): Promise<unknown> => {
    const [found] = await house.query(
      `select to_jsonb(c) as row,
              (select jsonb_agg(to_jsonb(s) order by s.text) from enterprise_search s where s.enterprise_id = c.enterprise_id) as search
       from caseload_row c where c.enterprise_id = $1`,
      [enterpriseId],
    );
    return found;
  };
  const touch = (enterpriseId: string, fact: Fact): Promise<void> =>
    house.get(UnitOfWork).run(() => Promise.resolve(house.get(UnitOfWork).touch([enterpriseId], fact)));
  const lose = (enterpriseId: string): Promise<unknown> =>
    house.query(
      `with names as (delete from enterprise_search where enterprise_id = $1) delete from caseload_row where enterprise_id = $1`,
      [enterpriseId],
    );

  /** Served, titled, renamed once: something stands in every part of its row. */
  async function known(): Promise<string> {
    const enterpriseId = await house.enterprise([{ email: 'wen@cuihu.example' }]);
    await house.grant(enterpriseId, '2026-09-14');
    await house.assign(enterpriseId, await house.person(['officer']), '2026-01-05');
    await house.get(Enterprises).change(system, enterpriseId, 1, { name: '昆明示例更名有限公司' });
    return enterpriseId;
  }

  it('is made at once as changes, one after the other, have left it', async () => {
    const enterpriseId = await known();
    const changedStepByStep = await rowOf(enterpriseId);
    await lose(enterpriseId);
    await touch(enterpriseId, 'deadline');
    expect(changedStepByStep).toMatchObject({
      row: { tier: 'high-tech', name: '昆明示例更名有限公司', has_contact: true },
    });
    expect(await rowOf(enterpriseId)).toEqual(changedStepByStep);
  });

  it('says the same after many units at once as after a recount', async () => {
    const enterpriseId = await known();
    await lose(enterpriseId);
    const standings = ['active', 'moved-out'] as const;
    await Promise.all([
      house.get(Enterprises).change(system, enterpriseId, 2, { name: '昆明示例再更名有限公司' }),
      house.grant(enterpriseId, '2027-05-31', 'sme-national'),
      house.assign(enterpriseId, await house.person(['officer']), '2026-02-01', 'cover'),
      ...Array.from({ length: unitsAtOnce }, (_, index) =>
        index % 2 === 0
          ? house.get(Contacts).addTo(system, enterpriseId, { name: '示例联系人', phone: `1380000${1000 + index}` })
          : house
              .get(Enterprises)
              .setStanding(
                system,
                enterpriseId,
                standings[(index >> 1) % 2]!,
                LocalDate.addDays(LocalDate.parse('2026-03-02'), index - unitsAtOnce),
                '公告',
              ),
      ),
    ]);
    const afterAllAtOnce = await rowOf(enterpriseId);
    await lose(enterpriseId);
    await touch(enterpriseId, 'identity');
    expect(afterAllAtOnce).toMatchObject({ row: { name: '昆明示例再更名有限公司' } });
    expect(await rowOf(enterpriseId)).toEqual(afterAllAtOnce);
  });
});
