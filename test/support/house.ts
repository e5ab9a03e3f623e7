import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INestApplicationContext, Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { Areas, Assignments } from '@tidu/areas';
import { cityAreaId, Contacts, Enterprises } from '@tidu/enterprises';
import { People } from '@tidu/identity';
import { Clock, LocalDate, type Role } from '@tidu/kernel';
import { Calendar, ConfigFiles, Database, installTypeParsers, Jobs, newId, type CalendarYear } from '@tidu/platform';
import { Qualifications } from '@tidu/qualifications';
import pg from 'pg';
import { readEnvironment, type Settings } from '../../config/environment.js';
import { DomainModule } from '../../apps/composition/src/domain.module.js';
import { projectFolder } from '../../apps/composition/src/project-folder.js';

/** The business clock of a test: it stands still until it is set. */
export class SetClock extends Clock {
  private instant: Date;

  constructor(day: string) {
    super();
    this.instant = at(day, '09:00');
  }

  override now(): Date {
    return this.instant;
  }

  set(day: string, time = '09:00'): void {
    this.instant = at(day, time);
  }
}

const at = (day: string, time: string): Date => new Date(`${day}T${time}:00+08:00`);

export interface HouseOptions {
  readonly today: string;
  /** Classes of processors: with them the house is a worker too. */
  readonly processors?: readonly Type[];
  readonly settings?: Partial<Settings>;
  /** Joins the database and the queues of another house, as a second process would. */
  readonly beside?: House;
}

interface ContactOf {
  readonly email?: string;
  readonly personId?: string;
  readonly isPrimary?: boolean;
}

/** The whole server without HTTP, on a database of its own, cloned from the migrated template, and on queues of its own. */
export class House {
  private constructor(
    readonly app: INestApplicationContext,
    readonly clock: SetClock,
    readonly settings: Settings,
    private readonly database: TestDatabase,
  ) {}

  static async open({ today, processors = [], settings: chosen = {}, beside }: HouseOptions): Promise<House> {
    installTypeParsers();
    const database = beside ? beside.database.shared() : await TestDatabase.create();
    const settings: Settings = {
      ...readEnvironment(
        {
          ...process.env,
          DATABASE_URL: database.url,
          TIDU_QUEUE_PREFIX: beside?.settings.queuePrefix ?? `{test-${randomBytes(6).toString('hex')}}`,
          TIDU_POOL_SIZE: '6',
        },
        projectFolder(),
      ),
      dataFolder: beside?.settings.dataFolder ?? (await mkdtemp(join(tmpdir(), 'tidu-house-'))),
      publicUrl: 'https://tidu.example',
      ...chosen,
    };
    const clock = beside?.clock ?? new SetClock(today);
    const app = await Test.createTestingModule({
      imports: [DomainModule.forRoot(settings)],
      providers: [...processors],
    })
      .overrideProvider(Clock)
      .useValue(clock)
      .compile();
    app.useLogger(['error', 'fatal']);
    await app.init();
    const house = new House(app, clock, settings, database);
    if (!beside) await house.furnish();
    return house;
  }

  get<T>(type: abstract new (...args: never[]) => T): T {
    return this.app.get<T>(type, { strict: false });
  }

  query<Row extends Record<string, unknown>>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    return this.get(Database).query<Row>(sql, values);
  }

  /** Forgets every job and schedule of this house, as if Redis had been emptied. */
  async emptyRedis(): Promise<void> {
    const { client } = this.get(Jobs).queue('notifications');
    const keys = await client.keys(`${this.settings.queuePrefix}:*`);
    if (keys.length > 0) await client.del(...keys);
  }

  async close(): Promise<void> {
    const isLast = this.database.isLast;
    if (isLast) await this.emptyRedis();
    await this.app.close();
    await this.database.leave();
    if (isLast) await rm(this.settings.dataFolder, { recursive: true, force: true });
  }

  async person(
    roles: readonly Role[],
    more: { areaId?: string; enterpriseId?: string; email?: string } = {},
  ): Promise<string> {
    const id = newId();
    await this.get(People).add([
      { id, username: `u-${id}`, name: `示例人员${id.slice(-4)}`, password: 'Only-for-tests-1', roles, ...more },
    ]);
    return id;
  }

  async enterprise(contacts: readonly ContactOf[] = [], areaId: string = cityAreaId): Promise<string> {
    const [id] = await this.get(Enterprises).register([{ name: `示例企业${newId()}`, areaId, isSample: true }]);
    await this.get(Contacts).add(contacts.map((contact) => ({ name: '示例联系人', enterpriseId: id!, ...contact })));
    return id!;
  }

  async contactOf(enterpriseId: string): Promise<string> {
    const [contact] = await this.query<{ id: string }>(`select id from contact where enterprise_id = $1`, [
      enterpriseId,
    ]);
    return contact!.id;
  }

  /** A title as high-tech enterprise whose last valid day is `validTo`. */
  async grant(enterpriseId: string, validTo: string, programme = 'high-tech'): Promise<string> {
    const last = LocalDate.parse(validTo);
    const issuedOn = LocalDate.addDays(LocalDate.addYears(last, -3), 1);
    const [id] = await this.get(Qualifications).grantMany(
      [{ enterpriseId, grant: { programme, issuedOn, validTo: last } }],
      null,
    );
    return id!;
  }

  async assign(
    enterpriseId: string,
    officerId: string,
    from: string,
    role: 'primary' | 'cover' = 'primary',
  ): Promise<void> {
    await this.get(Assignments).assign([{ enterpriseId, officerId, role, from: at(from, '00:00') }], '测试', '测试');
  }

  private async furnish(): Promise<void> {
    await this.get(Areas).establish();
    const { years } = this.get(ConfigFiles).json('calendar/cn-2023-2026.json') as { years: CalendarYear[] };
    for (const year of years) await this.get(Calendar).load(year);
  }
}

/** One clone of the template, for as many houses as share it. */
class TestDatabase {
  private houses = 1;

  private constructor(
    readonly url: string,
    private readonly name: string,
  ) {}

  static async create(): Promise<TestDatabase> {
    const name = `test_${randomBytes(6).toString('hex')}`;
    await asOwner(`create database ${name} template ${required('TIDU_TEST_TEMPLATE')}`);
    const url = new URL(required('TIDU_TEST_DATABASE_URL'));
    url.username = 'tidu_app';
    url.pathname = `/${name}`;
    return new TestDatabase(url.toString(), name);
  }

  shared(): this {
    this.houses += 1;
    return this;
  }

  get isLast(): boolean {
    return this.houses === 1;
  }

  async leave(): Promise<void> {
    this.houses -= 1;
    if (this.houses === 0) await asOwner(`drop database ${this.name} with (force)`);
  }
}

async function asOwner(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: `${required('TIDU_TEST_DATABASE_URL')}/postgres` });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: these tests are started by npm run test:int`);
  return value;
}
