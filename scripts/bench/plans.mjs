import { peopleOf } from './tidu.mjs';

/** @typedef {import('./tidu.mjs').Statement} Statement */

/** From here on a scan of all rows is never the right plan of a page. */
const LARGE = 50_000;
/** PostgreSQL decides after so many runs whether a prepared statement keeps one plan for all values. */
const RUNS_BEFORE_CHOICE = 6;
const SORTS = /** @type {const} */ (['nextDeadline', 'lastVisit', 'name']);

/**
 * The plans that Tidu's prepared statements come to, with the pages they touch.
 *
 * @param {import('./city.mjs').City} city
 * @param {import('./tidu.mjs').Tidu} tidu
 * @param {number} enterprises
 */
export async function plansOf(city, tidu, enterprises) {
  return city.asApplication(async (client) => {
    const results = [];
    for (const [view, statement] of await statementsOf(client, tidu)) {
      const { plan, ms } = await explain(client, statement);
      const nodes = nodesOf(plan);
      const scans = nodes.filter(
        (node) => node['Node Type'] === 'Seq Scan' && node['Relation Name'] === 'caseload_row',
      );
      results.push({
        bench: 'plan',
        view,
        enterprises,
        ms,
        rows: plan['Actual Rows'],
        sharedHit: plan['Shared Hit Blocks'],
        sharedRead: plan['Shared Read Blocks'],
        indexes: [...new Set(nodes.flatMap((node) => node['Index Name'] ?? []))],
        scansAll: scans.length > 0,
        ok: enterprises < LARGE || scans.length === 0,
      });
    }
    return results;
  });
}

/**
 * @param {import('pg').Client} client
 * @param {import('./tidu.mjs').Tidu} tidu
 * @returns {Promise<readonly (readonly [string, Statement])[]>}
 */
async function statementsOf(client, tidu) {
  const { officers } = await peopleOf(client, 1);
  const [officer] = officers;
  if (!officer) throw new Error('the sample city has no officer');
  const { rows: areas } = await client.query(
    `select array_agg(area_id) as ids from (
       select area_id from caseload_row group by area_id order by count(*) desc limit 1) largest`,
  );
  const { rows: carried } = await client.query(
    `select enterprise_id as id from caseload_row where officer_id = $1 order by enterprise_id limit 1`,
    [officer.id],
  );
  const served = tidu.served(officer);
  const pages = SORTS.flatMap((sort) => {
    const request = { sort, limit: 25 };
    return /** @type {const} */ ([
      [`list, caseload of an officer, by ${sort}`, tidu.page(served, { officerId: officer.id }, request)],
      [`list, all an officer serves, by ${sort}`, tidu.page(served, {}, request)],
      [`list, city, by ${sort}`, tidu.page(tidu.city, {}, request)],
      [`list, largest area, by ${sort}`, tidu.page(tidu.city, { areaIds: areas[0].ids }, request)],
    ]);
  });
  return [
    ...pages,
    ['record, city', tidu.record(tidu.city, carried[0].id)],
    ['record, caseload of an officer', tidu.record(served, carried[0].id)],
  ];
}

/** A node as `explain (format json)` writes it. @typedef {Record<string, unknown> & { Plans?: PlanNode[] }} PlanNode */

/**
 * @param {import('pg').Client} client
 * @param {Statement} statement
 * @returns {Promise<{ plan: PlanNode, ms: number }>}
 */
async function explain(client, { text, values }) {
  await client.query(`prepare bench as ${text}`);
  try {
    const execute = `execute bench${values.length > 0 ? `(${values.map((value) => literal(client, value)).join(', ')})` : ''}`;
    for (let run = 0; run < RUNS_BEFORE_CHOICE; run++) await client.query(execute);
    const { rows } = await client.query(`explain (analyze, buffers, format json) ${execute}`);
    const [found] = rows[0]['QUERY PLAN'];
    return { plan: found.Plan, ms: found['Execution Time'] };
  } finally {
    await client.query('deallocate bench');
  }
}

/** @param {import('pg').Client} client @param {unknown} value @returns {string} */
function literal(client, value) {
  if (value === null) return 'null';
  if (typeof value === 'number') return String(value);
  if (value instanceof Date) return client.escapeLiteral(value.toISOString());
  if (Array.isArray(value)) return client.escapeLiteral(`{${value.map((one) => JSON.stringify(one)).join(',')}}`);
  return client.escapeLiteral(String(value));
}

/** @param {PlanNode} node @returns {PlanNode[]} */
function nodesOf(node) {
  return [node, ...(node.Plans ?? []).flatMap(nodesOf)];
}
