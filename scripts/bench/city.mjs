import { realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCli } from '../runtime/command-line.mjs';
import { openDataFolder, remember, remembered, secretsOf } from '../runtime/data-folder.mjs';
import { embeddedDatabase, serverEnvironment } from '../runtime/environment.mjs';
import { passingFolder } from '../runtime/passing-folder.mjs';
import { freePort } from '../runtime/ports.mjs';
import { databaseExists, settleHome } from '../runtime/postgres-home.mjs';
import { postgresUrl, provide, startPostgres } from '../runtime/postgres.mjs';
import { Problem } from '../runtime/problem.mjs';
import { PROJECT, buildOnce, install } from '../runtime/project.mjs';
import { findRedis, redisUrl, startRedis } from '../runtime/redis.mjs';
import { RunFolder } from '../runtime/run-folder.mjs';
import { startApi, startWorker } from '../runtime/servers.mjs';
import { Service } from '../runtime/service.mjs';

const DATABASE = 'tidu';
const BARE = join(PROJECT, 'scripts/bench/bare-server.mjs');
const READY_MS = 30_000;
const STOP_MS = 5000;

/** @typedef {import('./bare-server.mjs').BareSettings} BareSettings */

/**
 * The built sample city with servers of its own, from the first package to the last process.
 */
export class City {
  /**
   * @param {object} parts
   * @param {string} parts.folder
   * @param {RunFolder} parts.records
   * @param {import('../runtime/lifetime.mjs').Lifetime} parts.lifetime
   * @param {number} parts.connections
   * @param {import('../runtime/data-folder.mjs').Secrets} parts.secrets
   * @param {import('../runtime/environment.mjs').Connections} parts.addresses
   */
  constructor({ folder, records, lifetime, connections, secrets, addresses }) {
    this.folder = folder;
    this.records = records;
    this.lifetime = lifetime;
    this.connections = connections;
    this.secrets = secrets;
    this.addresses = addresses;
    /** Of the api, once it runs. */
    this.port = 0;
  }

  /**
   * @param {object} how
   * @param {string | undefined} how.dataDir kept; a folder that is removed in the end where absent
   * @param {number} how.connections
   * @param {import('../runtime/lifetime.mjs').Lifetime} how.lifetime
   * @param {import('../runtime/terminal.mjs').Terminal} how.terminal
   */
  static async raise({ dataDir, connections, lifetime, terminal }) {
    const { folder, records } = await takeFolder(dataDir, lifetime);
    const { signal, hurry } = lifetime;
    const log = (/** @type {string} */ name) => join(folder, 'logs', `${name}.log`);
    const secrets = secretsOf(folder, databaseExists(folder));
    await terminal.step('Packages (npm ci)', (report) => install({ logFile: log('npm'), signal, report }));
    await terminal.step('Server', (report) => buildOnce('server', { logFile: log('build-server'), signal, report }));
    const ports = remembered(folder);
    const redisPort = await terminal.step('Redis', async (report) => {
      const program = await findRedis({ project: PROJECT, logFile: log('apt'), signal, report });
      const { service, port } = await startRedis({
        program,
        folder: join(folder, 'redis'),
        logFile: log('redis'),
        password: secrets.redisPassword,
        ...(ports.redisPort ? { preferredPort: ports.redisPort } : {}),
        records,
        signal,
      });
      lifetime.onClose(() => service.stop(hurry));
      return port;
    });
    const postgresPort = await terminal.step('PostgreSQL', async (report) => {
      const { service, port } = await startPostgres({
        home: settleHome({ project: PROJECT, dataDir: folder, id: secrets.id }),
        logFile: log('postgres'),
        superuserPassword: secrets.superuserPassword,
        ...(ports.postgresPort ? { preferredPort: ports.postgresPort } : {}),
        temporary: false,
        records,
        signal,
        report,
      });
      lifetime.onClose(() => service.stop(hurry));
      const superuser = postgresUrl(port, 'postgres', secrets.superuserPassword, 'postgres');
      await provide(superuser, { owner: secrets.ownerPassword, app: secrets.appPassword }, DATABASE);
      return port;
    });
    remember(folder, { redisPort, postgresPort });
    const addresses = {
      ...embeddedDatabase(postgresPort, secrets, DATABASE),
      redisUrl: redisUrl(redisPort, secrets.redisPassword),
    };
    return new City({ folder, records, lifetime, connections, secrets, addresses });
  }

  /**
   * Migrates, and seeds where there are not so many enterprises yet.
   *
   * @param {number} enterprises
   * @param {import('../runtime/terminal.mjs').Terminal} terminal
   * @returns {Promise<number>} seconds that the seed took
   */
  async fill(enterprises, terminal) {
    await terminal.step('Tables', (report) => this.#cli('The database could not be migrated', ['migrate'], report));
    const began = performance.now();
    await terminal.step(`Sample city of ${enterprises}`, (report) =>
      this.#cli('The sample city could not be made', ['seed', '--enterprises', String(enterprises)], report),
    );
    return (performance.now() - began) / 1000;
  }

  /** Runs something on the database as its owner. @template T @param {(client: import('pg').Client) => Promise<T>} work */
  async asOwner(work) {
    return withClient(/** @type {string} */ (this.addresses.databaseOwnerUrl), work);
  }

  /** Runs something on the database as the application. @template T @param {(client: import('pg').Client) => Promise<T>} work */
  async asApplication(work) {
    return withClient(this.addresses.databaseUrl, work);
  }

  async startApi() {
    this.port = await freePort();
    return this.#during(startApi(this.#server()));
  }

  async startWorker() {
    return this.#during(startWorker(this.#server()));
  }

  /**
   * @param {Pick<BareSettings, 'statements' | 'routes'>} what
   * @returns {Promise<number>} its port
   */
  async startBare(what) {
    const port = await freePort();
    const file = join(this.folder, 'bare.json');
    const { connections, secrets, addresses } = this;
    /** @type {BareSettings} */
    const settings = { ...what, port, connections, tokenKey: secrets.tokenKey, databaseUrl: addresses.databaseUrl };
    writeFileSync(file, JSON.stringify(settings), { mode: 0o600 });
    const service = new Service({
      name: 'The bare server',
      key: 'bare',
      command: process.execPath,
      args: [BARE, file],
      cwd: PROJECT,
      env: { PATH: process.env.PATH, NODE_ENV: 'production', TZ: 'UTC' },
      logFile: join(this.folder, 'logs', 'bare.log'),
      marks: [BARE],
      stopSignal: 'SIGTERM',
      graceMs: STOP_MS,
      wholeGroup: false,
      records: this.records,
    });
    this.lifetime.onClose(() => service.stop(this.lifetime.hurry));
    service.start();
    const state = await service.until(
      async () => service.log().includes('bare server ready'),
      READY_MS,
      this.lifetime.signal,
    );
    if (state !== 'ready')
      throw new Problem(`The bare server did not start; the reason is in ${service.spec.logFile}.`);
    return port;
  }

  /** @param {Promise<Service>} starting */
  async #during(starting) {
    this.lifetime.onClose(async () => {
      const [started] = await Promise.allSettled([starting]);
      if (started.status === 'fulfilled') await started.value.stop(this.lifetime.hurry);
    });
    return starting;
  }

  #server() {
    return {
      env: this.#environment(false),
      dataDir: this.folder,
      records: this.records,
      signal: this.lifetime.signal,
    };
  }

  /** @param {boolean} asOwner */
  #environment(asOwner) {
    const environment = serverEnvironment({
      connections: this.addresses,
      secrets: this.secrets,
      dataDir: this.folder,
      port: this.port,
      asOwner,
    });
    return { ...environment, TIDU_TOKEN_KEY: this.secrets.tokenKey, TIDU_POOL_SIZE: String(this.connections) };
  }

  /** @param {string} doing @param {readonly string[]} args @param {(how: string) => void} report */
  #cli(doing, args, report) {
    return runCli({
      args,
      doing,
      env: this.#environment(true),
      dataDir: this.folder,
      logFile: join(this.folder, 'logs', `${args[0]}.log`),
      records: this.records,
      signal: this.lifetime.signal,
      report,
    });
  }
}

/**
 * The folder of this run: the one that was asked for, or one that is removed in the end, with what killed runs have left.
 *
 * @param {string | undefined} dataDir
 * @param {import('../runtime/lifetime.mjs').Lifetime} lifetime
 */
async function takeFolder(dataDir, lifetime) {
  if (dataDir !== undefined) {
    openDataFolder(dataDir);
    const folder = realpathSync(dataDir);
    const records = await RunFolder.own(join(folder, 'run'));
    if (!(records instanceof RunFolder))
      throw new Problem(
        `${folder} is in use by process ${records.owner.pid}; end that one first or name another folder.`,
      );
    lifetime.onClose(async () => records.leave());
    return { folder, records };
  }
  return passingFolder('bench', lifetime);
}

/**
 * @template T
 * @param {string} connectionString
 * @param {(client: import('pg').Client) => Promise<T>} work
 */
async function withClient(connectionString, work) {
  // Not before the packages are installed.
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
