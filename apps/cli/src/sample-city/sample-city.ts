import type { INestApplicationContext } from '@nestjs/common';
import { Areas, Assignments, type NewAssignment } from '@tidu/areas';
import {
  cityAreaId,
  Contacts,
  Divisions,
  Enterprises,
  type ContactDetails,
  type NewEnterprise,
} from '@tidu/enterprises';
import { People, type NewPerson } from '@tidu/identity';
import { LocalDate } from '@tidu/kernel';
import { Database, newId, UnitOfWork } from '@tidu/platform';
import { Programmes, Qualifications, type GrantedBy, type Tier } from '@tidu/qualifications';
import { EnterpriseNames, inventedAddress, inventedCode, inventedPhone, personName } from './names.js';
import { Random } from './random.js';
import { inventTitles, pickTier } from './titles.js';

/** Where the enterprises are, in parts of the whole; what is not named shares the rest. */
const weights: Readonly<Record<string, number>> = {
  'KM-GX': 22,
  'KM-JK': 16,
  '530114': 12,
  '530102': 10,
  '530111': 9,
  '530103': 8,
  '530112': 7,
  '530181': 5,
  'KM-DJ': 3,
  'KM-KG': 3,
};
const enterprisesPerOfficer = 60;
const batchSize = 5000;
const seed = 530_100;
const source = '示例城市';

/** The one that the pictures show: its certificate ends in nine days. */
const heroName = '昆明翠湖精密仪器有限公司';

interface Place {
  readonly areaId: string;
  readonly division: string;
  readonly divisionName: string;
  readonly zone: string | null;
  readonly officers: readonly string[];
}

interface Invented {
  readonly enterprise: NewEnterprise & { readonly id: string };
  readonly tier: Tier;
  readonly place: Place;
}

/** An invented Kunming: its real divisions and zones, invented enterprises and people. The same seed makes the same city. */
export class SampleCity {
  private readonly random = new Random(seed);
  private readonly names = new EnterpriseNames(this.random);
  private readonly database: Database;
  private readonly unitOfWork: UnitOfWork;

  /** `app` may live some weeks before `now`, so that what it enters has been known for a while. */
  constructor(
    private readonly app: INestApplicationContext,
    private readonly now: Date,
    private readonly password: string,
    private readonly say: (line: string) => void,
    private readonly analyze: () => Promise<void>,
  ) {
    this.database = app.get(Database);
    this.unitOfWork = app.get(UnitOfWork);
    this.names.reserve(heroName);
  }

  private get today(): LocalDate {
    return LocalDate.inShanghai(this.now);
  }

  /** Fills the city up to `count` enterprises; what an earlier run has made stays. */
  async fill(count: number): Promise<void> {
    const places = await this.establish(count);
    const existing = await this.database.one<{ n: number }>(`select count(*) as n from enterprise where is_sample`);
    let made = existing?.n ?? 0;
    const started = Date.now();
    let analyzed = made;
    while (made < count) {
      const size = Math.min(batchSize, count - made);
      await this.unitOfWork.run(() => this.batch(places, made, size));
      made += size;
      // Statistics tell plans what is large against what is small: they age by doubling, not by the batch.
      if (made === count || made >= 2 * analyzed) {
        await this.analyze();
        analyzed = made;
      }
      const seconds = (Date.now() - started) / 1000;
      this.say(`sample city: ${made} of ${count} enterprises (${seconds.toFixed(1)} s)`);
    }
  }

  private async batch(places: readonly Place[], first: number, size: number): Promise<void> {
    // Each batch begins at a state of its own, so that a run that was broken off continues with the same city.
    const random = new Random(seed + first);
    const { today } = this;
    const invented: Invented[] = Array.from({ length: size }, (_, index) => {
      const isHero = first + index === 0;
      return this.invent(random, places, first + index, isHero);
    });
    await this.app.get(Enterprises).register(invented.map((one) => one.enterprise));
    await this.app.get(Qualifications).grantMany(
      invented
        .flatMap((one, index) => this.titles(random, one, first + index === 0, today))
        .filter(({ grant }) => this.app.get(Programmes).hasVersionOn(grant.programme, grant.issuedOn)),
      null,
    );
    const account = first === 0 ? await this.enterpriseAccount(invented[0]!.enterprise.id) : undefined;
    await this.app
      .get(Contacts)
      .add(invented.flatMap((one, index) => (account && index === 0 ? [account] : this.contact(random, one))));
    await this.app.get(Assignments).assign(
      invented.flatMap((one) => this.assignments(random, one)),
      '初始包联',
      source,
    );
  }

  private invent(random: Random, places: readonly Place[], index: number, isHero: boolean): Invented {
    const place = isHero ? places.find((one) => one.zone === 'KM-GX')! : random.pick(places);
    const { name, chain } = isHero ? { name: heroName, chain: '先进装备制造' } : this.names.next();
    const { today } = this;
    const isPlaced = isHero || !random.chance(0.01);
    return {
      tier: isHero ? 'high-tech' : pickTier(random),
      place,
      enterprise: {
        id: newId(),
        name,
        chain,
        uscc: !isHero && random.chance(0.02) ? null : inventedCode(index),
        registeredDistrict: place.division,
        zone: place.zone,
        areaId: isPlaced ? place.areaId : cityAreaId,
        address: inventedAddress(random, place.divisionName),
        registeredOn: LocalDate.addDays(today, -random.int(400, 8000)),
        isSample: true,
      },
    };
  }

  private titles(random: Random, one: Invented, isHero: boolean, today: LocalDate): GrantedBy[] {
    const enterpriseId = one.enterprise.id;
    if (!isHero)
      return inventTitles(random, one.tier, one.place.division, today).map((grant) => ({ enterpriseId, grant }));
    const second = LocalDate.addDays(LocalDate.addYears(today, -3), 10);
    const first = LocalDate.addDays(LocalDate.addYears(second, -3), -11);
    const year = LocalDate.year(today);
    return [
      ...[first, second].map((issuedOn) => ({
        programme: 'high-tech',
        certificateNo: `GR${LocalDate.year(issuedOn)}53000128`,
        issuedOn,
        source,
      })),
      ...[6, 5, 4, 3, 2, 1].map((back) => ({
        programme: 'sme-national',
        certificateNo: `${year - back}53010208000128`,
        issuedOn: LocalDate.of(year - back, 7, 20),
        source,
      })),
    ].map((grant) => ({ enterpriseId, grant }));
  }

  private contact(random: Random, one: Invented): (ContactDetails & { readonly enterpriseId: string })[] {
    if (random.chance(0.06)) return [];
    const name = personName(random);
    return [
      {
        enterpriseId: one.enterprise.id,
        name,
        phone: inventedPhone(random),
        email: `contact${random.int(1, 999_999)}@sample.invalid`,
        isPrimary: true,
        position: random.pick(['办公室主任', '科技专员', '财务负责人', '总经理助理', '研发部经理']),
      },
    ];
  }

  /** Most have had one officer for a while, some have changed, some have an assistant or a cover, a few have nobody. */
  private assignments(random: Random, one: Invented): NewAssignment[] {
    const { officers } = one.place;
    if (officers.length === 0 || (one.enterprise.name !== heroName && random.chance(0.03))) return [];
    const before = (days: number): Date => new Date(this.now.getTime() - days * 86_400_000);
    const enterpriseId = one.enterprise.id;
    const officerId = one.enterprise.name === heroName ? officers[0]! : random.pick(officers);
    const next = officers[(officers.indexOf(officerId) + 1) % officers.length];
    const other = next === officerId ? undefined : next;
    const since = random.int(20, 900);
    const rows: NewAssignment[] = [{ enterpriseId, officerId, role: 'primary', from: before(since) }];
    if (other === undefined) return rows;
    if (random.chance(0.2)) {
      rows.push({
        enterpriseId,
        officerId: other,
        role: 'primary',
        from: before(since + random.int(100, 600)),
        to: before(since),
      });
    }
    if (random.chance(0.1))
      rows.push({ enterpriseId, officerId: other, role: 'assistant', from: before(random.int(1, since)) });
    if (one.enterprise.name !== heroName && random.chance(0.02)) {
      rows.push({
        enterpriseId,
        officerId: other,
        role: 'cover',
        from: before(random.int(1, 10)),
        to: before(-random.int(3, 20)),
      });
    }
    return rows;
  }

  /** The tree, its heads and officers, and the demo accounts. */
  private async establish(count: number): Promise<readonly Place[]> {
    const areas = await this.app.get(Areas).establish();
    const { divisions, zones } = this.app.get(Divisions);
    const units = [
      ...zones.map((zone) => ({
        code: zone.code,
        zone: zone.code,
        division: divisionOfZone(zone.code, divisions[0]!.code),
      })),
      ...divisions.map((division) => ({ code: division.code, zone: null, division: division.code })),
    ];
    const total = units.reduce((sum, unit) => sum + weightOf(unit.code), 0);
    const officers = await this.people(units, areas, count, total);
    const names = new Map(divisions.map((division) => [division.code, division.name]));
    return units.flatMap((unit) => {
      const place: Place = {
        areaId: areas.get(unit.code)!,
        division: unit.division,
        divisionName: names.get(unit.division)!,
        zone: unit.zone,
        officers: officers.get(unit.code) ?? [],
      };
      // Picking evenly from a list in which a place stands as often as it weighs.
      return Array.from({ length: weightOf(unit.code) }, () => place);
    });
  }

  private async people(
    units: readonly { readonly code: string }[],
    areas: ReadonlyMap<string, string>,
    count: number,
    totalWeight: number,
  ): Promise<ReadonlyMap<string, readonly string[]>> {
    const people = this.app.get(People);
    if ((await this.officers()).length === 0) await this.addPeople(people, units, areas, count, totalWeight);
    const officers = await this.officers();
    return new Map(
      units.map((unit) => [
        unit.code,
        officers.filter((one) => one.area_id === areas.get(unit.code)).map((one) => one.id),
      ]),
    );
  }

  private officers(): Promise<{ id: string; area_id: string }[]> {
    return this.database.query(
      `select id, area_id from person_directory where 'officer' = any(roles) order by username = 'officer' desc, username`,
    );
  }

  private async addPeople(
    people: People,
    units: readonly { readonly code: string }[],
    areas: ReadonlyMap<string, string>,
    count: number,
    totalWeight: number,
  ): Promise<void> {
    const { password, random } = this;
    const staff = (
      username: string,
      name: string,
      roles: NewPerson['roles'],
      areaId: string | null,
    ): NewPerson & { id: string } => ({
      id: newId(),
      username,
      name,
      password,
      roles,
      areaId,
      email: `${username}@sample.invalid`,
      phone: inventedPhone(random),
    });
    const cityManager = staff('manager', '岳明舒', ['manager'], cityAreaId);
    const heads = units.map((unit) =>
      staff(
        unit.code === '530102' ? 'district-manager' : `head-${unit.code.toLowerCase()}`,
        personName(random),
        ['manager'],
        areas.get(unit.code)!,
      ),
    );
    const officers = units.flatMap((unit) => {
      const wanted = Math.max(1, Math.round((count * weightOf(unit.code)) / totalWeight / enterprisesPerOfficer));
      return Array.from({ length: Math.min(wanted, 400) }, (_, index) => {
        const isDemo = unit.code === 'KM-GX' && index === 0;
        return staff(
          isDemo ? 'officer' : `officer-${unit.code.toLowerCase()}-${index + 1}`,
          isDemo ? '陈晓岚' : personName(random),
          ['officer'],
          areas.get(unit.code)!,
        );
      });
    });
    const administrators = [
      staff('admin', '系统管理员', ['admin'], null),
      staff('security', '安全管理员', ['security'], null),
      staff('auditor', '审计员', ['auditor'], null),
    ];
    await this.unitOfWork.run(async () => {
      await people.add([cityManager, ...heads, ...officers, ...administrators]);
      const service = this.app.get(Areas);
      await service.appointHead(cityAreaId, cityManager.id);
      for (const head of heads) await service.appointHead(head.areaId!, head.id);
    });
  }

  /** The demo account of an enterprise, as the contact it belongs to. */
  private async enterpriseAccount(enterpriseId: string): Promise<ContactDetails & { readonly enterpriseId: string }> {
    const details = { name: '罗启航', email: 'enterprise@sample.invalid', phone: inventedPhone(this.random) };
    const [personId] = await this.app
      .get(People)
      .add([{ ...details, username: 'enterprise', password: this.password, roles: ['enterprise'], enterpriseId }]);
    return { ...details, enterpriseId, position: '科技专员', isPrimary: true, personId: personId! };
  }
}

const weightOf = (code: string): number => weights[code] ?? 1;

/** The division in which an enterprise of a zone is registered, as far as the sample needs to know. */
const zoneDivisions: Readonly<Record<string, string>> = {
  'KM-GX': '530102',
  'KM-JK': '530111',
  'KM-DJ': '530112',
  'KM-YZH': '530125',
  'KM-KG': '530111',
  'KM-YL': '530127',
  'KM-AN': '530181',
  'KM-CGX': '530114',
};
const divisionOfZone = (zone: string, fallback: string): string => zoneDivisions[zone] ?? fallback;
