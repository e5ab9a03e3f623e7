import { join } from 'node:path';
import { portTaken } from './ports.mjs';
import { programProblem } from './problem.mjs';
import { Service } from './service.mjs';
import { PROJECT } from './project.mjs';

const READY_MS = 3 * 60_000;
const PROBE_MS = 2000;
/** A job in hand is finished before a server goes. */
const STOP_MS = 20_000;

/**
 * @typedef {object} ServerSpec
 * @property {NodeJS.ProcessEnv} env
 * @property {string} dataDir
 * @property {import('./run-folder.mjs').RunFolder} records
 * @property {AbortSignal} signal
 */

/**
 * Starts the api and waits until its first request will succeed.
 *
 * @param {ServerSpec} spec
 */
export async function startApi(spec) {
  const api = server('The api', 'api', spec);
  api.start();
  const url = `http://127.0.0.1:${spec.env.TIDU_PORT}/api/health/ready`;
  const isReady = () =>
    fetch(url, { signal: AbortSignal.timeout(PROBE_MS) }).then(
      async (answer) => (await answer.arrayBuffer(), answer.ok),
      () => false,
    );
  return settled(api, isReady, spec.signal);
}

/**
 * Starts the worker and waits until it says that it is ready.
 *
 * @param {ServerSpec} spec
 */
export async function startWorker(spec) {
  const worker = server('The worker', 'worker', spec);
  worker.start();
  return settled(worker, async () => /worker ready/.test(worker.log()), spec.signal);
}

/** @param {string} name @param {'api' | 'worker'} key @param {ServerSpec} spec */
function server(name, key, { env, dataDir, records }) {
  const program = join(PROJECT, 'dist/server/apps', key, 'src/main.js');
  return new Service({
    name,
    key,
    command: process.execPath,
    args: [program],
    cwd: PROJECT,
    env,
    logFile: join(dataDir, 'logs', `${key}.log`),
    marks: [program],
    stopSignal: 'SIGTERM',
    graceMs: STOP_MS,
    wholeGroup: true,
    records,
  });
}

/** @param {Service} service @param {() => Promise<boolean>} probe @param {AbortSignal} signal */
async function settled(service, probe, signal) {
  try {
    const state = await service.until(probe, READY_MS, signal);
    if (state === 'ready') return service;
    throw startProblem(service, state);
  } catch (error) {
    await service.stop();
    throw error;
  }
}

/** @param {Service} service @param {'ended' | 'silent'} state */
function startProblem(service, state) {
  const { name, logFile, env } = service.spec;
  const log = service.log();
  if (state === 'ended' && log.includes('EADDRINUSE')) return portTaken(Number(env.TIDU_PORT));
  const how =
    state === 'ended' ? `ended while starting (${service.ended})` : `was not ready after ${READY_MS / 60_000} minutes`;
  return programProblem(`${name} ${how}`, log, logFile, String(env.TIDU_DATA_DIR));
}
