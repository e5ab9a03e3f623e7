import { statfsSync } from 'node:fs';

/** Ends a command with one sentence that tells the person at the keyboard what to do. */
export class Problem extends Error {
  /** @param {string} sentence @param {unknown} [cause] */
  constructor(sentence, cause) {
    super(sentence, { cause });
  }
}

/** Thrown by whatever is under way once somebody has asked the command to stop. */
export class Interrupted extends Error {
  constructor() {
    super('Stopped.');
  }
}

const DISK_FULL = /ENOSPC|EDQUOT|No space left on device|Disk quota exceeded|disk full/i;
const NO_NETWORK =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|ERR_SOCKET_TIMEOUT|Could not resolve|Temporary failure resolving|Could not connect to|Unable to connect to/;
const NO_MEMORY = /ENOMEM|JavaScript heap out of memory|Cannot allocate memory/;

const MOST_LINES = 10;

/**
 * The cause a program's output gives away, as the first half of a sentence, where it is one of those that a person
 * can do something about.
 *
 * @param {string} text
 * @returns {'disk-full' | 'no-network' | 'no-memory' | undefined}
 */
export function knownCause(text) {
  if (DISK_FULL.test(text)) return 'disk-full';
  if (NO_MEMORY.test(text)) return 'no-memory';
  if (NO_NETWORK.test(text)) return 'no-network';
  return undefined;
}

/**
 * The problem of a program that failed: the known cause where its output names one, else what it was doing.
 *
 * @param {string} doing what failed, as a clause: "The packages could not be installed"
 * @param {string} text the program's output
 * @param {string} logFile
 * @param {string} folder where it was writing
 */
export function programProblem(doing, text, logFile, folder) {
  // A server that fell of a full disk leaves others with a broken connection to complain of.
  switch (knownCause(text) ?? (isFull(folder) ? 'disk-full' : undefined)) {
    case 'disk-full':
      return new Problem(`${doing}: the disk that holds ${folder} is full; free some space and start again.`);
    case 'no-memory':
      return new Problem(`${doing}: the machine ran out of memory; close other programs and start again.`);
    case 'no-network':
      return new Problem(`${doing}: the network could not be reached; check it (or the proxy) and start again.`);
    case undefined: {
      const words = plainWords(text);
      return new Problem(`${doing}${words ? `: ${words}` : ''} (the whole output is in ${logFile}).`);
    }
  }
}

/** With less than this left, it is the disk that programs fail of. */
const FULL_BYTES = 16_000_000;

/** @param {string} folder */
function isFull(folder) {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize < FULL_BYTES;
  } catch {
    return false;
  }
}

/**
 * What a program's output says in plain words: no log lines, no stack, its last ten lines.
 *
 * @param {string} text
 */
export function plainWords(text) {
  const lines = text
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line && !/^\s*at |^\s*\^|^Node\.js v|^node:internal|^\{|^\(node:\d+\)/.test(line));
  return lines
    .slice(-MOST_LINES)
    .join('\n')
    .replace(/[.。:]+$/, '');
}

/**
 * What a line of output says to a person: the message of a pino line, any other line as it is.
 *
 * @param {string} line
 */
export function spoken(line) {
  if (!line.startsWith('{')) return line.trimEnd();
  try {
    const entry = JSON.parse(line);
    return typeof entry.msg === 'string' ? entry.msg : '';
  } catch {
    return line.trimEnd();
  }
}

/**
 * The sentence for whatever ended a command.
 *
 * @param {unknown} error
 * @returns {string | undefined} absent for what nobody foresaw
 */
export function sentenceOf(error) {
  if (error instanceof Problem) return error.message;
  const { code, path } = /** @type {NodeJS.ErrnoException} */ (error ?? {});
  const where = path ? ` ${path}` : '';
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return `The disk is full${where && `, writing${where}`}; free some space and start again.`;
    case 'EACCES':
    case 'EPERM':
      return `This user may not read or write${where}; give it the right, or choose another folder with -- --data-dir.`;
    case 'EROFS':
      return `The file system of${where} is read-only; choose another folder with -- --data-dir.`;
    case 'EMFILE':
    case 'ENFILE':
      return 'Too many files are open on this machine; raise the limit (ulimit -n) and start again.';
    case 'ENOMEM':
      return 'The machine ran out of memory; close other programs and start again.';
    default:
      return undefined;
  }
}
