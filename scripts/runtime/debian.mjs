import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  accessSync,
  constants,
} from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { requireSpace } from './data-folder.mjs';
import { Problem, knownCause } from './problem.mjs';
import { answerOf, runTask } from './processes.mjs';
import { RunFolder } from './run-folder.mjs';

/**
 * @typedef {object} Unpacked
 * @property {string} root stands for `/`
 * @property {NodeJS.ProcessEnv} env with which its programs find their libraries
 */

/**
 * @typedef {object} Wanted
 * @property {string} name of the set
 * @property {readonly string[]} packages with everything they depend on
 * @property {(found: Unpacked) => boolean} runs whether what was unpacked works
 * @property {string} needed first half of the sentence when it cannot be had
 * @property {string} waysOut second half
 * @property {string} project
 * @property {string} logFile
 * @property {AbortSignal} signal
 * @property {(how: string) => void} report
 * @property {number} [megabytes] space it takes
 */

/**
 * Programs from the packages of Debian or Ubuntu, without installing them: fetched with apt into folders of this
 * user, unpacked side by side and run with their own libraries. No root, no service, no lock of the system. Kept per
 * user, so that a second clone starts at once.
 *
 * @param {Wanted} wanted
 * @returns {Promise<Unpacked>}
 */
export async function unpacked(wanted) {
  const { name, runs, needed, waysOut, project } = wanted;
  const system = debianRelease();
  if (!system) throw new Problem(`${needed}, and only on Debian and Ubuntu can it fetch one itself: ${waysOut}.`);
  const cache = join(cacheFolder(project), system);
  const root = join(cache, name);
  const kept = { root, env: environmentFor(root) };
  // The system may have been upgraded under it: what no longer runs is fetched anew.
  const works = () => existsSync(root) && runs(kept);
  if (works()) return kept;
  const waiting = (/** @type {{ pid: number }} */ owner) =>
    wanted.report(`waiting for process ${owner.pid}, which is fetching packages`);
  const turn = await RunFolder.ownInTurn(join(cache, 'run'), wanted.signal, waiting);
  try {
    if (works()) return kept;
    await fetchPackages({ ...wanted, records: turn }, cache, root);
  } finally {
    turn.leave();
  }
  const fresh = { root, env: environmentFor(root) };
  if (!runs(fresh)) throw new Problem(`${needed}, and the packages unpacked in ${root} do not run here: ${waysOut}.`);
  return fresh;
}

/** The folder for what is fetched once per user. @param {string} project */
export function cacheFolder(project) {
  const home = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  const folder = join(home, 'tidu');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK);
    return folder;
  } catch {
    const own = join(project, '.tidu', 'cache');
    mkdirSync(own, { recursive: true });
    return own;
  }
}

/** @returns {string | undefined} such as "debian-12-amd64", absent where apt is not at home */
export function debianRelease() {
  if (process.platform !== 'linux' || !existsSync('/etc/os-release')) return undefined;
  const text = readFileSync('/etc/os-release', 'utf8');
  const field = (/** @type {string} */ key) => new RegExp(`^${key}="?([^"\n]*)"?$`, 'm').exec(text)?.[1] ?? '';
  const isDebian = ['debian', 'ubuntu'].some((id) => `${field('ID')} ${field('ID_LIKE')}`.split(' ').includes(id));
  const architecture = answerOf('dpkg', ['--print-architecture'])?.trim();
  if (!isDebian || !architecture || !answerOf('apt-get', ['--version']) || !answerOf('dpkg-deb', ['--version']))
    return undefined;
  return `${field('ID')}-${field('VERSION_ID') || 'testing'}-${architecture}`;
}

/** @param {Wanted & { records: RunFolder }} wanted @param {string} cache @param {string} root */
async function fetchPackages(
  { name, packages, needed, waysOut, records, logFile, signal, report, megabytes = 100 },
  cache,
  root,
) {
  const state = join(cache, 'apt-state');
  const debs = join(cache, `${name}.debs`);
  const draft = `${root}.new`;
  for (const folder of [
    join(state, 'lists', 'partial'),
    join(cache, 'apt-cache', 'archives', 'partial'),
    debs,
    draft,
  ]) {
    mkdirSync(folder, { recursive: true });
  }
  requireSpace(cache, megabytes);
  const apt = [
    ...[
      '-o',
      `Dir::State=${state}`,
      '-o',
      'Dir::State::status=/var/lib/dpkg/status',
      '-o',
      `Dir::Cache=${join(cache, 'apt-cache')}`,
    ],
    // All of it lies in folders of this user alone: nobody to lock out, nobody to become.
    ...[
      '-o',
      'Debug::NoLocking=1',
      '-o',
      'APT::Sandbox::User=root',
      '-o',
      'Acquire::Languages=none',
      '-o',
      'Acquire::Retries=2',
      '-o',
      'Acquire::http::Timeout=30',
    ],
  ];
  const env = { ...process.env, LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' };
  /** @param {string} command @param {readonly string[]} args @param {(line: string) => void} [onLine] */
  const run = (command, args, onLine = () => undefined) =>
    runTask({ command, args, cwd: debs, env, logFile, onLine, records, signal });
  /** @param {string} output @param {string} otherwise */
  const problem = (output, otherwise) => {
    const why = {
      'disk-full': `the disk that holds ${cache} is full`,
      'no-network': 'the package server could not be reached',
      'no-memory': 'the machine ran out of memory',
    };
    const cause = knownCause(output);
    return new Problem(`${needed}, and ${cause ? why[cause] : `${otherwise} (see ${logFile})`}: ${waysOut}.`);
  };
  try {
    report(`${packages[0]}: reading the package lists`);
    // A source that is out of reach does not matter as long as the others have the packages.
    const update = await run('apt-get', [...apt, 'update']);
    const plan = await run('apt-get', [...apt, 'install', '--simulate', '--no-install-recommends', ...packages]);
    const names = plan.output.split('\n').flatMap((line) => /^Inst (\S+)/.exec(line)?.[1] ?? []);
    if (plan.code !== 0) throw problem(update.output + plan.output, 'apt could not plan the packages');
    // What the system already has is fetched too where it was asked for by name: its root is this one.
    const all = [...new Set([...names, ...packages])];
    let got = 0;
    const download = await run('apt-get', [...apt, 'download', ...all], (line) => {
      if (line.startsWith('Get:')) report(`${packages[0]}: ${++got} of ${all.length} packages fetched`);
    });
    if (download.code !== 0) throw problem(update.output + download.output, 'its packages could not be fetched');
    const files = readdirSync(debs).filter((file) => file.endsWith('.deb'));
    for (const [index, file] of files.entries()) {
      report(`${packages[0]}: ${index + 1} of ${files.length} packages unpacked`);
      const extract = await run('dpkg-deb', ['-x', join(debs, file), draft]);
      if (extract.code !== 0) throw problem(extract.output, `${file} could not be unpacked`);
    }
    writeFileSync(join(draft, 'packages'), `${files.join('\n')}\n`);
    rmSync(root, { recursive: true, force: true });
    renameSync(draft, root);
  } finally {
    rmSync(debs, { recursive: true, force: true });
    rmSync(draft, { recursive: true, force: true });
    rmSync(join(cache, 'apt-cache'), { recursive: true, force: true });
  }
}

/**
 * Where a program of unpacked packages finds its libraries. Some keep theirs a folder deeper and have the whole path
 * built in, which here leads nowhere.
 *
 * @param {string} root
 */
function environmentFor(root) {
  const foldersOf = (/** @type {string} */ path) =>
    existsSync(path)
      ? readdirSync(path, { withFileTypes: true }).flatMap((entry) =>
          entry.isDirectory() ? [join(path, entry.name)] : [],
        )
      : [];
  const holdsLibraries = (/** @type {string} */ folder) =>
    readdirSync(folder).some((name) => /^lib.*\.so(\.|$)/.test(name));
  const folders = ['usr/lib', 'lib'].flatMap((base) => {
    const own = foldersOf(join(root, base)).filter((folder) => folder.includes('-linux-gnu'));
    return [...own, ...own.flatMap(foldersOf), join(root, base)].filter(
      (folder) => existsSync(folder) && holdsLibraries(folder),
    );
  });
  return { ...process.env, LD_LIBRARY_PATH: folders.join(':') };
}
