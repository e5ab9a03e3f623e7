import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LocalDate, type Role } from '@tidu/kernel';
import { newId } from '@tidu/platform';
import { House } from '../../../test/support/house.js';
import { refusalOf, sqlStateOf } from '../../../test/support/test-city.js';
import { People, type NewPerson } from './people.service.js';

const checkViolation = '23514';

describe('people', () => {
  let house: House;
  let people: People;

  beforeAll(async () => {
    house = await House.open({ today: '2026-03-02' });
    people = house.get(People);
  });
  afterAll(() => house.close());

  const add = async (more: Partial<NewPerson> = {}): Promise<string> => {
    const [id] = await people.add([
      { username: `u-${newId()}`, name: '示例人员', password: 'Only-for-tests-1', roles: ['officer'], ...more },
    ]);
    return id!;
  };

  describe('apart (三员分立)', () => {
    const apart: readonly Role[] = ['admin', 'security', 'auditor'];
    const forbidden = apart.flatMap((one) =>
      (['officer', 'manager', 'enterprise', ...apart] as const)
        .filter((other) => other !== one)
        .map((other) => [one, other] as [Role, Role]),
    );

    it.each(forbidden)('the database refuses %s together with %s', async (one, other) => {
      expect(await sqlStateOf(add({ roles: [one, other] }))).toBe(checkViolation);
    });

    it('refuses it to a change as well', async () => {
      const id = await add({ roles: ['auditor'] });
      const change = house.query(`update person set roles = roles || '{manager}' where id = $1`, [id]);
      expect(await sqlStateOf(change)).toBe(checkViolation);
    });

    it.each([[['officer', 'manager']], [['admin']], [['security']], [['auditor']], [['enterprise']]] as [Role[]][])(
      'allows %s',
      async (roles) => {
        const id = await add({ roles });
        expect(await house.query(`select roles from person where id = $1`, [id])).toEqual([{ roles }]);
      },
    );

    it('knows no other role', async () => {
      expect(await sqlStateOf(add({ roles: ['root' as Role] }))).toBe(checkViolation);
    });
  });

  it('has a username once, also for two at once', async () => {
    const username = `u-${newId()}`;
    const outcomes = await Promise.allSettled([add({ username }), add({ username })]);
    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('keeps addresses as ciphertext, in the log not at all', async () => {
    const id = await add({ email: 'li@example.cn', phone: '13800138000' });
    const [row] = await house.query<{ row: string }>(`select p::text as row from person p where id = $1`, [id]);
    const log = JSON.stringify(await house.query(`select after from audit_entry where subject_id = $1`, [id]));
    for (const secret of ['li@example.cn', '13800138000']) {
      expect(row!.row).not.toContain(secret);
      expect(row!.row).not.toContain(Buffer.from(secret).toString('hex'));
      expect(log).not.toContain(secret);
    }
    expect((await people.addresses([id])).get(id)).toEqual({
      personId: id,
      name: '示例人员',
      email: 'li@example.cn',
      phone: '13800138000',
      language: 'zh',
    });
  });

  it('has no address of somebody who has left, from the day after his last', async () => {
    const [staying, leaving] = [await add({ email: 'a@example.cn' }), await add({ email: 'b@example.cn' })];
    await people.endService(leaving, LocalDate.parse('2026-03-02'));
    expect((await people.addresses([staying, leaving])).size).toBe(2);
    house.clock.set('2026-03-03', '00:00');
    expect([...(await people.addresses([staying, leaving])).keys()]).toEqual([staying]);
    house.clock.set('2026-03-02');
    expect(await refusalOf(people.endService(newId(), LocalDate.parse('2026-03-02')))).toBe('people.not-found');
  });

  it('remembers the language somebody chose, and who chose it', async () => {
    const id = await add();
    expect(await people.language(id)).toBe('zh');
    await people.speak(id, 'en');
    expect(await people.language(id)).toBe('en');
    expect(
      await house.query(
        `select before, after from audit_entry where subject_id = $1 and action = 'person.language-changed'`,
        [id],
      ),
    ).toEqual([{ before: { language: 'zh' }, after: { language: 'en' } }]);
    expect(await refusalOf(people.speak(newId(), 'en'))).toBe('people.not-found');
  });
});
