import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LocalDate, Scope } from '@tidu/kernel';
import { newId } from '@tidu/platform';
import { House } from '../../../test/support/house.js';
import { areaOf, refusalOf, scopeOf, sqlStateOf, withClient } from '../../../test/support/test-city.js';
import { cityAreaId } from './city-area.js';
import { Contacts, type ContactDetails } from './contacts.service.js';
import { Enterprises, type NewEnterprise } from './enterprises.service.js';
import { sampleUscc } from './importing/testing.js';
import { Registration } from './registration.service.js';

const city = Scope.city();

describe('enterprises', () => {
  let house: House;
  let enterprises: Enterprises;
  let codes = 0;

  beforeAll(async () => {
    house = await House.open({ today: '2026-03-02' });
    enterprises = house.get(Enterprises);
  });
  afterAll(() => house.close());

  const nextCode = (): string => sampleUscc(codes++);
  const register = async (more: Partial<NewEnterprise> = {}): Promise<string> => {
    const [id] = await enterprises.register([{ name: `示例企业${newId()}`, ...more }]);
    return id!;
  };
  const row = async (id: string): Promise<Record<string, unknown>> => {
    const [found] = await house.query(`select * from enterprise where id = $1`, [id]);
    return found!;
  };
  const versionOf = async (id: string): Promise<number> => Number((await row(id))['version']);
  const audited = (enterpriseId: string): Promise<Record<string, unknown>[]> =>
    house.query(`select action, before, after from audit_entry where enterprise_id = $1 order by id`, [enterpriseId]);

  describe('registered', () => {
    it('belongs to the city until it is placed, and has no code until one is known', async () => {
      expect(await row(await register())).toMatchObject({ uscc: null, area_id: cityAreaId, version: 1 });
    });

    it('is stored with its code in one form, and under its comparable name', async () => {
      const code = nextCode();
      const id = await register({ name: '示例（昆明）Ａ科技 有限公司', uscc: ` ${code.toLowerCase()} ` });
      expect(await row(id)).toMatchObject({ uscc: code, name_key: '示例(昆明)a科技有限公司' });
    });

    it.each([
      ['a wrong check digit', { uscc: `${sampleUscc(900_000).slice(0, 17)}#` }, 'enterprises.code-invalid'],
      ['a division of another city', { registeredDistrict: '320105' }, 'enterprises.division-unknown'],
    ])('is refused for %s, the others of its list with it', async (_, wrong, refusal) => {
      const name = `示例企业${newId()}`;
      expect(await refusalOf(enterprises.register([{ name }, { name, ...wrong }]))).toBe(refusal);
      expect(await house.query(`select 1 from enterprise where name = $1`, [name])).toEqual([]);
    });

    it('has a code once, under twenty at once; nothing is left of the others', async () => {
      const uscc = nextCode();
      const name = `示例企业${newId()}`;
      const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => register({ name, uscc })));
      const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
      expect(refused).toHaveLength(19);
      for (const { reason } of refused) {
        expect(reason).toMatchObject({ code: 'enterprises.code-taken', errors: [{ pointer: '/uscc' }] });
      }
      const [left] = await house.query(
        `select (select count(*) from enterprise where name = $1) as enterprises,
                (select count(*) from caseload_row where name = $1) as rows,
                (select count(*) from audit_entry where action = 'enterprise.registered' and after ->> 'name' = $1) as entries`,
        [name],
      );
      expect(left).toEqual({ enterprises: 1, rows: 1, entries: 1 });
    });

    it('may lack a code beside others that lack one', async () => {
      const name = `示例企业${newId()}`;
      await Promise.all([register({ name }), register({ name })]);
      expect(await house.query(`select 1 from enterprise where name = $1`, [name])).toHaveLength(2);
    });

    it('cannot bring a code past the rules, or come without an area', async () => {
      const id = await register();
      await withClient(house, 'application', async (client) => {
        expect(await sqlStateOf(client.query(`update enterprise set uscc = 'IOSVZ' where id = $1`, [id]))).toBe(
          '23514',
        );
        expect(await sqlStateOf(client.query(`update enterprise set area_id = null where id = $1`, [id]))).toBe(
          '23502',
        );
        expect(await sqlStateOf(client.query(`update enterprise set name = '' where id = $1`, [id]))).toBe('23514');
      });
    });
  });

  describe('changed', () => {
    it('keeps each former name with the day it ended, and the log the difference', async () => {
      const id = await register({ name: '示例甲有限公司' });
      await enterprises.change(city, id, 1, { name: '示例乙有限公司', address: '示例路1号' });
      await enterprises.change(city, id, 2, { name: '示例丙有限公司' });
      expect(
        await house.query(`select name, until_day, source from former_name where enterprise_id = $1 order by id`, [id]),
      ).toEqual([
        { name: '示例甲有限公司', until_day: '2026-03-02', source: null },
        { name: '示例乙有限公司', until_day: '2026-03-02', source: null },
      ]);
      expect((await audited(id)).slice(1)).toEqual([
        {
          action: 'enterprise.changed',
          before: { name: '示例甲有限公司', address: null },
          after: { name: '示例乙有限公司', address: '示例路1号' },
        },
        { action: 'enterprise.changed', before: { name: '示例乙有限公司' }, after: { name: '示例丙有限公司' } },
      ]);
    });

    it('has no former name for another spelling of the same one', async () => {
      const id = await register({ name: '示例（昆明）有限公司' });
      await enterprises.change(city, id, 1, { name: '示例(昆明)有限公司' });
      expect(await row(id)).toMatchObject({ name: '示例(昆明)有限公司', version: 2 });
      expect(await house.query(`select 1 from former_name where enterprise_id = $1`, [id])).toEqual([]);
    });

    it('is refused on a version that is over: of two at once one wins', async () => {
      const id = await register();
      const outcomes = await Promise.allSettled(
        ['一', '二', '三'].map((part) => enterprises.change(city, id, 1, { chain: `产业${part}` })),
      );
      const refusals = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason as { code: string }] : []));
      expect(refusals.map(({ code }) => code)).toEqual(['precondition.failed', 'precondition.failed']);
      expect(await versionOf(id)).toBe(2);
    });

    it('cannot take a code that another has; of two that take a free one at once, one does', async () => {
      const uscc = nextCode();
      await register({ uscc });
      const id = await register();
      expect(await refusalOf(enterprises.change(city, id, 1, { uscc, name: '示例改名' }))).toBe(
        'enterprises.code-taken',
      );
      expect(await versionOf(id)).toBe(1);
      expect(await house.query(`select 1 from former_name where enterprise_id = $1`, [id])).toEqual([]);

      const free = nextCode();
      const two = [await register(), await register()];
      const outcomes = await Promise.allSettled(two.map((one) => enterprises.change(city, one, 1, { uscc: free })));
      expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    });

    it('forgets a field only where it is told to', async () => {
      const id = await register({ address: '示例路1号', chain: '新材料' });
      await enterprises.change(city, id, 1, { address: null });
      expect(await row(id)).toMatchObject({ address: null, chain: '新材料' });
    });
  });

  describe('standing', () => {
    const day = (text: string): LocalDate => LocalDate.parse(text);
    const standsNow = async (id: string): Promise<unknown> => {
      const [found] = await house.query(`select standing from caseload_row where enterprise_id = $1`, [id]);
      return found?.['standing'];
    };

    it('counts from its day on, and not from the day it was entered', async () => {
      const id = await register();
      expect(await standsNow(id)).toBe('active');
      await enterprises.setStanding(city, id, 'deregistered', day('2026-03-03'), '示例公告');
      expect(await standsNow(id)).toBe('active');
      await enterprises.setStanding(city, id, 'moved-out', day('2026-03-02'), '示例公告');
      expect(await standsNow(id)).toBe('moved-out');
    });

    it('is corrected by the same day again, of two at once one entry stands', async () => {
      const id = await register();
      await Promise.all(
        (['revoked', 'merged'] as const).map((standing) =>
          enterprises.setStanding(city, id, standing, day('2026-02-01'), '示例'),
        ),
      );
      const entries = await house.query<{ standing: string }>(
        `select standing from standing_entry where enterprise_id = $1`,
        [id],
      );
      expect(entries).toHaveLength(1);
      expect(await standsNow(id)).toBe(entries[0]!.standing);
      const logged = (await audited(id)).filter(({ action }) => action === 'enterprise.standing-set');
      expect(logged[1]!['before']).toMatchObject({ standing: (logged[0]!['after'] as { standing: string }).standing });
    });
  });

  describe('out of scope', () => {
    let inside: string;
    let outside: string;
    let scopes: readonly [string, Scope][];

    beforeAll(async () => {
      const [area, other] = [await areaOf(house, '530102'), await areaOf(house, '530103')];
      inside = await register({ areaId: area });
      outside = await register({ areaId: other });
      const officer = await house.person(['officer']);
      await house.assign(inside, officer, '2026-01-01');
      const manager = await house.person(['manager'], { areaId: area });
      const contact = await house.person(['enterprise'], { enterpriseId: inside });
      const admin = await house.person(['admin']);
      scopes = [
        ['manager', await scopeOf(house, manager)],
        ['officer', await scopeOf(house, officer)],
        ['contact', await scopeOf(house, contact)],
        ['admin', await scopeOf(house, admin)],
      ];
    });

    it('is not found, whatever is tried', async () => {
      const contacts = house.get(Contacts);
      const [contactId] = await contacts.add([{ enterpriseId: outside, name: '示例联系人' }]);
      for (const [who, scope] of scopes) {
        const tried = {
          change: enterprises.change(scope, outside, 1, { chain: '新材料' }),
          standing: enterprises.setStanding(scope, outside, 'merged', LocalDate.parse('2026-01-01'), '示例'),
          exists: enterprises.expectInScope(scope, outside),
          contacts: contacts.of(scope, outside),
          'new contact': contacts.addTo(scope, outside, { name: '示例' }),
          'changed contact': contacts.change(scope, outside, contactId!, 1, { name: '示例' }),
          'contact that leaves': contacts.leave(scope, outside, contactId!),
        };
        for (const [what, work] of Object.entries(tried)) {
          expect(`${who}, ${what}: ${await refusalOf(work)}`).toBe(`${who}, ${what}: enterprises.not-found`);
        }
      }
      expect(await versionOf(outside)).toBe(1);
      expect(await contacts.of(city, outside)).toHaveLength(1);
    });

    it('is found inside, but by nobody who administers', async () => {
      for (const [who, scope] of scopes) {
        const found = enterprises.expectInScope(scope, inside);
        if (who === 'admin') expect(await refusalOf(found)).toBe('enterprises.not-found');
        else await expect(found).resolves.toBeUndefined();
      }
    });

    it('does not let a contact be reached through another enterprise', async () => {
      const contacts = house.get(Contacts);
      const [contactId] = await contacts.add([{ enterpriseId: outside, name: '示例联系人' }]);
      const [, scope] = scopes[0]!;
      expect(await refusalOf(contacts.leave(scope, inside, contactId!))).toBe('contacts.not-found');
      expect(await refusalOf(contacts.change(scope, inside, contactId!, 1, { name: '示例' }))).toBe(
        'contacts.not-found',
      );
    });

    it('is where a manager of an area can register nobody', async () => {
      const [, manager] = scopes[0]!;
      const registration = house.get(Registration);
      const other = await areaOf(house, '530103');
      const name = `示例企业${newId()}`;
      expect(await refusalOf(registration.register(manager, { name, areaId: other }))).toBe('enterprises.not-found');
      expect(await refusalOf(registration.register(manager, { name, areaId: cityAreaId }))).toBe(
        'enterprises.not-found',
      );
      const id = await registration.register(manager, { name });
      expect(await row(id)).toMatchObject({ area_id: await areaOf(house, '530102') });
    });
  });

  describe('contacts', () => {
    const details: ContactDetails = {
      name: '张示例',
      phone: '13987654321',
      email: 'Zhang@example.cn',
      position: '财务',
    };
    const secrets = ['张示例', '13987654321', 'Zhang@example.cn', 'zhang@example.cn'];
    let contacts: Contacts;

    beforeAll(() => {
      contacts = house.get(Contacts);
    });

    it('lie as ciphertext in the table and in the log, and open for who may see them', async () => {
      const id = await register();
      const contactId = await contacts.addTo(city, id, details);
      await contacts.change(city, id, contactId, 1, { ...details, phone: '13987650000' });
      expect(await contacts.of(city, id)).toEqual([
        {
          id: contactId,
          enterpriseId: id,
          personId: null,
          ...details,
          phone: '13987650000',
          isPrimary: false,
          version: 2,
        },
      ]);
      const stored = JSON.stringify([
        await house.query(`select c::text as row from contact c where enterprise_id = $1`, [id]),
        await audited(id),
        await house.query(`select payload from outbox_event`),
      ]);
      for (const secret of [...secrets, '13987650000']) {
        expect(stored).not.toContain(secret);
        expect(stored).not.toContain(Buffer.from(secret).toString('hex'));
        expect(stored).not.toContain(Buffer.from(secret).toString('base64'));
      }
      expect(stored).toContain('财务');
    });

    it('are found by the digest of a phone or of an address in any case', async () => {
      const id = await register();
      await contacts.addTo(city, id, details);
      await contacts.addTo(city, id, { ...details, email: 'zhang@EXAMPLE.cn' });
      const digests = await house.query(
        `select count(distinct phone_hash) as phones, count(distinct email_hash) as emails, count(distinct phone_cipher) as sealed
         from contact where enterprise_id = $1`,
        [id],
      );
      expect(digests).toEqual([{ phones: 1, emails: 1, sealed: 2 }]);
    });

    it('are one primary at most, under ten at once', async () => {
      const id = await register();
      const outcomes = await Promise.allSettled(
        Array.from({ length: 10 }, (_, n) => contacts.addTo(city, id, { name: `示例${n}`, isPrimary: true })),
      );
      const refusals = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason as { code: string }] : []));
      expect(refusals.map(({ code }) => code)).toEqual(Array.from({ length: 9 }, () => 'contacts.primary-taken'));
      expect(await contacts.of(city, id)).toHaveLength(1);
    });

    it('make room for another primary by leaving', async () => {
      const id = await register();
      const first = await contacts.addTo(city, id, { name: '示例一', isPrimary: true });
      const second = await contacts.addTo(city, id, { name: '示例二' });
      expect(await refusalOf(contacts.change(city, id, second, 1, { name: '示例二', isPrimary: true }))).toBe(
        'contacts.primary-taken',
      );
      await contacts.leave(city, id, first);
      await contacts.change(city, id, second, 1, { name: '示例二', isPrimary: true });
      expect((await contacts.of(city, id)).map(({ name, isPrimary }) => ({ name, isPrimary }))).toEqual([
        { name: '示例二', isPrimary: true },
      ]);
      expect((await contacts.byIds([first, second])).size).toBe(1);
      expect(await refusalOf(contacts.leave(city, id, first))).toBe('contacts.not-found');
    });

    it('are changed on the version that was seen', async () => {
      const id = await register();
      const contactId = await contacts.addTo(city, id, details);
      await contacts.change(city, id, contactId, 1, { ...details, position: '总经理' });
      expect(await refusalOf(contacts.change(city, id, contactId, 1, details))).toBe('precondition.failed');
    });

    it('come with a newcomer, or the newcomer does not come', async () => {
      const name = `示例企业${newId()}`;
      const registration = house.get(Registration);
      const twoPrimaries = [
        { name: '示例一', isPrimary: true },
        { name: '示例二', isPrimary: true },
      ];
      expect(await refusalOf(registration.register(city, { name, contacts: twoPrimaries }))).toBe(
        'contacts.primary-taken',
      );
      expect(await house.query(`select 1 from enterprise where name = $1`, [name])).toEqual([]);
      const id = await registration.register(city, { name, contacts: [twoPrimaries[0]!, { name: '示例三' }] });
      expect(await contacts.of(city, id)).toHaveLength(2);
    });
  });
});
