import { spawn } from 'node:child_process';
import { closeSync, openSync, readSync, renameSync, statSync } from 'node:fs';
import { pause } from './lifetime.mjs';
import { Problem } from './problem.mjs';
import { endProcess, recordOf } from './processes.mjs';

const PROBE_MS = 100;
const LOG_LIMIT = 20 * 2 ** 20;
const LOG_TAIL = 64 * 1024;
/** A server that ends more often than this in this time will not be mended by starting it once more. */
const RESTARTS = 5;
const RESTARTS_WITHIN_MS = 5 * 60_000;
const FIRST_BACKOFF_MS = 500;
/** Between the end of a process and the news of it. */
const REAPED_MS = 1000;

/**
 * @typedef {object} ServiceSpec
 * @property {string} name as a person says it: "The worker"
 * @property {string} key of its record
 * @property {string} command
 * @property {readonly string[]} args
 * @property {string} cwd
 * @property {NodeJS.ProcessEnv} env
 * @property {number} [uid]
 * @property {number} [gid]
 * @property {string} logFile
 * @property {string[]} marks one of them stands in its command line
 * @property {NodeJS.Signals} stopSignal
 * @property {number} graceMs how long it may take to end by itself
 * @property {boolean} wholeGroup whether everything it begins ends with it
 * @property {import('./run-folder.mjs').RunFolder} records
 * @property {() => void} [prepare] runs before every start
 */

/** A server that runs beside this command, writes to a log file and is started again when it dies. */
export class Service {
  /** @param {ServiceSpec} spec */
  constructor(spec) {
    this.spec = spec;
    /** @type {import('./processes.mjs').ProcessRecord | undefined} */
    this.record = undefined;
    /** How the process ended; absent while it runs. @type {string | undefined} */
    this.ended = undefined;
    /** @type {Promise<void>} */
    this.exit = Promise.resolve();
    this.logFrom = 0;
  }

  /**
   * Starts the process. It writes to its log by itself: should this command be killed, the server neither dies of a
   * broken pipe nor falls silent. It leads a process group, so that Ctrl-C does not reach it before its clients.
   */
  start() {
    const { command, args, cwd, env, uid, gid, logFile, records, key, marks, stopSignal, graceMs, wholeGroup } =
      this.spec;
    this.spec.prepare?.();
    this.logFrom = rotated(logFile);
    const log = openSync(logFile, 'a', 0o600);
    const as = uid === undefined ? {} : { uid, gid };
    this.ended = undefined;
    const child = spawn(command, args, { cwd, env, detached: true, stdio: ['ignore', log, log], ...as });
    closeSync(log);
    this.record = undefined;
    let forget = () => undefined;
    if (child.pid !== undefined) {
      this.record = recordOf(child.pid, { marks, wholeGroup, stopSignal, graceMs });
      const strike = records.write(key, this.record);
      forget = () => void strike();
    }
    this.exit = new Promise((resolve) => {
      /** @param {string} how */
      const over = (how) => {
        this.ended = how;
        forget();
        resolve();
      };
      child.once('error', (error) => over(error.message));
      child.once('exit', (code, by) => over(by ? `killed by ${by}` : `exit code ${code}`));
    });
  }

  /** What it wrote since its last start: the last 64 KB. */
  log() {
    const { size } = statSync(this.spec.logFile);
    const from = Math.max(this.logFrom, size - LOG_TAIL);
    const text = Buffer.alloc(Math.max(0, size - from));
    const handle = openSync(this.spec.logFile, 'r');
    readSync(handle, text, 0, text.length, from);
    closeSync(handle);
    return text.toString('utf8');
  }

  /**
   * Waits until it answers.
   *
   * @param {() => Promise<boolean>} probe
   * @param {number} boundMs
   * @param {AbortSignal} signal
   * @returns {Promise<'ready' | 'ended' | 'silent'>}
   */
  async until(probe, boundMs, signal) {
    const until = performance.now() + boundMs;
    while (performance.now() < until) {
      if (await probe()) return 'ready';
      if (this.ended !== undefined) return 'ended';
      await pause(PROBE_MS, signal);
    }
    return 'silent';
  }

  /**
   * Starts it again whenever it dies, later each time.
   *
   * @param {AbortSignal} signal ends the watch
   * @param {(text: string) => void} tell
   * @throws {Problem} when it dies too often
   */
  async keepAlive(signal, tell) {
    /** @type {number[]} */
    let deaths = [];
    const { name, logFile } = this.spec;
    const stopped = new Promise((resolve) =>
      signal.addEventListener('abort', () => resolve(undefined), { once: true }),
    );
    for (;;) {
      await Promise.race([this.exit, stopped]);
      if (signal.aborted) return;
      const now = performance.now();
      deaths = [...deaths.filter((at) => now - at < RESTARTS_WITHIN_MS), now];
      if (deaths.length > RESTARTS) {
        throw new Problem(
          `${name} has ended ${deaths.length} times within minutes (last: ${this.ended}); the reason is in ${logFile}.`,
        );
      }
      tell(`${name} ended (${this.ended}) and is started again; its log is ${logFile}.`);
      await pause(FIRST_BACKOFF_MS * 2 ** (deaths.length - 1), signal).catch(() => undefined);
      if (signal.aborted) return;
      this.start();
    }
  }

  /** @param {AbortSignal} [hurry] */
  async stop(hurry) {
    if (!this.record || this.ended !== undefined) return;
    await endProcess(this.record, hurry);
    await Promise.race([this.exit, pause(REAPED_MS)]);
  }
}

/**
 * Puts a log that has grown large aside.
 *
 * @param {string} file
 * @returns {number} its size now
 */
function rotated(file) {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size < LOG_LIMIT) return size;
  renameSync(file, `${file}.1`);
  return 0;
}
