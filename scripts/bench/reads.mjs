import { createHash } from 'node:crypto';
import { Problem } from '../runtime/problem.mjs';
import { answerTo, get, latency, throughput } from './load.mjs';
import { peopleOf } from './tidu.mjs';

/** @typedef {import('./bare-server.mjs').Route} Route */
/** @typedef {import('./load.mjs').Target} Target */
/** @typedef {import('./options.mjs').BenchOptions} BenchOptions */
/** @typedef {import('./tidu.mjs').Person} Person */
/** @typedef {import('./tidu.mjs').Statement} Statement */

const OFFICERS = 20;
const RECORDS = 200;
const LIMIT = 25;
const OPEN = '/single';
/** Compiled code and prepared statements on every connection, before anything counts. */
const WARM_UP_SECONDS = 5;

/**
 * One request that is asked of Tidu and of the bare server alike.
 *
 * @typedef {object} Ask
 * @property {string} path
 * @property {Person} caller
 * @property {Statement} statement what answers it
 * @property {'page' | 'record'} answer
 */

/**
 * @typedef {object} View
 * @property {'list' | 'record'} bench
 * @property {string} view
 * @property {number} mark least share of the bare server's throughput
 * @property {readonly Ask[]} asks
 */

/**
 * The paths that are measured. Marks: the caseload page 0.7, the record 0.6.
 *
 * @param {import('./city.mjs').City} city
 * @param {import('./tidu.mjs').Tidu} tidu
 * @returns {Promise<readonly View[]>}
 */
export async function viewsOf(city, tidu) {
  return city.asApplication(async (client) => {
    const { manager, officers } = await peopleOf(client, OFFICERS);
    const { rows } = await client.query(
      `select e.enterprise_id as id, e.officer_id as "officerId" from caseload_row e
       where e.officer_id = any($1::uuid[]) and e.standing = 'active' order by md5(e.enterprise_id::text) limit $2`,
      [officers.map((officer) => officer.id), RECORDS],
    );
    const byId = new Map(officers.map((officer) => [officer.id, officer]));
    const carrier = (/** @type {{ officerId: string }} */ row) => /** @type {Person} */ (byId.get(row.officerId));
    const request = { sort: /** @type {const} */ ('nextDeadline'), limit: LIMIT };
    /** @param {Person} caller @param {unknown} scope @param {string} id @returns {Ask} */
    const record = (caller, scope, id) => ({
      path: `/api/v1/enterprises/${id}`,
      caller,
      statement: tidu.record(scope, id),
      answer: 'record',
    });
    return [
      {
        bench: 'list',
        view: 'caseload of an officer',
        mark: 0.7,
        asks: officers.map((caller) => ({
          path: `/api/v1/enterprises?officerId=${caller.id}&limit=${LIMIT}`,
          caller,
          statement: tidu.page(tidu.served(caller), { officerId: caller.id }, request),
          answer: 'page',
        })),
      },
      {
        bench: 'list',
        view: 'city',
        mark: 0.7,
        asks: [
          {
            path: `/api/v1/enterprises?limit=${LIMIT}`,
            caller: manager,
            statement: tidu.page(tidu.city, {}, request),
            answer: 'page',
          },
        ],
      },
      { bench: 'record', view: 'city', mark: 0.6, asks: rows.map((row) => record(manager, tidu.city, row.id)) },
      {
        bench: 'record',
        view: 'caseload of an officer',
        mark: 0.6,
        asks: rows.map((row) => record(carrier(row), tidu.served(carrier(row)), row.id)),
      },
    ];
  });
}

/**
 * What the bare server has to know of the views: each path once with the token check, and once as the single statement alone.
 *
 * @param {readonly View[]} views
 */
export function bareRoutes(views) {
  /** @type {Record<string, string>} */
  const statements = {};
  /** @type {Route[]} */
  const routes = [];
  for (const [number, { asks }] of views.entries()) {
    for (const { path, caller, statement, answer } of asks) {
      const name = `b${createHash('sha256').update(statement.text).digest('hex').slice(0, 20)}`;
      statements[name] = statement.text;
      const route = {
        url: viewPath(number, path),
        statement: name,
        values: statement.values,
        answer,
        ...(answer === 'page' ? { sort: 'nextDeadline', limit: LIMIT } : {}),
      };
      routes.push({ ...route, caller: caller.id }, { ...route, caller: null, url: OPEN + route.url });
    }
  }
  return { statements, routes };
}

/** Two views may ask for the same path as different people: the bare server finds an answer by its address alone. @param {number} view @param {string} path */
const viewPath = (view, path) => `/${view}${path}`;

/**
 * Measures one view: throughput in interleaved rounds, then latency at a stated rate.
 *
 * @param {View} view
 * @param {number} number of the view among those the bare server knows
 * @param {object} where
 * @param {number} where.apiPort
 * @param {number} where.barePort
 * @param {import('./tidu.mjs').Tidu} where.tidu
 * @param {BenchOptions} options
 * @param {(how: string) => void} report
 */
export async function measure({ bench, view, mark, asks }, number, { apiPort, barePort, tidu }, options, report) {
  const headers = (/** @type {Ask} */ { caller }) => ({ authorization: `Bearer ${tidu.token(caller)}` });
  const targets = {
    tidu: { port: apiPort, requests: asks.map((ask) => get(ask.path, headers(ask))) },
    bare: { port: barePort, requests: asks.map((ask) => get(viewPath(number, ask.path), headers(ask))) },
    single: { port: barePort, requests: asks.map((ask) => get(OPEN + viewPath(number, ask.path), {})) },
  };
  report('comparing answers');
  await requireSameAnswers(targets.tidu, targets.bare);
  const all = Object.values(targets);
  report('warming up');
  await throughput(all, { ...options, seconds: WARM_UP_SECONDS });
  /** @type {Record<keyof typeof targets, number>[]} */
  const rounds = [];
  for (let round = 0; round < options.rounds; round++) {
    report(`round ${round + 1} of ${options.rounds}`);
    const [ours = 0, bare = 0, single = 0] = await throughput(all, options);
    rounds.push({ tidu: ours, bare, single });
  }
  report(`latency at ${options.rate} a second`);
  const measured = async (/** @type {'tidu' | 'bare'} */ name) => {
    const { p50, p99 } = await latency(targets[name], { rate: options.rate, seconds: options.seconds * 2 });
    return { perSecond: Math.round(median(rounds.map((each) => each[name]))), p50: tenths(p50), p99: tenths(p99) };
  };
  const ratios = rounds.map((each) => each.tidu / each.bare);
  const ratio = hundredths(median(ratios));
  return {
    bench,
    view,
    enterprises: options.enterprises,
    tidu: await measured('tidu'),
    bare: await measured('bare'),
    ratio,
    mark,
    ok: ratio >= mark,
    rounds: ratios.map(hundredths),
    singleStatement: {
      perSecond: Math.round(median(rounds.map((each) => each.single))),
      ratio: hundredths(median(rounds.map((each) => each.tidu / each.single))),
    },
    latencyRate: options.rate,
    connections: options.connections,
  };
}

/** @param {Target} tidu @param {Target} bare @throws {Problem} when they do not do the same work */
async function requireSameAnswers(tidu, bare) {
  for (const [index, request] of tidu.requests.entries()) {
    const [ours, theirs] = await Promise.all([
      answerTo(tidu.port, request),
      answerTo(bare.port, /** @type {Buffer} */ (bare.requests[index])),
    ]);
    if (ours.body !== theirs.body) {
      const path = request.toString('latin1').split(' ')[1];
      throw new Problem(`Tidu and the bare server answer ${path} differently, so there is nothing to compare.`);
    }
  }
}

/** @param {readonly number[]} numbers */
function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = /** @type {number} */ (sorted[middle]);
  return sorted.length % 2 === 1 ? upper : (upper + /** @type {number} */ (sorted[middle - 1])) / 2;
}

const tenths = (/** @type {number} */ number) => Math.round(number * 10) / 10;
const hundredths = (/** @type {number} */ number) => Math.round(number * 100) / 100;
