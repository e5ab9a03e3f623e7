import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Areas, Assignments } from '@tidu/areas';
import { cityAreaId, Contacts, Enterprises } from '@tidu/enterprises';
import { encodeCursor, LocalDate, organisationCheckDigit, Scope, usccCheckDigit } from '@tidu/kernel';
import { newId } from '@tidu/platform';
import { Qualifications } from '@tidu/qualifications';
import fc from 'fast-check';
import { House } from '../../../test/support/house.js';
import { areaOf, refusalOf, scopeOf, withClient } from '../../../test/support/test-city.js';
import { sorts, type CaseloadItem, type Sort } from './caseload.query.js';
import { Caseload } from './caseload.service.js';
import { CaseloadQueryDto, tiers } from './dto/caseload.dto.js';
import { flags } from './filter.js';
import { ProjectionKeeper } from './refresh.keeper.js';

const today = '2026-03-02';
const count = 120;
const city = Scope.city();
const day = (text: string): LocalDate => LocalDate.parse(text);
const chains = ['新材料', '生物医药', '绿色能源'];
const districts = ['530102', '530103', '530111'];
const programmes = ['high-tech', 'sme-national', 'specialised-sme'];
/** Titles whose last days lie before, on and after today, within a week, within a month and far away. */
const lastDays = ['2026-02-20', '2026-03-02', '2026-03-09', '2026-03-10', '2026-04-01', '2026-04-02', '2027-06-30'];
const trades = ['云岭', '滇池', '翠湖', '金马'];
const initialsOf: Readonly<Record<string, string>> = { 云岭: 'yl', 滇池: 'dc', 翠湖: 'ch', 金马: 'jm' };

/** A code that passes both checks and can belong to nobody: division 530199 does not exist. */
function sampleUscc(n: number): string {
  const body = String(10_000_000 + n);
  const first17 = `91530199${body}${organisationCheckDigit(body)}`;
  return first17 + usccCheckDigit(first17);
}

/** An enterprise as a plain reading of the owners' tables has it. */
interface Plain {
  readonly id: string;
  readonly name: string;
  readonly uscc: string | null;
  readonly areaId: string;
  readonly district: string | null;
  readonly foreign: string | null;
  readonly chain: string | null;
  readonly standing: string;
  readonly primary: string | null;
  readonly cover: string | null;
  readonly assistant: string | null;
  readonly hasContact: boolean;
  readonly tier: string;
  readonly certainTier: string;
  readonly programmes: readonly string[];
  /** Empty where nothing is due. */
  readonly due: readonly LocalDate[];
  readonly lastVisit: LocalDate | null;
}

type Query = Partial<Omit<CaseloadQueryDto, 'cursor' | 'count'>>;
interface Answer {
  readonly items: readonly CaseloadItem[];
  readonly nextCursor: string | null;
  readonly total?: number;
}

describe('the list of enterprises', () => {
  let house: House;
  let caseload: Caseload;
  let plain: readonly Plain[];
  let officers: readonly string[];
  let areaIds: Readonly<Record<string, string>>;
  let gridId: string;

  beforeAll(async () => {
    house = await House.open({ today: '2026-01-05' });
    caseload = house.get(Caseload);
    officers = await Promise.all(Array.from({ length: 4 }, () => house.person(['officer'])));
    areaIds = Object.fromEntries(
      await Promise.all([...districts, 'KM-GX'].map(async (code) => [code, await areaOf(house, code)] as const)),
    );
    gridId = newId();
    await house.query(
      `insert into area (id, code, kind, name, short_name, parent_id) values ($1, 'T-GRID', 'grid', '示例网格', '网格', $2)`,
      [gridId, areaIds['530102']],
    );
    await furnish();
    house.clock.set(today);
    await house.get(ProjectionKeeper).refreshStale();
    // Visits come with a later library: their column is filled by hand, with few days, so that many rows have the same.
    await withClient(house, 'superuser', (client) =>
      client.query(
        `update caseload_row c set last_visit = date '2026-01-01' + (r.n % 3)::int
         from (select enterprise_id, row_number() over (order by enterprise_id) as n from caseload_row) r
         where r.enterprise_id = c.enterprise_id and r.n % 2 = 0`,
      ),
    );
    plain = await read();
  });
  afterAll(() => house.close());

  async function furnish(): Promise<void> {
    const areas = [cityAreaId, ...Object.values(areaIds), gridId];
    const ids = await house.get(Enterprises).register(
      Array.from({ length: count }, (_, n) => ({
        name: `示例${trades[n % 4]}科技${n % 10 === 3 ? '5G%' : n % 10 === 4 ? 'A_B' : n % 10 === 5 ? 'A\\B' : ''}${n % 6 === 0 ? '同名' : n}有限公司`,
        uscc: n % 5 === 0 ? null : sampleUscc(500 + n),
        areaId: areas[n % areas.length]!,
        registeredDistrict: n % 7 === 0 ? null : districts[n % 3]!,
        registeredText: n % 11 === 0 ? '外地' : null,
        chain: n % 4 === 1 ? null : chains[n % 3]!,
      })),
    );
    const at = (text: string): Date => new Date(`${text}T00:00:00+08:00`);
    await house
      .get(Contacts)
      .add(
        ids.flatMap((enterpriseId, n) =>
          n % 3 === 0
            ? [{ enterpriseId, name: '示例联系人', ...(n % 2 === 0 ? { email: 'wen@cuihu.example' } : {}) }]
            : [],
        ),
      );
    await house.get(Qualifications).grantMany(
      ids.flatMap((enterpriseId, n) =>
        n % 4 === 0
          ? []
          : [
              {
                enterpriseId,
                grant: {
                  programme: programmes[n % 3]!,
                  issuedOn: day('2024-06-01'),
                  validTo: day(lastDays[n % lastDays.length]!),
                },
              },
            ],
      ),
      null,
    );
    const assignments = ids.flatMap((enterpriseId, n) => [
      ...(n % 5 < 3
        ? [
            {
              enterpriseId,
              officerId: officers[n % 3]!,
              role: 'primary',
              from: '2025-01-01',
              to: n % 9 === 0 ? '2026-02-01' : null,
            },
          ]
        : []),
      ...(n % 8 === 1
        ? [{ enterpriseId, officerId: officers[3]!, role: 'cover', from: '2026-03-01', to: '2026-03-20' }]
        : []),
      ...(n % 13 === 2
        ? [{ enterpriseId, officerId: officers[3]!, role: 'assistant', from: '2025-01-01', to: null }]
        : []),
    ]);
    await house.get(Assignments).assign(
      assignments.map(({ role, from, to, ...who }) => ({
        ...who,
        role: role as 'primary',
        from: at(from),
        to: to === null ? null : at(to),
      })),
      '测试',
      '测试',
    );
    for (const id of ids.filter((_, n) => n % 17 === 5))
      await house.get(Enterprises).setStanding(city, id, 'moved-out', day('2026-02-01'), '示例');
  }

  async function read(): Promise<readonly Plain[]> {
    const now = house.clock.now();
    const [enterprises, standings, assignments, contacts, segments, held, deadlines, visits] = await Promise.all([
      house.query<Record<string, string | null>>(`select * from enterprise`),
      house.query<Record<string, string>>(`select * from standing_entry where from_day <= $1 order by from_day`, [
        today,
      ]),
      house.query<Record<string, string> & { from: Date; to: Date | null }>(
        `select enterprise_id, officer_id, role, lower(period) as from, upper(period) as to from assignment`,
      ),
      house.query<Record<string, string>>(`select enterprise_id from contact where email_cipher is not null`),
      house.query<Record<string, string>>(`select * from tier_segment`),
      house.query<Record<string, string | null>>(`select * from qualification`),
      house.query<Record<string, string>>(`select * from deadline where state = 'open'`),
      house.query<Record<string, string>>(`select enterprise_id, last_visit::text from caseload_row`),
    ]);
    const isNow = (from: string | null, until: string | null): boolean =>
      from !== null && from <= today && (until === null || until > today);
    return enterprises.map((row) => {
      const id = row['id']!;
      const own = <T extends Record<string, unknown>>(rows: readonly T[]): T[] =>
        rows.filter((one) => one['enterprise_id'] === id);
      const serving = own(assignments).filter((one) => one.from <= now && (one.to === null || one.to > now));
      const by = (role: string): string | null => serving.find((one) => one['role'] === role)?.['officer_id'] ?? null;
      const segment = own(segments).find((one) => isNow(one['from_day']!, one['until_day'] ?? null));
      const visited = own(visits)[0]?.['last_visit'];
      return {
        id,
        name: row['name']!,
        uscc: row['uscc'] ?? null,
        areaId: row['area_id']!,
        district: row['registered_district'] ?? null,
        foreign: row['registered_text'] ?? null,
        chain: row['chain'] ?? null,
        standing: own(standings).at(-1)?.['standing'] ?? 'active',
        primary: by('primary'),
        cover: by('cover'),
        assistant: by('assistant'),
        hasContact: own(contacts).length > 0,
        tier: segment?.['tier'] ?? 'none',
        certainTier: segment?.['certain_tier'] ?? 'none',
        programmes: own(held)
          .filter((one) => isNow(one['effective_from'] ?? null, one['counts_until'] ?? null))
          .map((one) => one['programme']!),
        due: own(deadlines)
          .map((one) => day(one['due_on']!))
          .sort(),
        lastVisit: visited === undefined || visited === '-infinity' ? null : day(visited),
      };
    });
  }

  const carrier = (one: Plain): string | null => one.cover ?? one.primary;
  const flagged: Readonly<Record<(typeof flags)[number], (one: Plain) => boolean>> = {
    'no-officer': (one) => carrier(one) === null,
    'nobody-to-tell': (one) => carrier(one) === null && !one.hasContact,
    'no-code': (one) => one.uscc === null,
    unplaced: (one) => one.areaId === cityAreaId,
    overdue: (one) => one.due.some((due) => due < today),
    'foreign-division': (one) => one.foreign !== null,
  };
  const below = (areaId: string): readonly string[] => {
    if (areaId === cityAreaId) return [cityAreaId, ...Object.values(areaIds), gridId];
    return areaId === areaIds['530102'] ? [areaId, gridId] : [areaId];
  };
  const fits = (one: Plain, query: Query): boolean =>
    one.standing === (query.standing ?? 'active') &&
    (query.q === undefined || one.name.includes(query.q)) &&
    (query.tier === undefined || query.tier.includes(one.tier)) &&
    (query.certainTier === undefined || query.certainTier.includes(one.certainTier)) &&
    (query.officerId === undefined || carrier(one) === query.officerId) &&
    (query.primaryOfficerId === undefined || one.primary === query.primaryOfficerId) &&
    (query.areaId === undefined || below(query.areaId).includes(one.areaId)) &&
    (query.district === undefined || one.district === query.district) &&
    (query.chain === undefined || one.chain === query.chain) &&
    (query.programme === undefined || one.programmes.includes(query.programme)) &&
    (query.expiringBefore === undefined || one.due.some((due) => due < query.expiringBefore!)) &&
    (query.notVisitedSince === undefined || one.lastVisit === null || one.lastVisit < query.notVisitedSince) &&
    (query.flag === undefined || flagged[query.flag](one));

  const page = async (scope: Scope, query: Partial<CaseloadQueryDto>): Promise<Answer> =>
    JSON.parse(await caseload.pageJson(scope, Object.assign(new CaseloadQueryDto(), query))) as Answer;
  const idsOf = (rows: readonly { readonly id: string }[]): string[] => rows.map((row) => row.id).sort();
  const walk = async (scope: Scope, query: Partial<CaseloadQueryDto>): Promise<readonly CaseloadItem[]> => {
    const items: CaseloadItem[] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const answer = await page(scope, { ...query, ...(cursor === undefined ? {} : { cursor }) });
      items.push(...answer.items);
      cursor = answer.nextCursor;
    }
    return items;
  };
  const expectSame = async (query: Query, scope = city, expected = plain): Promise<number> => {
    const wanted = idsOf(expected.filter((one) => fits(one, query)));
    const answer = await page(scope, { ...query, limit: 200, count: 'exact' });
    expect([query, idsOf(answer.items)]).toEqual([query, wanted]);
    expect([query, answer.total]).toEqual([query, wanted.length]);
    return wanted.length;
  };

  describe('narrowed', () => {
    const choices = (): Readonly<Record<string, readonly unknown[]>> => ({
      tier: [['none'], ['high-tech'], ['sme', 'strong']],
      certainTier: [['none'], ['high-tech'], ['sme', 'strong']],
      officerId: officers,
      primaryOfficerId: officers.slice(0, 3),
      areaId: [cityAreaId, ...Object.values(areaIds), gridId],
      district: districts,
      chain: chains,
      programme: programmes,
      expiringBefore: [today, '2026-03-10', '2026-04-02', '2028-01-01'],
      notVisitedSince: ['2026-01-01', '2026-01-02', today],
      standing: ['active', 'moved-out'],
      flag: flags,
      q: ['示例', '同名', '翠湖科'],
    });

    it('by each filter and flag has exactly those that fit', async () => {
      for (const [filter, values] of Object.entries(choices())) {
        for (const value of values) {
          const found = await expectSame({ [filter]: value });
          // Each value of the house separates: some fit, and some do not.
          expect([filter, value, found > 0]).toEqual([filter, value, true]);
        }
      }
    });

    it('by any of them together has exactly those that fit all', async () => {
      const any = fc.record(
        Object.fromEntries(Object.entries(choices()).map(([filter, values]) => [filter, fc.constantFrom(...values)])),
        { requiredKeys: [] },
      );
      await fc.assert(
        fc.asyncProperty(any, async (query) => {
          await expectSame(query);
        }),
        { numRuns: 60 },
      );
    });

    it('to an area that is not there is refused', async () => {
      expect(await refusalOf(page(city, { areaId: newId() }))).toBe('caseload.area-not-found');
    });
  });

  describe('sorted', () => {
    const keyOf: Readonly<Record<Exclude<Sort, 'name'>, (item: CaseloadItem) => string>> = {
      nextDeadline: (item) => item.nextDeadline?.dueOn ?? '9999-12-31',
      lastVisit: (item) => item.lastVisitOn ?? '0001-01-01',
    };

    it('has each once and in order, on pages of any size, also across equal keys', async () => {
      const active = idsOf(plain.filter((one) => one.standing === 'active'));
      const sounds = new Map(
        (
          await house.query<{ id: string; name_sort: string }>(
            `select enterprise_id as id, name_sort from caseload_row`,
          )
        ).map((row) => [row.id, row.name_sort]),
      );
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...sorts), fc.integer({ min: 1, max: 50 }), async (sort, limit) => {
          const items = await walk(city, { sort, limit });
          expect(idsOf(items)).toEqual(active);
          if (sort === 'name') {
            const [{ sorted }] = (await house.query<{ sorted: string[] }>(
              `select array_agg(id order by name_sort, id) as sorted from unnest($1::uuid[], $2::text[]) as n (id, name_sort)`,
              [items.map((item) => item.id), items.map((item) => sounds.get(item.id)!)],
            )) as [{ sorted: string[] }];
            expect(items.map((item) => item.id)).toEqual(sorted);
          } else {
            const keys = items.map((item) => `${keyOf[sort](item)} ${item.id}`);
            expect(keys).toEqual([...keys].sort());
          }
        }),
        {
          numRuns: 12,
          examples: [
            ['lastVisit', 1],
            ['nextDeadline', 7],
            ['name', 3],
          ],
        },
      );
    });

    it('has 翠湖 before 滇池 before 金马 before 云岭: by sound', async () => {
      const items = await walk(city, { sort: 'name', limit: 50 });
      const heard = items.map((item) => trades.find((trade) => item.name.includes(trade))!);
      expect(heard.filter((trade, n) => trade !== heard[n - 1])).toEqual(['翠湖', '滇池', '金马', '云岭']);
    });

    it('refuses a cursor of another sort, and nonsense', async () => {
      const { nextCursor } = await page(city, { sort: 'name', limit: 5 });
      const id = plain[0]!.id;
      const refused = [
        nextCursor!,
        'nonsense',
        '',
        encodeCursor('nextDeadline', [today]),
        encodeCursor('nextDeadline', ['yesterday', id]),
        encodeCursor('nextDeadline', ['2026-02-30', id]),
        encodeCursor('nextDeadline', [20260302, id]),
        encodeCursor('nextDeadline', [today, "' or true --"]),
      ];
      for (const cursor of refused) {
        expect([cursor, await refusalOf(page(city, { sort: 'nextDeadline', cursor }))]).toEqual([
          cursor,
          'request.cursor-invalid',
        ]);
      }
      expect(await refusalOf(page(city, { sort: 'name', cursor: encodeCursor('name', ['\0', id]) }))).toBe(
        'request.cursor-invalid',
      );
    });

    it('counts only where it is asked to', async () => {
      expect((await page(city, { limit: 5 })).total).toBeUndefined();
      const active = plain.filter((one) => one.standing === 'active').length;
      expect((await page(city, { limit: 5, count: 'exact' })).total).toBe(active);
      expect((await page(city, { limit: 5, count: 'estimate' })).total).toBe(active);
    });
  });

  describe('searched', () => {
    const found = async (q: string): Promise<string[]> => idsOf((await page(city, { q, limit: 200 })).items);
    const having = (part: string): string[] =>
      idsOf(plain.filter((one) => one.standing === 'active' && one.name.includes(part)));

    it('finds any part of the name from one character on, and nothing that only looks like it', async () => {
      for (const part of ['翠', '翠湖', '湖科', '同名', '例滇池', '名有限公司', '5G%', 'A_B', 'A\\B', '%', '_', '\\']) {
        const expected = having(part);
        expect([part, expected.length > 0]).toEqual([part, true]);
        expect([part, await found(part)]).toEqual([part, expected]);
      }
      // The pairs 科技 and 技同 stand in names, never with these around them.
      for (const part of ['湖翠', '示科', '%%', '__', 'A%B', '科_同']) {
        expect(having(part)).toEqual([]);
        expect([part, await found(part)]).toEqual([part, []]);
      }
    });

    it('finds each name by any of its parts', async () => {
      const any = fc.constantFrom(...plain.filter((one) => one.standing === 'active' && !/\d/.test(one.name)));
      await fc.assert(
        fc.asyncProperty(any, fc.nat(10), fc.integer({ min: 1, max: 6 }), async ({ name }, from, length) => {
          const part = name.slice(from, from + length);
          fc.pre(/[\u4e00-\u9fff]/.test(part));
          expect([part, await found(part)]).toEqual([part, having(part)]);
        }),
        { numRuns: 25 },
      );
    });

    it('finds by initials, and by a code or its beginning', async () => {
      for (const trade of trades) {
        const initials = `sl${initialsOf[trade]!}kj`;
        expect([initials, await found(initials)]).toEqual([initials, having(trade)]);
      }
      const { id, uscc } = plain.find((one) => one.uscc !== null && one.standing === 'active')!;
      expect(await found(uscc!)).toEqual([id]);
      expect(await found(uscc!.toLowerCase())).toEqual([id]);
      expect(await found(uscc!.slice(0, 8))).toEqual(
        idsOf(plain.filter((one) => one.standing === 'active' && one.uscc?.startsWith(uscc!.slice(0, 8)))),
      );
      expect(await found(sampleUscc(9_999))).toEqual([]);
    });
  });

  describe('in scope', () => {
    it('is what the caller may see, by page, by count, by record and by the counts of the home', async () => {
      const district = areaIds['530102']!;
      const own = plain[1]!.id;
      const [officer, helper] = [officers[0]!, officers[3]!];
      const serves = (who: string) => (one: Plain) => [one.primary, one.cover, one.assistant].includes(who);
      const callers: readonly [string, (one: Plain) => boolean][] = [
        [await house.person(['manager']), () => true],
        [await house.person(['manager'], { areaId: district }), (one) => [district, gridId].includes(one.areaId)],
        [officer, serves(officer)],
        [helper, serves(helper)],
        [await house.person(['enterprise'], { enterpriseId: own }), (one) => one.id === own],
        [await house.person(['admin']), () => false],
      ];
      for (const [personId, sees] of callers) {
        const scope = await scopeOf(house, personId);
        const visible = plain.filter(sees);
        await expectSame({}, scope, visible);
        await expectSame({ areaId: cityAreaId, q: '示例' }, scope, visible);
        await expectSame({ officerId: officer }, scope, visible);
        await expectSame({ standing: 'moved-out' }, scope, visible);
        const [inside, outside] = [visible[0], plain.find((one) => !sees(one))];
        if (inside) {
          const { body } = await caseload.record(scope, inside.id);
          expect(JSON.parse(body)).toMatchObject({ id: inside.id, name: inside.name, tier: inside.tier });
        }
        if (outside) {
          expect(await refusalOf(caseload.record(scope, outside.id))).toBe('enterprises.not-found');
          expect(await refusalOf(caseload.timeline(scope, outside.id, { limit: 5 }))).toBe('enterprises.not-found');
        }
        const active = visible.filter((one) => one.standing === 'active');
        const counted = (condition: (one: Plain) => boolean): number => active.filter(condition).length;
        const within = (days: number) => (one: Plain) =>
          one.due[0] !== undefined && one.due[0] >= today && one.due[0] <= LocalDate.addDays(day(today), days);
        const byTier = (of: (one: Plain) => string): unknown =>
          Object.fromEntries(tiers.map((tier) => [tier, counted((one) => of(one) === tier)]));
        expect((await caseload.home(scope)).counts).toEqual({
          total: active.length,
          overdue: counted(flagged.overdue),
          due7: counted(within(7)),
          due30: counted(within(30)),
          noOfficer: counted(flagged['no-officer']),
          nobodyToTell: counted(flagged['nobody-to-tell']),
          noCode: counted(flagged['no-code']),
          unplaced: counted(flagged.unplaced),
          tiers: byTier((one) => one.tier),
          certainTiers: byTier((one) => one.certainTier),
        });
      }
    });

    it('has in each item the flags that its filter finds it by', async () => {
      for (const item of await walk(city, { limit: 50 })) {
        const one = plain.find(({ id }) => id === item.id)!;
        expect([item.name, [...item.flags].sort()]).toEqual([
          item.name,
          flags.filter((flag) => flagged[flag](one)).sort(),
        ]);
      }
      expect(await house.get(Areas).withAllBelow(cityAreaId)).toContain(gridId);
    });
  });

  it('says only "more" beyond a thousand where an estimate is enough', async () => {
    const name = `示例众多${newId()}`;
    await house.get(Enterprises).register(Array.from({ length: 1003 }, () => ({ name, chain: '众多' })));
    const totals = await Promise.all(
      (['exact', 'estimate'] as const).map(async (how) => (await page(city, { chain: '众多', count: how })).total),
    );
    expect(totals).toEqual([1003, 1001]);
  });
});
