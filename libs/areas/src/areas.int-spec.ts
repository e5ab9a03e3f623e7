import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { cityAreaId, Divisions } from '@tidu/enterprises';
import { permissionsOf, Scope, type Role } from '@tidu/kernel';
import { newId } from '@tidu/platform';
import { House } from '../../../test/support/house.js';
import { areaOf, refusalOf, scopeOf, sqlStateOf, withClient } from '../../../test/support/test-city.js';
import { Areas } from './areas.service.js';
import { Assignments, type NewAssignment } from './assignments.service.js';

const today = '2026-03-02';
const exclusionViolated = '23P01';
const checkViolated = '23514';
const city = Scope.city();
const at = (day: string, time = '00:00'): Date => new Date(`${day}T${time}:00+08:00`);

describe('areas', () => {
  let house: House;
  let areas: Areas;
  let assignments: Assignments;
  let officers: readonly [string, string, string];

  beforeAll(async () => {
    house = await House.open({ today });
    areas = house.get(Areas);
    assignments = house.get(Assignments);
    officers = [await house.person(['officer']), await house.person(['officer']), await house.person(['officer'])];
  });
  beforeEach(() => house.clock.set(today));
  afterAll(() => house.close());

  type Part = Omit<NewAssignment, 'enterpriseId' | 'role'> & Partial<Pick<NewAssignment, 'role'>>;
  const assign = (enterpriseId: string, ...parts: readonly Part[]): Promise<void> =>
    assignments.assign(
      parts.map((part) => ({ enterpriseId, role: 'primary', ...part })),
      '测试',
      '测试',
    );
  const servedBy = async (enterpriseId: string, when = house.clock.now()): Promise<string[]> => {
    const rows = await house.query<{ officer_id: string }>(
      `select officer_id from served_enterprise where enterprise_id = $1 and period @> $2::timestamptz`,
      [enterpriseId, when],
    );
    return rows.map((row) => row.officer_id).sort();
  };
  const responsible = async (enterpriseId: string, when: Date): Promise<string[]> => {
    const rows = await house.query<{ officer_id: string }>(
      `select officer_id from responsible_officer where enterprise_id = $1 and period @> $2::timestamptz`,
      [enterpriseId, when],
    );
    return rows.map((row) => row.officer_id);
  };
  /** What the assignment leaves behind in the tables that it writes and in the list. */
  const left = async (enterpriseId: string): Promise<unknown> => {
    const [row] = await house.query(
      `select (select count(*) from assignment where enterprise_id = $1) as assignments,
              (select count(*) from audit_entry where enterprise_id = $1 and action = 'assignment.begun') as entries,
              (select primary_officer_id from caseload_row where enterprise_id = $1) as "primary",
              (select officer_id from caseload_row where enterprise_id = $1) as officer`,
      [enterpriseId],
    );
    return row;
  };

  describe('the tree', () => {
    it('is the city, with the districts and zones of its configuration below it', async () => {
      const tree = await areas.tree();
      const { city: root, divisions, zones } = house.get(Divisions);
      expect(tree[0]).toEqual({
        id: cityAreaId,
        code: root.code,
        kind: 'city',
        name: root.name,
        shortName: root.short,
        parentId: null,
        head: null,
      });
      const below = (kind: string): unknown[] =>
        tree
          .filter((area) => area.kind === kind && area.parentId === cityAreaId)
          .map(({ code, name, shortName }) => ({ code, name, shortName }));
      const configured = (of: readonly { code: string; name: string; short: string }[]): unknown[] =>
        of
          .map(({ code, name, short }) => ({ code, name, shortName: short }))
          .sort((a, b) => (a.code < b.code ? -1 : 1));
      expect(below('district')).toEqual(configured(divisions));
      expect(below('zone')).toEqual(configured(zones));
      expect(tree).toHaveLength(1 + divisions.length + zones.length);
    });

    it('stays as it is when it is established again, heads included', async () => {
      const head = await house.person(['manager']);
      await areas.appointHead(await areaOf(house, '530111'), head);
      const before = await areas.tree();
      await areas.establish();
      expect(await areas.tree()).toEqual(before);
    });

    it('answers an area with all below it, at any depth, and nothing for one that is not there', async () => {
      const district = await areaOf(house, '530124');
      const [grid, building] = [newId(), newId()];
      await house.query(
        `insert into area (id, code, kind, name, short_name, parent_id)
         values ($1, 'T-GRID', 'grid', '示例网格', '网格', $2), ($3, 'T-BUILDING', 'building', '示例楼宇', '楼宇', $1)`,
        [grid, district, building],
      );
      expect([...(await areas.withAllBelow(district))].sort()).toEqual([district, grid, building].sort());
      expect(await areas.withAllBelow(building)).toEqual([building]);
      expect([...(await areas.withAllBelow(cityAreaId))].sort()).toEqual(
        (await areas.tree()).map((area) => area.id).sort(),
      );
      expect(await areas.withAllBelow(newId())).toEqual([]);

      const manager = await house.person(['manager'], { areaId: district });
      const scope = await scopeOf(house, manager);
      for (const areaId of [district, grid, building]) {
        const inside = await house.enterprise([], areaId);
        expect(await assignments.of(scope, inside)).toEqual([]);
      }
      const beside = await house.enterprise([], await areaOf(house, '530125'));
      expect(await refusalOf(assignments.of(scope, beside))).toBe('enterprises.not-found');
    });

    it('has heads, each by name, and the log who was appointed', async () => {
      const areaId = await areaOf(house, '530113');
      const head = await house.person(['manager']);
      await areas.appointHead(areaId, head);
      const [named] = (await areas.tree()).filter((area) => area.id === areaId);
      expect(named!.head).toEqual({ id: head, name: `示例人员${head.slice(-4)}` });
      expect(
        await house.query(
          `select after from audit_entry where action = 'area.head-appointed' and subject_id = $1 order by id`,
          [areaId],
        ),
      ).toEqual([{ after: { headPersonId: head } }]);
    });

    it('has one root, and each code once', async () => {
      await withClient(house, 'application', async (client) => {
        const add = (code: string, kind: string, parentId: string | null): Promise<string> =>
          sqlStateOf(
            client.query(
              `insert into area (id, code, kind, name, short_name, parent_id) values ($1, $2, $3, '示', '示', $4)`,
              [newId(), code, kind, parentId],
            ),
          );
        expect(await add('T-ROOT', 'district', null)).toBe(checkViolated);
        expect(await add('T-CITY', 'city', cityAreaId)).toBe(checkViolated);
        expect(await add('T-KIND', 'county', cityAreaId)).toBe(checkViolated);
        expect(await add('530102', 'district', cityAreaId)).toBe('23505');
        expect(await add('530199', 'city', null)).toBe('23505');
      });
    });
  });

  describe('primary officers', () => {
    it('are one at any instant: an overlap of one minute is refused, with all that came with it', async () => {
      const [first, second] = officers;
      const [enterpriseId, other] = [await house.enterprise(), await house.enterprise()];
      await assign(enterpriseId, { officerId: first, from: at('2026-01-01'), to: at('2026-04-01') });
      const before = await left(enterpriseId);
      const overlap = { officerId: second, role: 'primary' as const, from: at('2026-03-31', '23:59') };
      expect(
        await sqlStateOf(
          assignments.assign(
            [
              { ...overlap, enterpriseId: other },
              { ...overlap, enterpriseId },
            ],
            '测试',
            '测试',
          ),
        ),
      ).toBe(exclusionViolated);
      expect(await left(enterpriseId)).toEqual(before);
      expect(await left(other)).toEqual({ assignments: 0, entries: 0, primary: null, officer: null });
    });

    it('follow each other at one instant: the end of one is the beginning of the next', async () => {
      const [first, second] = officers;
      const enterpriseId = await house.enterprise();
      const handover = at('2026-04-01');
      await assign(
        enterpriseId,
        { officerId: first, from: at('2026-01-01'), to: handover },
        { officerId: second, from: handover },
      );
      expect(await servedBy(enterpriseId, new Date(handover.getTime() - 1))).toEqual([first]);
      expect(await servedBy(enterpriseId, handover)).toEqual([second]);
      expect(await responsible(enterpriseId, handover)).toEqual([second]);
    });

    it('are one of ten that come at once', async () => {
      const enterpriseId = await house.enterprise();
      const outcomes = await Promise.allSettled(
        Array.from({ length: 10 }, (_, n) =>
          assign(enterpriseId, { officerId: officers[n % 3]!, from: at('2026-01-01', `0${n}:00`) }),
        ),
      );
      const refusals = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason as { code: string }] : []));
      expect(refusals.map(({ code }) => code)).toEqual(Array.from({ length: 9 }, () => exclusionViolated));
      const [stands] = await house.query<{ officer_id: string }>(
        `select officer_id from assignment where enterprise_id = $1`,
        [enterpriseId],
      );
      expect(await left(enterpriseId)).toEqual({
        assignments: 1,
        entries: 1,
        primary: stands!.officer_id,
        officer: stands!.officer_id,
      });
    });

    it('have a period that is no empty one, and begin at some time', async () => {
      const enterpriseId = await house.enterprise();
      const [officerId] = officers;
      expect(await sqlStateOf(assign(enterpriseId, { officerId, from: at('2026-01-01'), to: at('2026-01-01') }))).toBe(
        checkViolated,
      );
      await withClient(house, 'application', async (client) => {
        const insert = client.query(
          `insert into assignment (id, enterprise_id, officer_id, role, period, reason, source)
           values ($1, $2, $3, 'primary', tstzrange(null, $4), '测试', '测试')`,
          [newId(), enterpriseId, officerId, at('2026-01-01')],
        );
        expect(await sqlStateOf(insert)).toBe(checkViolated);
      });
    });
  });

  describe('cover and assistance', () => {
    it('stand beside the primary officer: who covers is responsible over his period, and the primary before and after', async () => {
      const [primary, cover, assistant] = officers;
      const enterpriseId = await house.enterprise();
      await assign(enterpriseId, { officerId: primary, from: at('2026-01-01') });
      const primaryRow = (): Promise<unknown[]> =>
        house.query(`select to_jsonb(a) as row from assignment a where enterprise_id = $1 and role = 'primary'`, [
          enterpriseId,
        ]);
      const before = await primaryRow();
      await assign(
        enterpriseId,
        { officerId: cover, role: 'cover', from: at('2026-03-10'), to: at('2026-03-20') },
        { officerId: assistant, role: 'assistant', from: at('2026-03-15') },
      );
      expect(await primaryRow()).toEqual(before);
      const both = [primary, cover].sort();
      const expected: readonly [Date, string[], string][] = [
        [at('2026-01-01'), [primary], primary],
        [at('2026-03-09', '23:59'), [primary], primary],
        [at('2026-03-10'), both, cover],
        [at('2026-03-15'), [...officers].sort(), cover],
        [at('2026-03-19', '23:59'), [...officers].sort(), cover],
        [at('2026-03-20'), [primary, assistant].sort(), primary],
      ];
      for (const [instant, serving, carrying] of expected) {
        expect([instant, await servedBy(enterpriseId, instant)]).toEqual([instant, serving]);
        expect([instant, await responsible(enterpriseId, instant)]).toEqual([instant, [carrying]]);
      }
      expect(await servedBy(enterpriseId, at('2025-12-31', '23:59'))).toEqual([]);
      expect(await responsible(enterpriseId, at('2025-12-31', '23:59'))).toEqual([]);
    });

    it('is one cover at any instant, and any number of assistants', async () => {
      const [first, second, third] = officers;
      const enterpriseId = await house.enterprise();
      await assign(enterpriseId, { officerId: first, role: 'cover', from: at('2026-03-01'), to: at('2026-03-05') });
      expect(await sqlStateOf(assign(enterpriseId, { officerId: second, role: 'cover', from: at('2026-03-04') }))).toBe(
        exclusionViolated,
      );
      await assign(enterpriseId, { officerId: second, role: 'cover', from: at('2026-03-05') });
      await assign(
        enterpriseId,
        { officerId: first, role: 'assistant', from: at('2026-03-01') },
        { officerId: third, role: 'assistant', from: at('2026-03-01') },
      );
      expect(await servedBy(enterpriseId, at('2026-03-06'))).toEqual([...officers].sort());
    });
  });

  describe('scope', () => {
    it('follows the clock: scheduled, begun, ended, and the officer finds it only between', async () => {
      const officer = await house.person(['officer']);
      const enterpriseId = await house.enterprise();
      await assign(enterpriseId, { officerId: officer, from: at('2026-03-03'), to: at('2026-03-05') });
      const finds = async (day: string, time?: string): Promise<boolean> => {
        house.clock.set(day, time);
        const found = assignments.of(await scopeOf(house, officer), enterpriseId);
        return found.then(
          (periods) => periods.length === 1,
          (error: { code: string }) => {
            expect(error.code).toBe('enterprises.not-found');
            return false;
          },
        );
      };
      expect(await finds('2026-03-02', '23:59')).toBe(false);
      expect(await finds('2026-03-03', '00:00')).toBe(true);
      expect(await finds('2026-03-04', '23:59')).toBe(true);
      expect(await finds('2026-03-05', '00:00')).toBe(false);
      // Also with the clock set back.
      expect(await finds('2026-03-04')).toBe(true);
    });

    it('shows the history to the city, to its area, to who serves it and to itself; to nobody else', async () => {
      const [inside, outside] = [await areaOf(house, '530114'), await areaOf(house, '530115')];
      const [officer, former, stranger] = [
        await house.person(['officer'], { areaId: inside }),
        await house.person(['officer'], { areaId: inside }),
        await house.person(['officer'], { areaId: inside }),
      ];
      const enterpriseId = await house.enterprise([], inside);
      await assign(
        enterpriseId,
        { officerId: former, from: at('2025-01-01'), to: at('2026-01-01') },
        { officerId: officer, from: at('2026-01-01') },
      );
      const sees = async (roles: readonly Role[], more: { areaId?: string; enterpriseId?: string }): Promise<unknown> =>
        seesAs(await house.person(roles, more));
      const seesAs = async (personId: string): Promise<unknown> => {
        const scope = await scopeOf(house, personId);
        return assignments.of(scope, enterpriseId).then(
          (periods) => periods.map((period) => period.officerId),
          (error: { code: string }) => error.code,
        );
      };
      const history = [officer, former];
      expect(await sees(['manager'], {})).toEqual(history);
      expect(await sees(['manager'], { areaId: cityAreaId })).toEqual(history);
      expect(await sees(['manager'], { areaId: inside })).toEqual(history);
      expect(await seesAs(officer)).toEqual(history);
      expect(await sees(['enterprise'], { enterpriseId })).toEqual(history);
      const hidden = [
        await seesAs(former),
        await seesAs(stranger),
        await sees(['manager'], { areaId: outside }),
        await sees(['enterprise'], { enterpriseId: await house.enterprise([], inside) }),
        await sees(['admin'], {}),
        await sees(['security'], {}),
        await sees(['auditor'], {}),
      ];
      expect(hidden).toEqual(hidden.map(() => 'enterprises.not-found'));
    });

    it('gives the routes of who serves whom to the business alone', () => {
      const may = (role: Role): string[] =>
        (['areas.read', 'officers.read', 'assignments.read'] as const).filter((one) => permissionsOf([role]).has(one));
      expect(may('manager')).toEqual(['areas.read', 'officers.read', 'assignments.read']);
      expect(may('officer')).toEqual(['areas.read', 'assignments.read']);
      expect(may('enterprise')).toEqual(['assignments.read']);
      // The frame of his own work: areas, never an enterprise.
      expect(may('admin')).toEqual(['areas.read']);
      expect([...may('security'), ...may('auditor')]).toEqual([]);
    });

    it('shows a manager of an area the officers of his area, each with what he carries now', async () => {
      const [areaId, other] = [await areaOf(house, 'KM-GX'), await areaOf(house, 'KM-JK')];
      const carrier = await house.person(['officer'], { areaId });
      const cover = await house.person(['officer'], { areaId });
      await house.person(['officer'], { areaId: other });
      const manager = await house.person(['manager'], { areaId });
      const [kept, covered, ended, scheduled] = await Promise.all(Array.from({ length: 4 }, () => house.enterprise()));
      await assign(kept!, { officerId: carrier, from: at('2026-01-01') });
      await assign(
        covered!,
        { officerId: carrier, from: at('2026-01-01') },
        { officerId: cover, role: 'cover', from: at('2026-03-01'), to: at('2026-03-08') },
      );
      await assign(ended!, { officerId: carrier, from: at('2025-01-01'), to: at('2026-03-02') });
      await assign(scheduled!, { officerId: carrier, from: at('2026-03-08') });
      const loads = async (): Promise<unknown> => {
        const found = await assignments.officers(await scopeOf(house, manager));
        return Object.fromEntries(found.map(({ id, primary, caseload }) => [id, { primary, caseload }]));
      };
      expect(await loads()).toEqual({ [carrier]: { primary: 2, caseload: 1 }, [cover]: { primary: 0, caseload: 1 } });
      house.clock.set('2026-03-08', '00:00');
      expect(await loads()).toEqual({ [carrier]: { primary: 3, caseload: 3 }, [cover]: { primary: 0, caseload: 0 } });
      expect((await assignments.officers(city)).length).toBeGreaterThan(3);
    });
  });

  describe('the list', () => {
    it('shows what is assigned at once, and the log says it', async () => {
      const [primary, cover] = officers;
      const enterpriseId = await house.enterprise();
      expect(await left(enterpriseId)).toEqual({ assignments: 0, entries: 0, primary: null, officer: null });
      await assign(enterpriseId, { officerId: primary, from: at('2026-01-01') });
      expect(await left(enterpriseId)).toEqual({ assignments: 1, entries: 1, primary, officer: primary });
      await assign(enterpriseId, { officerId: cover, role: 'cover', from: at('2026-03-01'), to: at('2026-03-08') });
      expect(await left(enterpriseId)).toEqual({ assignments: 2, entries: 2, primary, officer: cover });
      const logged = await house.query<{ after: object }>(
        `select after from audit_entry where enterprise_id = $1 and action = 'assignment.begun' order by id`,
        [enterpriseId],
      );
      expect(logged.map((entry) => entry.after)).toMatchObject([
        { officerId: primary, role: 'primary', to: null, reason: '测试' },
        { officerId: cover, role: 'cover', to: at('2026-03-08').toISOString() },
      ]);
    });

    it('does not show what has ended or is still to come', async () => {
      const [first, second] = officers;
      const enterpriseId = await house.enterprise();
      await assign(
        enterpriseId,
        { officerId: first, from: at('2025-01-01'), to: at('2026-03-02') },
        { officerId: second, from: at('2026-03-03') },
      );
      expect(await left(enterpriseId)).toEqual({ assignments: 2, entries: 2, primary: null, officer: null });
    });
  });
});
