import { chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from './ports.mjs';
import { Problem, knownCause, programProblem } from './problem.mjs';
import { answerOf, identify, runTask } from './processes.mjs';
import { Service } from './service.mjs';

const START_ATTEMPTS = 5;
/** After a crash PostgreSQL first replays its log. */
const READY_MS = 10 * 60_000;
const STOP_MS = 20_000;
/** Servers that die with their postmaster need a moment to let go of its memory. */
const RELEASE_MS = 10_000;

/** The settings of every embedded server: two cores, a few gigabytes, loopback only. */
const COMMON = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  timezone: 'UTC',
  log_timezone: 'UTC',
  max_connections: '200',
  shared_buffers: '256MB',
  effective_cache_size: '1GB',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  random_page_cost: '1.1',
  jit: 'off',
};

/** For a database that nobody will miss. */
const TEMPORARY = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/**
 * @typedef {object} PostgresSpec
 * @property {import('./postgres-home.mjs').PostgresHome} home
 * @property {string} logFile
 * @property {string} superuserPassword
 * @property {number} [preferredPort]
 * @property {boolean} temporary
 * @property {import('./run-folder.mjs').RunFolder} records
 * @property {AbortSignal} signal
 * @property {(how: string) => void} report
 */

/**
 * Starts the embedded PostgreSQL, making its files where there are none.
 *
 * @param {PostgresSpec} spec
 * @returns {Promise<{ service: Service, port: number }>}
 */
export async function startPostgres(spec) {
  const { home, logFile, superuserPassword, records, signal, report } = spec;
  const data = join(home.home, 'data');
  if (!existsSync(data)) {
    report('making the database');
    await initialise(spec, data);
  }
  requireVersion(data, home.version);
  const settings = Object.entries({ ...COMMON, ...(spec.temporary ? TEMPORARY : {}) }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  report('starting');
  let port = await freePort(spec.preferredPort);
  const began = performance.now();
  for (let attempt = 1; ; attempt++) {
    const service = new Service({
      name: 'PostgreSQL',
      key: 'postgres',
      command: join(home.programs, 'bin', 'postgres'),
      args: ['-D', data, '-p', String(port), ...settings],
      cwd: '/',
      env: environment(),
      ...home.as,
      logFile,
      marks: [data],
      // SIGINT asks for the fast shutdown: sessions are ended, nothing is lost.
      stopSignal: 'SIGINT',
      graceMs: STOP_MS,
      wholeGroup: false,
      records,
      prepare: () => dropForeignPid(data),
    });
    service.start();
    const url = postgresUrl(port, 'postgres', superuserPassword, 'postgres');
    try {
      const state = await service.until(() => answers(url), READY_MS, signal);
      if (state === 'ready') return { service, port };
      const log = service.log();
      await service.stop();
      const isPortTaken = /could not (bind|create any TCP\/IP sockets)|Address already in use/.test(log);
      const isMemoryHeld = /pre-existing shared memory block|lock file "postmaster\.pid" already exists/.test(log);
      const again =
        (isPortTaken && attempt < START_ATTEMPTS) || (isMemoryHeld && performance.now() - began < RELEASE_MS);
      if (!again) throw startProblem(log, state, logFile, data);
      if (isPortTaken) port = await freePort();
    } catch (error) {
      await service.stop();
      throw error;
    }
  }
}

/**
 * @param {number} port @param {string} role @param {string} password @param {string} [database]
 */
export function postgresUrl(port, role, password, database) {
  return `postgres://${role}:${encodeURIComponent(password)}@127.0.0.1:${port}${database === undefined ? '' : `/${database}`}`;
}

/**
 * Makes the two roles and the database of the embedded default, or sets their passwords anew: `tidu_owner` owns the
 * database and migrates, `tidu_app` is what the servers are.
 *
 * @param {string} superuserUrl of the database `postgres`
 * @param {{ owner: string, app: string }} passwords
 * @param {string} database
 */
export async function provide(superuserUrl, passwords, database) {
  await withClient(superuserUrl, async (client) => {
    for (const [role, password] of Object.entries({ tidu_owner: passwords.owner, tidu_app: passwords.app })) {
      const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role]);
      const verb = rowCount ? 'alter' : 'create';
      await client.query(
        `${verb} role ${role} login nosuperuser nocreatedb nocreaterole password ${client.escapeLiteral(password)}`,
      );
    }
    const { rowCount } = await client.query('select from pg_database where datname = $1', [database]);
    if (!rowCount) await client.query(`create database ${client.escapeIdentifier(database)} owner tidu_owner`);
  });
}

/**
 * @param {string} url of a server that was named by the environment
 * @param {string} variable
 * @throws {Problem} when it does not answer
 */
export async function requireAnswer(url, variable) {
  if (!/^postgres(ql)?:\/\//.test(url))
    throw new Problem(`${variable} must be an address such as postgres://user:password@host:5432/tidu.`);
  try {
    await withClient(url, (client) => client.query('select 1'));
  } catch (error) {
    const reason = error instanceof Error ? error.message || /** @type {NodeJS.ErrnoException} */ (error).code : error;
    throw new Problem(
      `PostgreSQL, named by ${variable}, does not answer: ${reason}; start it or mend ${variable}.`,
      error,
    );
  }
}

/** @param {string} url */
async function answers(url) {
  try {
    await withClient(url, (client) => client.query('select 1'));
    return true;
  } catch {
    return false;
  }
}

/**
 * @template T
 * @param {string} connectionString
 * @param {(client: import('pg').Client) => Promise<T>} work
 */
async function withClient(connectionString, work) {
  // Not before the packages are installed.
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** @param {PostgresSpec} spec @param {string} data */
async function initialise({ home, logFile, superuserPassword, temporary, records, signal }, data) {
  const draft = `${data}.new`;
  const passwordFile = join(home.home, 'password');
  rmSync(draft, { recursive: true, force: true });
  writeFileSync(passwordFile, superuserPassword, { mode: 0o600 });
  const { uid, gid } = home.as;
  if (uid !== undefined && gid !== undefined) chownSync(passwordFile, uid, gid);
  try {
    const { code, output } = await runTask({
      command: join(home.programs, 'bin', 'initdb'),
      args: [
        ...[
          '--pgdata',
          draft,
          '--username=postgres',
          '--auth=scram-sha-256',
          `--pwfile=${passwordFile}`,
          '--encoding=UTF8',
        ],
        // The same on every system: order by code point, letters by the server's own tables.
        ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', ...utf8Letters()],
        ...(temporary ? ['--no-sync'] : []),
      ],
      cwd: '/',
      env: environment(),
      ...home.as,
      logFile,
      records,
      signal,
    });
    if (code !== 0) throw programProblem('The database could not be made', output, logFile, home.home);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(draft, data);
}

/** What is left to the system's own locale, trigrams among it, should know letters beyond ASCII too. */
function utf8Letters() {
  const known = answerOf('locale', ['-a'])?.split('\n') ?? [];
  const name = known.find((locale) => /^C\.utf-?8$/i.test(locale.trim()))?.trim();
  return name ? [`--lc-ctype=${name}`] : [];
}

function environment() {
  return { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };
}

/** @param {string} data @param {string} version */
function requireVersion(data, version) {
  const file = join(data, 'PG_VERSION');
  const found = existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
  const wanted = version.split('.')[0];
  if (!/^\d+$/.test(found)) throw damaged(data);
  if (found !== wanted) {
    throw new Problem(
      `The database in ${data} is of PostgreSQL ${found} and this Tidu carries ${wanted}; back it up with the Tidu that made it and restore it here.`,
    );
  }
}

/** @param {string} data @param {string} [logFile] */
function damaged(data, logFile) {
  return new Problem(
    `The database in ${data} is damaged${logFile ? ` (see ${logFile})` : ''}; restore a backup, or move the data folder away to begin anew.`,
  );
}

/** @param {string} log @param {'ended' | 'silent'} state @param {string} logFile @param {string} data */
function startProblem(log, state, logFile, data) {
  if (knownCause(log)) return programProblem('PostgreSQL could not start', log, logFile, data);
  if (/could not map anonymous shared memory|could not create shared memory/.test(log)) {
    return new Problem(
      'PostgreSQL could not start: the machine has too little memory left; close other programs and start again.',
    );
  }
  if (
    /PANIC|could not locate a valid checkpoint|not a valid data directory|invalid data in file|incorrect checksum|could not (open|read|find|access) (the )?(file|directory|database)|invalid (page|record|primary)|No such file or directory|corrupt/i.test(
      log,
    )
  ) {
    return damaged(data, logFile);
  }
  if (/Permission denied|has (wrong|invalid) (ownership|permissions)/i.test(log)) {
    return new Problem(
      `PostgreSQL may not use ${data}, which belongs to another user or has other rights than it gave it; start Tidu as the user who made it.`,
    );
  }
  const why = state === 'silent' ? 'it did not answer in time' : 'it ended at once';
  return new Problem(`PostgreSQL could not start: ${why}; the reason is in ${logFile}.`);
}

/**
 * PostgreSQL believes the number in its pid file as long as any process of this user has it. After a restart of the
 * machine that may be a stranger.
 *
 * @param {string} data
 */
function dropForeignPid(data) {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number.parseInt(readFileSync(file, 'utf8'), 10);
  const found = pid > 0 ? identify(pid) : undefined;
  if (found && !found.command.includes(data)) rmSync(file, { force: true });
}
