// The bare server that Tidu is measured beside: one `http` server with a `pg` pool that runs the very statements Tidu runs on
// a path, prepared under a name, and checks the same tokens. No framework, no routing, no validation: everything that can be
// known before a request comes is worked out before it comes.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createVerifier } from 'fast-jwt';
import pg from 'pg';

/**
 * @typedef {object} Route
 * @property {string} url path and query
 * @property {string | null} caller the only person who is answered; null where no token is asked for
 * @property {string} statement name of the statement
 * @property {readonly unknown[]} values
 * @property {'page' | 'record'} answer
 * @property {string} [sort] of a page
 * @property {number} [limit] of a page
 */

/**
 * @typedef {object} BareSettings
 * @property {number} port
 * @property {number} connections
 * @property {string} databaseUrl
 * @property {string} tokenKey in base64
 * @property {Record<string, string>} statements texts by name
 * @property {readonly Route[]} routes
 */

/** @type {BareSettings} */
const settings = JSON.parse(readFileSync(/** @type {string} */ (process.argv[2]), 'utf8'));
const routes = new Map(settings.routes.map((route) => [route.url, route]));
const pool = new pg.Pool({
  connectionString: settings.databaseUrl,
  min: settings.connections,
  max: settings.connections,
  keepAlive: true,
});
// The options are those of Tidu's access tokens.
const verify = createVerifier({
  key: Buffer.from(settings.tokenKey, 'base64'),
  algorithms: ['HS256'],
  allowedIss: 'tidu',
  cache: 2000,
});

/** @param {Route} route @param {string | undefined} authorization */
function isAllowed({ caller }, authorization) {
  if (caller === null) return true;
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(authorization ?? '')?.[1];
  if (token === undefined) return false;
  try {
    return verify(token).sub === caller;
  } catch {
    return false;
  }
}

/** @param {readonly any[]} rows @param {Route} route */
function pageOf(rows, { sort, limit = 0 }) {
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  const nextCursor = last ? Buffer.from(JSON.stringify([sort, last.sort_key, last.id])).toString('base64url') : null;
  const items = rows.slice(0, limit).map((row) => row.item);
  return `{"items":[${items.join()}],"nextCursor":${JSON.stringify(nextCursor)}}`;
}

const server = createServer((request, response) => {
  const route = routes.get(request.url ?? '');
  if (!route || !isAllowed(route, request.headers.authorization)) {
    response.writeHead(route ? 401 : 404).end();
    return;
  }
  const name = route.statement;
  const text = settings.statements[name] ?? '';
  pool.query({ name, text, values: [...route.values] }).then(
    ({ rows }) => {
      const body = route.answer === 'page' ? pageOf(rows, route) : rows[0].body;
      const headers = {
        'content-type': 'application/json; charset=utf-8',
        'content-length': Buffer.byteLength(body),
        ...(route.answer === 'record' ? { etag: `"${rows[0].version}"` } : {}),
      };
      response.writeHead(200, headers).end(body);
    },
    (/** @type {Error} */ error) => {
      process.stderr.write(`${error.stack}\n`);
      response.writeHead(500).end();
    },
  );
});

server.listen(settings.port, '127.0.0.1', () => process.stdout.write('bare server ready\n'));
process.on('SIGTERM', () => process.exit(0));
