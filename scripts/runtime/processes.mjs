import { execFileSync, spawn } from 'node:child_process';
import { appendFileSync, readFileSync, readdirSync } from 'node:fs';
import { pause } from './lifetime.mjs';
import { Interrupted } from './problem.mjs';

/** How long a finished tool's own children may take to go, and a tool that was asked to end. */
const TASK_GRACE_MS = 3000;
const LOOK_MS = 50;
const KEPT_OUTPUT = 200_000;

/**
 * A process as it is written down, so that a later start can tell it from a stranger that was given its number.
 *
 * @typedef {object} ProcessRecord
 * @property {number} pid
 * @property {string} bornAt
 * @property {string[]} marks one of them stands in its command line
 * @property {boolean} wholeGroup whether it leads a process group that is to end with it
 * @property {NodeJS.Signals} stopSignal
 * @property {number} graceMs how long it may take to end by itself
 */

/**
 * What the system says of a process: when it was born, in a form that only this very process has, and its command.
 *
 * @param {number} pid
 * @returns {{ bornAt: string, command: string } | undefined} absent when there is none, or only its remains
 */
export function identify(pid) {
  try {
    if (process.platform === 'linux') {
      const { isGone, startTime } = linuxStat(pid);
      if (isGone) return undefined;
      const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
      return { bornAt: `${boot}:${startTime}`, command };
    }
    const ask = (/** @type {string} */ field) =>
      execFileSync('ps', ['-o', `${field}=`, '-p', String(pid)], { encoding: 'utf8' }).trim();
    return ask('state').startsWith('Z') ? undefined : { bornAt: ask('lstart'), command: ask('command') };
  } catch {
    return undefined;
  }
}

/** @param {number | string} pid */
function linuxStat(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name in brackets may hold spaces and brackets itself: fields are counted from the last one (proc(5)).
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { isGone: fields[0] === 'Z' || fields[0] === 'X', group: Number(fields[2]), startTime: fields[19] };
}

/**
 * @param {number} pid
 * @param {Omit<ProcessRecord, 'pid' | 'bornAt'>} how
 * @returns {ProcessRecord}
 */
export function recordOf(pid, how) {
  return { pid, bornAt: identify(pid)?.bornAt ?? '', ...how };
}

/** @param {ProcessRecord} record whether that very process still runs */
export function isRunning(record) {
  const found = identify(record.pid);
  return (
    found !== undefined && found.bornAt === record.bornAt && record.marks.some((mark) => found.command.includes(mark))
  );
}

/** @param {number} group @param {NodeJS.Signals | 0} signal @returns {boolean} whether anybody was there */
function signalGroup(group, signal) {
  try {
    process.kill(-group, signal);
    return true;
  } catch (error) {
    // EPERM: members that run as another user are still members.
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/** @param {number} group whether anybody in it still runs; the remains of some do not count where one can tell */
function isGroupThere(group) {
  if (!signalGroup(group, 0)) return false;
  if (process.platform !== 'linux') return true;
  return readdirSync('/proc').some((name) => {
    if (!/^\d+$/.test(name)) return false;
    try {
      const stat = linuxStat(name);
      return stat.group === group && !stat.isGone;
    } catch {
      // It ended while we looked.
      return false;
    }
  });
}

/** @param {number} pid @param {NodeJS.Signals} signal */
function signalOne(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch {
    // Gone in this very moment: what was wanted.
  }
}

/** @param {() => boolean} there @param {number} milliseconds @param {AbortSignal} [hurry] @returns {Promise<boolean>} whether it went */
async function untilGone(there, milliseconds, hurry) {
  const until = performance.now() + milliseconds;
  while (there()) {
    if (performance.now() > until || hurry?.aborted) return false;
    await pause(LOOK_MS);
  }
  return true;
}

/**
 * Ends a process that was written down: asks, waits, then by force. A stranger with its number is left alone.
 *
 * @param {ProcessRecord} record
 * @param {AbortSignal} [hurry] aborts when nobody wants to wait any longer
 */
export async function endProcess(record, hurry) {
  const { pid, stopSignal, graceMs, wholeGroup } = record;
  if (!isRunning(record)) return;
  if (wholeGroup) signalGroup(pid, stopSignal);
  else signalOne(pid, stopSignal);
  // As long as the process lives, the number of its group is its own.
  const there = () => isRunning(record);
  if (!(await untilGone(there, graceMs, hurry))) {
    if (stopSignal === 'SIGINT') signalOne(pid, 'SIGQUIT');
    if (stopSignal !== 'SIGINT' || !(await untilGone(there, TASK_GRACE_MS, hurry))) {
      signalOne(pid, 'SIGKILL');
      if (wholeGroup) signalGroup(pid, 'SIGKILL');
      await untilGone(there, TASK_GRACE_MS);
    }
  }
  if (wholeGroup) await endGroup(pid, hurry);
}

/**
 * Ends what a leader that is gone has left in its group.
 *
 * @param {number} group
 * @param {AbortSignal} [hurry]
 */
async function endGroup(group, hurry) {
  if (!isGroupThere(group)) return;
  signalGroup(group, 'SIGTERM');
  if (await untilGone(() => isGroupThere(group), TASK_GRACE_MS, hurry)) return;
  signalGroup(group, 'SIGKILL');
  await untilGone(() => isGroupThere(group), TASK_GRACE_MS);
}

/**
 * @typedef {object} Task
 * @property {string} command
 * @property {readonly string[]} args
 * @property {string} cwd
 * @property {NodeJS.ProcessEnv} [env]
 * @property {string} [logFile] gets the whole output
 * @property {(line: string) => void} [onLine] hears every line of output
 * @property {boolean} [show] passes the output on to the terminal
 * @property {number} [uid]
 * @property {number} [gid]
 * @property {import('./run-folder.mjs').RunFolder} [records] where it is written down while it runs
 * @property {AbortSignal} signal ends it, with everything it began
 */

/**
 * Runs a tool to its end. It leads a process group of its own: Ctrl-C on a terminal then reaches this command
 * alone, which ends the tool together with what the tool has begun.
 *
 * @param {Task} task
 * @returns {Promise<{ code: number, output: string, errors: string }>} the last 200 KB of all output, and of stderr alone
 * @throws {Interrupted} when the signal ended it
 */
export async function runTask({ command, args, cwd, env, logFile, onLine, show, uid, gid, records, signal }) {
  signal.throwIfAborted();
  const as = uid === undefined ? {} : { uid, gid };
  const child = spawn(command, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'], ...as });
  let output = '';
  let errors = '';
  let rest = '';
  /** @param {string} text */
  const take = (text) => {
    if (logFile) appendFileSync(logFile, text, { mode: 0o600 });
    if (show) process.stdout.write(text);
    output = (output + text).slice(-KEPT_OUTPUT);
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    lines.forEach((line) => onLine?.(line));
  };
  /** @type {unknown} */
  let failure;
  const guarded = (/** @type {string} */ text) => {
    try {
      take(text);
    } catch (error) {
      // A full disk under the log: the tool must not run on unheard.
      failure ??= error;
      if (child.pid) signalGroup(child.pid, 'SIGTERM');
    }
  };
  child.stdout.setEncoding('utf8').on('data', guarded);
  child.stderr.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
    errors = (errors + text).slice(-KEPT_OUTPUT);
    guarded(text);
  });
  /** @type {Promise<number>} */
  const exit = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, by) => resolve(code ?? (by ? 1 : 0)));
  });
  const drained = new Promise((resolve) => child.once('close', resolve));
  if (child.pid === undefined) {
    await exit;
    throw new Error(`${command} did not start`);
  }
  const record = recordOf(child.pid, {
    // A tool may rename itself (npm does, to "npm ci"): any of its words will do.
    marks: [command, ...args],
    wholeGroup: true,
    stopSignal: 'SIGTERM',
    graceMs: TASK_GRACE_MS,
  });
  const forget = records?.write(`task-${child.pid}`, record);
  const abort = () => void endProcess(record);
  signal.addEventListener('abort', abort, { once: true });
  try {
    const code = await exit;
    await endGroup(child.pid);
    await drained;
    if (failure) throw failure;
    if (signal.aborted) throw new Interrupted();
    if (rest) onLine?.(rest);
    return { code, output, errors };
  } finally {
    signal.removeEventListener('abort', abort);
    forget?.();
  }
}

/**
 * What a program answers, for a quick question such as `--version`.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').ExecFileSyncOptions} [options]
 * @returns {string | undefined} absent when it is not there or does not run
 */
export function answerOf(command, args, options = {}) {
  try {
    return String(
      execFileSync(command, args, {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
        timeout: 30_000,
        ...options,
      }),
    );
  } catch {
    return undefined;
  }
}
