import { mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { unpacked } from './debian.mjs';
import { freePort } from './ports.mjs';
import { Problem } from './problem.mjs';
import { answerOf } from './processes.mjs';
import { Service } from './service.mjs';

const START_ATTEMPTS = 5;
const READY_MS = 30_000;
const STOP_MS = 5000;
const PROBE_MS = 2000;

/** @typedef {{ command: string, env: NodeJS.ProcessEnv, origin: string }} RedisProgram */

/**
 * Finds a Redis server: on the PATH, else unpacked from the packages of Debian and Ubuntu.
 *
 * @param {object} how
 * @param {string} how.project
 * @param {string} how.logFile
 * @param {AbortSignal} how.signal
 * @param {(how: string) => void} how.report
 * @returns {Promise<RedisProgram>}
 */
export async function findRedis(how) {
  for (const command of ['redis-server', 'valkey-server']) {
    if (answerOf(command, ['--version'])) return { command, env: process.env, origin: `${command} of this machine` };
  }
  const waysOut =
    'install redis-server (or valkey-server) with your package manager, or set REDIS_URL to a server of your own';
  const runs = (/** @type {import('./debian.mjs').Unpacked} */ { root, env }) =>
    answerOf(join(root, 'usr/bin/redis-server'), ['--version'], { env }) !== undefined;
  const found = await unpacked({
    ...how,
    name: 'redis',
    packages: ['redis-server', 'redis-tools'],
    runs,
    needed: 'Tidu needs a Redis server',
    waysOut,
  });
  return {
    command: join(found.root, 'usr/bin/redis-server'),
    env: found.env,
    origin: 'unpacked packages of this system',
  };
}

/**
 * Starts a Redis of its own. It keeps nothing on disk: all of it can be rebuilt from PostgreSQL.
 *
 * @param {object} spec
 * @param {RedisProgram} spec.program
 * @param {string} spec.folder for its configuration
 * @param {string} spec.logFile
 * @param {string} spec.password
 * @param {number} [spec.preferredPort]
 * @param {number} [spec.databases]
 * @param {import('./run-folder.mjs').RunFolder} spec.records
 * @param {AbortSignal} spec.signal
 * @returns {Promise<{ service: Service, port: number }>}
 */
export async function startRedis({
  program,
  folder,
  logFile,
  password,
  preferredPort,
  databases = 16,
  records,
  signal,
}) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'redis.conf');
  let port = await freePort(preferredPort);
  for (let attempt = 1; ; attempt++) {
    // A file, not arguments: every user of the machine can read those. Its path is that of the folder it starts in,
    // so that no name in it needs quoting.
    const lines = [
      `port ${port}`,
      'bind 127.0.0.1',
      `requirepass ${password}`,
      'save ""',
      'appendonly no',
      'maxmemory-policy noeviction',
    ];
    writeFileSync(file, [...lines, `databases ${databases}`, 'daemonize no', 'loglevel notice', ''].join('\n'), {
      mode: 0o600,
    });
    const service = new Service({
      name: 'Redis',
      key: 'redis',
      command: program.command,
      args: ['redis.conf'],
      cwd: folder,
      env: program.env,
      logFile,
      // Once it listens, it shows the address in place of the file.
      marks: ['redis.conf', `127.0.0.1:${port}`],
      stopSignal: 'SIGTERM',
      graceMs: STOP_MS,
      wholeGroup: false,
      records,
    });
    service.start();
    try {
      const state = await service.until(() => pongs(port, password), READY_MS, signal);
      if (state === 'ready') return { service, port };
      const log = service.log();
      await service.stop();
      if (attempt === START_ATTEMPTS || !/Address already in use|bind/.test(log)) {
        throw new Problem(`Redis could not start (${service.ended ?? 'no answer'}); the reason is in ${logFile}.`);
      }
      port = await freePort();
    } catch (error) {
      await service.stop();
      throw error;
    }
  }
}

/** @param {number} port @param {string} password @param {number} [database] */
export function redisUrl(port, password, database) {
  return `redis://:${encodeURIComponent(password)}@127.0.0.1:${port}${database === undefined ? '' : `/${database}`}`;
}

/**
 * @param {string} url of a server that was named by the environment
 * @throws {Problem} when it does not answer
 */
export async function requireRedis(url) {
  if (!/^rediss?:\/\//.test(url))
    throw new Problem('REDIS_URL must be an address such as redis://:password@host:6379.');
  // Not before the packages are installed.
  const { Redis } = await import('ioredis');
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: 5000,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  /** @type {string | undefined} */
  let reason;
  redis.on('error', (/** @type {Error} */ error) => (reason ??= error.message));
  try {
    await redis.connect();
    await redis.ping();
  } catch (error) {
    throw new Problem(
      `Redis, named by REDIS_URL, does not answer: ${reason ?? (error instanceof Error ? error.message : error)}; start it or mend REDIS_URL.`,
      error,
    );
  } finally {
    redis.disconnect();
  }
}

/**
 * Asked by hand: this must work before the packages are there.
 *
 * @param {number} port
 * @param {string} password
 * @returns {Promise<boolean>}
 */
function pongs(port, password) {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    let answer = '';
    const finish = (/** @type {boolean} */ is) => {
      socket.destroy();
      resolve(is);
    };
    socket.setTimeout(PROBE_MS, () => finish(false));
    socket.once('error', () => finish(false));
    socket.once('close', () => finish(false));
    socket.once('connect', () => socket.write(`AUTH ${password}\r\nPING\r\n`));
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1');
      if (answer.includes('+PONG')) finish(true);
      else if (answer.includes('-')) finish(false);
    });
  });
}
