import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statfsSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { Problem } from './problem.mjs';

/** With less than this left, PostgreSQL cannot even make its empty database. */
const LEAST_FREE_MB = 300;
const STATE = 'state.json';

/**
 * @typedef {object} Secrets
 * @property {string} id tells this data folder from a copy or a successor of the same name
 * @property {string} superuserPassword of the embedded PostgreSQL
 * @property {string} ownerPassword of the role that migrates
 * @property {string} appPassword of the role the servers use
 * @property {string} redisPassword of the embedded Redis
 * @property {string} masterKey 32 bytes in base64, enciphers personal fields
 * @property {string} tokenKey 32 bytes in base64, signs access tokens
 */

/**
 * What is chosen on the first start and kept.
 *
 * @typedef {object} Remembered
 * @property {number} [postgresPort]
 * @property {number} [redisPort]
 * @property {boolean} [sample] whether it was begun with the sample city
 */

/**
 * Makes a folder and those above it, one by one: where none can be made (`/proc`), `recursive` of Node 20 tries for ever.
 *
 * @param {string} folder
 */
function makeFolder(folder) {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    if (code === 'EEXIST') return;
    throw new Problem(`${folder} cannot be made (${code}); choose another folder with -- --data-dir.`);
  }
}

/**
 * Makes the data folder where it is missing. Passers-through are let in but cannot look: as root PostgreSQL runs as
 * another user and must reach its own folder below.
 *
 * @param {string} dataDir
 */
export function openDataFolder(dataDir) {
  const found = statSync(dataDir, { throwIfNoEntry: false });
  if (found && !found.isDirectory())
    throw new Problem(`${dataDir} is not a folder; choose another with -- --data-dir.`);
  if (!found) {
    makeFolder(dataDir);
    chmodSync(dataDir, 0o711);
  }
  mkdirSync(join(dataDir, 'logs'), { recursive: true, mode: 0o700 });
  requireSpace(dataDir, LEAST_FREE_MB);
}

/**
 * @param {string} folder
 * @param {number} megabytes
 * @throws {Problem} when its disk has less left for this user
 */
export function requireSpace(folder, megabytes) {
  const { bavail, bsize } = statfsSync(folder);
  const free = Math.floor((bavail * bsize) / 2 ** 20);
  if (free < megabytes) {
    throw new Problem(
      `The disk that holds ${folder} has ${free} MB left and Tidu needs ${megabytes} MB here; free some space and start again.`,
    );
  }
}

/**
 * The secrets of this data folder, made on its first start.
 *
 * @param {string} dataDir
 * @param {boolean} databaseExists whether a database was already made with secrets
 * @returns {Secrets}
 */
export function secretsOf(dataDir, databaseExists) {
  const file = join(dataDir, 'secrets.json');
  if (!existsSync(file)) {
    if (databaseExists) {
      throw new Problem(
        `${file} is missing, without which the database beside it cannot be opened; put it back from a backup, or move ${dataDir} away to begin anew.`,
      );
    }
    const word = () => randomBytes(24).toString('base64url');
    const key = () => randomBytes(32).toString('base64');
    const made = {
      id: randomBytes(6).toString('hex'),
      superuserPassword: word(),
      ownerPassword: word(),
      appPassword: word(),
      redisPassword: word(),
      masterKey: key(),
      tokenKey: key(),
    };
    writeWhole(file, made);
    return made;
  }
  const secrets = readJson(file);
  const names = /** @type {const} */ ([
    'id',
    'superuserPassword',
    'ownerPassword',
    'appPassword',
    'redisPassword',
    'masterKey',
    'tokenKey',
  ]);
  if (!names.every((name) => typeof secrets?.[name] === 'string' && secrets[name])) {
    throw new Problem(`${file} is damaged; put it back from a backup, or move ${dataDir} away to begin anew.`);
  }
  return /** @type {Secrets} */ (secrets);
}

/**
 * What earlier starts have chosen. Lost or damaged, it is chosen again.
 *
 * @param {string} dataDir
 * @returns {Remembered}
 */
export function remembered(dataDir) {
  const { postgresPort, redisPort, sample } = readJson(join(dataDir, STATE)) ?? {};
  return {
    ...(typeof postgresPort === 'number' ? { postgresPort } : {}),
    ...(typeof redisPort === 'number' ? { redisPort } : {}),
    ...(typeof sample === 'boolean' ? { sample } : {}),
  };
}

/** @param {string} dataDir @param {Remembered} choice */
export function remember(dataDir, choice) {
  writeWhole(join(dataDir, STATE), { ...remembered(dataDir), ...choice });
}

/** @param {string} file @returns {Record<string, unknown> | undefined} absent when it is not there or not JSON */
function readJson(file) {
  try {
    const value = JSON.parse(readFileSync(file, 'utf8'));
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || /** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT')
      return undefined;
    throw error;
  }
}

/**
 * Writes a file that is there whole or not at all, whatever happens meanwhile.
 *
 * @param {string} file @param {unknown} value
 */
function writeWhole(file, value) {
  const handle = openSync(`${file}.new`, 'w', 0o600);
  try {
    writeSync(handle, `${JSON.stringify(value, null, 2)}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(`${file}.new`, file);
}
