import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { requireSpace } from './data-folder.mjs';
import { Problem, programProblem } from './problem.mjs';
import { runTask } from './processes.mjs';

/** The packages of the project take about 700 MB, npm's cache some 250 MB more. */
const NEEDED_MB = 1200;
const FAILURES_WITHOUT_NETWORK = 30;

/**
 * @typedef {object} LockEntry
 * @property {string} version
 * @property {string} [integrity]
 * @property {boolean} [optional]
 * @property {boolean} [link]
 */

/**
 * Whether node_modules holds what package-lock.json names. npm writes its own record last, after every package and
 * every script of theirs: a killed installation has none.
 *
 * @param {string} project
 */
export function isInstalled(project) {
  const wanted = packagesOf(join(project, 'package-lock.json'));
  const found = packagesOf(join(project, 'node_modules', '.package-lock.json'));
  if (!wanted)
    throw new Problem(
      `${join(project, 'package-lock.json')} is missing or damaged; get it back with "git checkout package-lock.json".`,
    );
  if (!found) return false;
  return Object.entries(wanted).every(([place, entry]) => {
    if (place === '') return true;
    const there = found[place];
    // Packages for other systems are left out.
    if (!there) return entry.optional === true;
    return there.version === entry.version && there.integrity === entry.integrity && existsSync(join(project, place));
  });
}

/**
 * Installs the packages where they are missing or others than package-lock.json names.
 *
 * @param {object} what
 * @param {string} what.project
 * @param {string} what.logFile
 * @param {import('./run-folder.mjs').RunFolder} what.records
 * @param {AbortSignal} what.signal
 * @param {(how: string) => void} what.report
 */
export async function installPackages({ project, logFile, records, signal, report }) {
  if (isInstalled(project)) return report('installed');
  requireSpace(project, NEEDED_MB);
  const wanted = Object.values(packagesOf(join(project, 'package-lock.json')) ?? {}).filter(
    (entry) => !entry.optional,
  ).length;
  report('asking npm');
  const watch = new NpmWatch(wanted, report);
  const [command, ...before] = npm();
  const { code, output } = await runTask({
    command,
    // A production setting of the environment must not leave out the builder. At this log level npm tells every file it fetches.
    args: [...before, 'ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=http'],
    cwd: project,
    env: { ...process.env, NODE_ENV: '' },
    logFile,
    onLine: (line) => watch.hear(line),
    records,
    signal: AbortSignal.any([signal, watch.offline]),
  }).catch((error) => {
    if (signal.aborted || !watch.offline.aborted) throw error;
    return { code: 1, output: `npm error ${watch.offline.reason}` };
  });
  if (code !== 0 || !isInstalled(project)) {
    const complaints = output
      .split('\n')
      .filter((line) => line.startsWith('npm error'))
      .map((line) => line.replace(/^npm error( code)? ?/, ''));
    throw programProblem('The packages could not be installed', complaints.join('\n'), logFile, project);
  }
  report(`${wanted} packages`);
}

/** Follows what npm says of its requests: how far it is, and whether there is a network at all. */
class NpmWatch {
  #lookedUp = 0;
  #fetched = 0;
  #failed = 0;
  #offline = new AbortController();

  /** @param {number} wanted packages @param {(how: string) => void} report */
  constructor(wanted, report) {
    this.wanted = wanted;
    this.report = report;
  }

  /** Aborts when nothing but failures came: npm itself goes on for many minutes, request by request. */
  get offline() {
    return this.#offline.signal;
  }

  /** @param {string} line */
  hear(line) {
    const failure = /^npm http fetch GET \S+ attempt \d+ failed with (\w+)/.exec(line);
    if (failure && ++this.#failed >= FAILURES_WITHOUT_NETWORK && this.#lookedUp === 0) this.#offline.abort(failure[1]);
    if (failure || !/^npm http (fetch|cache) /.test(line)) return;
    if (line.includes('.tgz ')) this.#fetched++;
    else this.#lookedUp++;
    const [count, what] = this.#fetched > 0 ? [this.#fetched, 'fetched'] : [this.#lookedUp, 'looked up'];
    this.report(`${Math.min(count, this.wanted)} of ${this.wanted} packages ${what}`);
  }
}

/** npm as it was called, or from the PATH. @returns {[string, ...string[]]} */
function npm() {
  const called = process.env.npm_execpath;
  return called && /npm-cli\.[cm]?js$/.test(called) && existsSync(called) ? [process.execPath, called] : ['npm'];
}

/** @param {string} file @returns {Record<string, LockEntry> | undefined} */
function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}
