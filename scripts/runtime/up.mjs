import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { openDataFolder, remember, remembered, secretsOf } from './data-folder.mjs';
import { embeddedDatabase, serverEnvironment } from './environment.mjs';
import { runCli } from './command-line.mjs';
import { Lifetime } from './lifetime.mjs';
import { UP_HELP, upOptions } from './options.mjs';
import { requirePort } from './ports.mjs';
import { databaseExists, forgottenHomes, settleHome } from './postgres-home.mjs';
import { postgresUrl, provide, requireAnswer, startPostgres } from './postgres.mjs';
import { Interrupted, Problem, sentenceOf } from './problem.mjs';
import { PROJECT, buildOnce, install } from './project.mjs';
import { findRedis, redisUrl, requireRedis, startRedis } from './redis.mjs';
import { RunFolder } from './run-folder.mjs';
import { startApi, startWorker } from './servers.mjs';
import { Terminal } from './terminal.mjs';

/** @typedef {import('./options.mjs').UpOptions} UpOptions */
/** @typedef {import('./service.mjs').Service} Service */

const STEPS = 8;
export const DATABASE = 'tidu';
const DEFAULT_DEMO_PASSWORD = 'Tidu-demo-2026!';
const DEMO_ACCOUNTS = [
  ['manager', 'manager of the city: lists, titles, everything of the business'],
  ['district-manager', 'manager of one district'],
  ['officer', 'serves enterprises'],
  ['enterprise', 'contact of one enterprise'],
  ['admin', 'system administrator: people, areas, programmes, calendar'],
  ['security', 'security administrator: roles, locks, sign-on rules'],
  ['auditor', 'reads the audit log'],
];

/**
 * `npm run up`: from a bare clone to a running Tidu, until Ctrl-C.
 *
 * @param {readonly string[]} words
 */
export async function up(words) {
  const lifetime = new Lifetime();
  let code = 0;
  try {
    const options = upOptions(words, PROJECT, process.env);
    if (options.help) console.log(UP_HELP);
    else await run(options, lifetime);
  } catch (error) {
    code = error instanceof Interrupted ? 130 : 1;
    if (lifetime.isStopping) console.log('Stopped before it was ready; the next start continues from here.');
    else console.error(sentenceOf(error) ?? unforeseen(error));
  }
  if (lifetime.isStopping && code === 0) console.log('Ending Tidu …');
  await lifetime.close();
  process.exit(code);
}

/** @param {UpOptions} options @param {Lifetime} lifetime */
async function run(options, lifetime) {
  openDataFolder(options.dataDir);
  const dataDir = realpathSync(options.dataDir);
  const records = await ownDataFolder(dataDir, options.port, lifetime);
  await requirePort(options.port);
  const { signal } = lifetime;
  const log = (/** @type {string} */ name) => join(dataDir, 'logs', `${name}.log`);
  const terminal = new Terminal(STEPS);
  const secrets = secretsOf(dataDir, databaseExists(dataDir));

  await terminal.step('Packages (npm ci)', (report) => install({ logFile: log('npm'), signal, report }));
  const redis = await terminal.step('Redis', (report) => bringRedis({ dataDir, secrets, records, lifetime, report }));
  const postgres = await terminal.step('PostgreSQL', (report) =>
    bringPostgres({ dataDir, secrets, records, lifetime, report }),
  );
  await terminal.step('Server', (report) => buildOnce('server', { logFile: log('build-server'), signal, report }));
  await terminal.step('Page', (report) => buildOnce('web', { logFile: log('build-web'), signal, report }));

  const connections = { ...postgres.connections, redisUrl: redis.url };
  const environment = (/** @type {boolean} */ asOwner) =>
    serverEnvironment({ connections, secrets, dataDir, port: options.port, asOwner });
  const cli = { env: environment(true), dataDir, records, signal };
  await terminal.step('Tables', (report) =>
    runCli({ ...cli, args: ['migrate'], doing: 'The database could not be migrated', logFile: log('migrate'), report }),
  );
  // A city that was begun without the sample must never be given one by a start that forgot to say so.
  const sample = remembered(dataDir).sample ?? options.sample;
  remember(dataDir, { sample });
  if (sample) {
    const args = ['seed', '--enterprises', String(options.enterprises)];
    await terminal.step('Sample city', (report) =>
      runCli({ ...cli, args, doing: 'The sample city could not be made', logFile: log('seed'), report }),
    );
  } else {
    const doing = 'The first administrators could not be made';
    // What it says are passwords that nobody will see again: at once to the terminal, and into no file.
    const report = (/** @type {string} */ text) => terminal.aside(text);
    await terminal.step('First administrators', () => runCli({ ...cli, args: ['seed', '--bare'], doing, report }));
  }

  const spec = { env: environment(false), dataDir, records, signal };
  const servers = await terminal.step('Server processes', () => bringServers(spec, options.apiOnly, lifetime));
  lifetime.check();
  if (sample) sayAccounts(terminal);
  terminal.line(`Tidu is ready at http://127.0.0.1:${options.port}`);

  /** @type {Service[]} */
  const services = [...servers, ...[redis, postgres].flatMap(({ service }) => service ?? [])];
  const tell = (/** @type {string} */ text) => terminal.line(text);
  await Promise.race([lifetime.untilAsked(), ...services.map((service) => service.keepAlive(signal, tell))]);
}

/** @param {import('./servers.mjs').ServerSpec} spec @param {boolean} apiOnly @param {Lifetime} lifetime */
function bringServers(spec, apiOnly, lifetime) {
  const starting = [startApi(spec), ...(apiOnly ? [] : [startWorker(spec)])];
  lifetime.onClose(async () => {
    const settled = await Promise.allSettled(starting);
    const started = settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    await Promise.all(started.map((service) => service.stop(lifetime.hurry)));
  });
  return Promise.all(starting);
}

/** @param {string} dataDir @param {number} port @param {Lifetime} lifetime */
async function ownDataFolder(dataDir, port, lifetime) {
  const url = `http://127.0.0.1:${port}`;
  const records = await RunFolder.own(join(dataDir, 'run'), { url });
  if (!(records instanceof RunFolder)) {
    const { pid, url: other } = records.owner;
    throw new Problem(
      `Tidu already runs from ${dataDir} (process ${pid}, ${other}); end that one first, or start another with -- --data-dir and --port.`,
    );
  }
  lifetime.onClose(async () => records.leave());
  return records;
}

/**
 * @typedef {object} Bringing
 * @property {string} dataDir
 * @property {import('./data-folder.mjs').Secrets} secrets
 * @property {RunFolder} records
 * @property {Lifetime} lifetime
 * @property {(how: string) => void} report
 */

/** @param {Bringing} how @returns {Promise<{ url: string, service?: Service }>} */
async function bringRedis({ dataDir, secrets, records, lifetime, report }) {
  const { signal, hurry } = lifetime;
  const given = process.env.REDIS_URL;
  if (given) {
    await requireRedis(given);
    report('the one of REDIS_URL');
    return { url: given };
  }
  const logFile = join(dataDir, 'logs', 'redis.log');
  const program = await findRedis({ project: PROJECT, logFile: join(dataDir, 'logs', 'apt.log'), signal, report });
  const { redisPort } = remembered(dataDir);
  const { service, port } = await startRedis({
    program,
    folder: join(dataDir, 'redis'),
    logFile,
    password: secrets.redisPassword,
    ...(redisPort ? { preferredPort: redisPort } : {}),
    records,
    signal,
  });
  lifetime.onClose(() => service.stop(hurry));
  remember(dataDir, { redisPort: port });
  report(`port ${port}, ${program.origin}`);
  return { url: redisUrl(port, secrets.redisPassword), service };
}

/** @param {Bringing} how */
async function bringPostgres({ dataDir, secrets, records, lifetime, report }) {
  const { signal, hurry } = lifetime;
  const { DATABASE_URL: given, DATABASE_OWNER_URL: givenOwner } = process.env;
  if (given) {
    await requireAnswer(given, 'DATABASE_URL');
    if (givenOwner) await requireAnswer(givenOwner, 'DATABASE_OWNER_URL');
    report('the one of DATABASE_URL');
    return { connections: { databaseUrl: given, ...(givenOwner ? { databaseOwnerUrl: givenOwner } : {}) } };
  }
  const home = settleHome({ project: PROJECT, dataDir, id: secrets.id });
  const { postgresPort } = remembered(dataDir);
  const { service, port } = await startPostgres({
    home,
    logFile: join(dataDir, 'logs', 'postgres.log'),
    superuserPassword: secrets.superuserPassword,
    ...(postgresPort ? { preferredPort: postgresPort } : {}),
    temporary: false,
    records,
    signal,
    report,
  });
  lifetime.onClose(() => service.stop(hurry));
  remember(dataDir, { postgresPort: port });
  const superuser = postgresUrl(port, 'postgres', secrets.superuserPassword, 'postgres');
  await provide(superuser, { owner: secrets.ownerPassword, app: secrets.appPassword }, DATABASE);
  const forgotten = forgottenHomes(dataDir, home);
  const where = home.home.startsWith(dataDir) ? '' : `, its files are in ${home.home}`;
  report(
    `port ${port}${where}${forgotten.length ? `; left from an earlier data folder: ${forgotten.join(', ')}` : ''}`,
  );
  return { connections: embeddedDatabase(port, secrets, DATABASE), service };
}

/** @param {Terminal} terminal */
function sayAccounts(terminal) {
  const password = process.env.TIDU_DEMO_PASSWORD ? 'as set in TIDU_DEMO_PASSWORD' : DEFAULT_DEMO_PASSWORD;
  terminal.line(`\nDemo accounts, password ${password}`);
  for (const [name, what] of DEMO_ACCOUNTS) terminal.line(`  ${name?.padEnd(18)}${what}`);
  terminal.line('');
}

/** @param {unknown} error */
function unforeseen(error) {
  return `Tidu could not start: ${error instanceof Error ? error.message : error}.`;
}
