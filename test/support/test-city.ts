import type { Type } from '@nestjs/common';
import { permissionsOf, ScopeSource, type Principal, type Role, type Scope } from '@tidu/kernel';
import pg from 'pg';
import { ImportsProcessor } from '../../apps/worker/src/imports.processor.js';
import { NotificationsProcessor } from '../../apps/worker/src/notifications.processor.js';
import { OutboxProcessor } from '../../apps/worker/src/outbox.processor.js';
import { SweepProcessor } from '../../apps/worker/src/sweep.processor.js';
import type { House } from './house.js';

/** What makes a house a worker: `House.open({ today, processors: workerProcessors })`. */
export const workerProcessors: readonly Type[] = [
  ImportsProcessor,
  NotificationsProcessor,
  OutboxProcessor,
  SweepProcessor,
];

/** The area with this code of the city's configuration, such as `530102` or `KM-GX`. */
export async function areaOf(house: House, code: string): Promise<string> {
  const [area] = await house.query<{ id: string }>(`select id from area where code = $1`, [code]);
  if (!area) throw new Error(`no area ${code}`);
  return area.id;
}

/** Somebody of the house as an access token names him. */
export async function principalOf(house: House, personId: string): Promise<Principal> {
  const [row] = await house.query<{
    username: string;
    name: string;
    roles: Role[];
    area_id: string | null;
    enterprise_id: string | null;
  }>(`select username, name, roles, area_id, enterprise_id from person where id = $1`, [personId]);
  if (!row) throw new Error(`no person ${personId}`);
  return {
    personId,
    username: row.username,
    name: row.name,
    roles: row.roles,
    permissions: permissionsOf(row.roles),
    ...(row.area_id === null ? {} : { areaId: row.area_id }),
    ...(row.enterprise_id === null ? {} : { enterpriseId: row.enterprise_id }),
  };
}

/** What somebody may see now. */
export async function scopeOf(house: House, personId: string): Promise<Scope> {
  return house.get<ScopeSource>(ScopeSource).resolve(await principalOf(house, personId));
}

/**
 * A connection of one's own to the house's database, past its pool: as the application, or as the superuser, who may prepare what the
 * application may not.
 */
export async function withClient<T>(
  house: House,
  as: 'application' | 'superuser',
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const url = new URL(house.settings.databaseUrl);
  if (as === 'superuser') {
    const superuser = new URL(process.env['TIDU_TEST_DATABASE_URL'] ?? '');
    url.username = superuser.username;
    url.password = superuser.password;
  }
  const client = new pg.Client({ connectionString: url.toString() });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The code by which PostgreSQL refuses a statement; fails the test where it does not refuse. */
export async function sqlStateOf(statement: Promise<unknown>): Promise<string> {
  try {
    await statement;
  } catch (error) {
    const { code } = error as { code?: string };
    if (code !== undefined) return code;
    throw error;
  }
  throw new Error('the database refused nothing');
}

/** The code by which the domain refuses; fails the test where it does not refuse. */
export async function refusalOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Error && error.name === 'DomainError') return (error as Error & { code: string }).code;
    throw error;
  }
  throw new Error('nothing was refused');
}
