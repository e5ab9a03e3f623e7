import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PROJECT } from '../runtime/project.mjs';

/** @typedef {{ text: string, values: readonly unknown[] }} Statement */
/** @typedef {{ id: string, username: string, name: string, roles: string[], areaId: string | null }} Person */
/** @typedef {{ officerId?: string, areaIds?: readonly string[] }} Filter */
/** @typedef {'nextDeadline' | 'lastVisit' | 'name'} Sort */

/** @param {string} file below the built libraries @returns {Promise<any>} */
const built = (file) => import(pathToFileURL(join(PROJECT, 'dist/server/libs', file)).href);

/**
 * The statements, scopes and tokens of the very build that is measured: what is run beside Tidu cannot drift from what
 * Tidu runs.
 *
 * @param {string} tokenKey in base64
 */
export async function tiduAsBuilt(tokenKey) {
  const [{ pageStatement }, { recordStatement }, { Scope }, { BusinessClock }, { AccessTokens }] = await Promise.all([
    built('caseload/src/caseload.query.js'),
    built('caseload/src/record.query.js'),
    built('kernel/src/index.js'),
    built('platform/src/clock/business-clock.js'),
    built('identity/src/access-tokens.js'),
  ]);
  const clock = new BusinessClock({ today: process.env.TIDU_TODAY || undefined, clockFile: undefined });
  const tokens = new AccessTokens({ tokenKey: Buffer.from(tokenKey, 'base64') });
  return {
    /** @param {Person} officer whose enterprises are meant @returns {unknown} */
    served: (officer) => Scope.served(officer.id, clock.now()),
    /** @type {unknown} */
    city: Scope.city(),
    /** @param {unknown} scope @param {Filter} filter @param {{ sort: Sort, limit: number }} request @returns {Statement} */
    page: (scope, filter, request) => pageStatement(scope, filter, { ...request, after: undefined }, clock.today()),
    /** @param {unknown} scope @param {string} id @returns {Statement} */
    record: (scope, id) => recordStatement(scope, id, clock),
    /** @param {Person} person @returns {string} an access token */
    token: ({ id, username, name, roles, areaId }) =>
      tokens.issue({ personId: id, username, name, roles, ...(areaId === null ? {} : { areaId }) }),
  };
}

/** @typedef {Awaited<ReturnType<typeof tiduAsBuilt>>} Tidu */

/**
 * The demo manager of the city, and some officers as chance has it: the same in every city of the same size.
 *
 * @param {import('pg').Client} client
 * @param {number} count of officers
 * @returns {Promise<{ manager: Person, officers: readonly Person[] }>}
 */
export async function peopleOf(client, count) {
  const columns = `p.id, p.username, p.name, p.roles, p.area_id as "areaId"`;
  const { rows: managers } = await client.query(`select ${columns} from person_directory p where username = 'manager'`);
  const { rows: officers } = await client.query(
    `select ${columns} from person_directory p
     where 'officer' = any(p.roles) and exists (select 1 from caseload_row c where c.officer_id = p.id)
     order by md5(p.username) limit $1`,
    [count],
  );
  return { manager: managers[0], officers };
}
