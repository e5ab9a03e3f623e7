import { linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pause } from './lifetime.mjs';
import { endProcess, isRunning, recordOf } from './processes.mjs';

const OWNER = 'owner.json';
const TAKEOVER = 'takeover';
/** A takeover is a matter of milliseconds: one that lasts longer was killed in the middle. */
const TAKEOVER_MS = 10_000;

/** @typedef {import('./processes.mjs').ProcessRecord} ProcessRecord */

/**
 * A folder that one command at a time owns, and in which it writes down every process it starts. When the command
 * is killed, the next owner finds what it has left running and ends it.
 */
export class RunFolder {
  /** @param {string} path */
  constructor(path) {
    this.path = path;
  }

  /**
   * Becomes the owner, if nobody is.
   *
   * @param {string} path
   * @param {Record<string, unknown>} [about] told to whoever comes while it is owned
   * @returns {Promise<RunFolder | { owner: ProcessRecord & Record<string, unknown> }>} the folder, or who owns it
   */
  static async own(path, about = {}) {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    const folder = new RunFolder(path);
    const marks = [basename(process.argv[1] ?? process.execPath)];
    const mine = {
      ...recordOf(process.pid, { marks, wholeGroup: false, stopSignal: 'SIGTERM', graceMs: 0 }),
      ...about,
    };
    const draft = join(path, `owner.${process.pid}`);
    writeFileSync(draft, JSON.stringify(mine), { mode: 0o600 });
    const since = performance.now();
    try {
      while (!folder.#claim(draft)) {
        const owner = folder.#read(OWNER);
        if (owner && isRunning(owner)) return { owner };
        if (folder.#removeDeadOwner()) continue;
        if (performance.now() - since > TAKEOVER_MS) rmSync(join(path, TAKEOVER), { recursive: true, force: true });
        await pause(20);
      }
    } finally {
      rmSync(draft, { force: true });
    }
    await folder.#endLeftOvers();
    return folder;
  }

  /**
   * @param {string} path
   * @returns {(ProcessRecord & Record<string, unknown>) | undefined} who owns it now
   */
  static ownerOf(path) {
    const owner = new RunFolder(path).#read(OWNER);
    return owner && isRunning(owner) ? owner : undefined;
  }

  /**
   * Becomes the owner, waiting while somebody else is.
   *
   * @param {string} path
   * @param {AbortSignal} signal
   * @param {(owner: ProcessRecord) => void} onWait
   */
  static async ownInTurn(path, signal, onWait) {
    for (;;) {
      const folder = await RunFolder.own(path);
      if (folder instanceof RunFolder) return folder;
      onWait(folder.owner);
      await pause(300, signal);
    }
  }

  /**
   * Writes a process down.
   *
   * @param {string} name
   * @param {ProcessRecord} record
   * @returns {() => void} strikes it out
   */
  write(name, record) {
    const file = join(this.path, `${name}.json`);
    writeFileSync(`${file}.new`, JSON.stringify(record), { mode: 0o600 });
    renameSync(`${file}.new`, file);
    return () => rmSync(file, { force: true });
  }

  /** Gives the folder back. */
  leave() {
    rmSync(join(this.path, OWNER), { force: true });
  }

  /** @param {string} draft */
  #claim(draft) {
    try {
      // A hard link either makes the whole record appear under the name, or fails: nobody reads half of it.
      linkSync(draft, join(this.path, OWNER));
      return true;
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
      throw error;
    }
  }

  /** Two that find the same dead owner must not each remove it: the second would remove the first one's claim. */
  #removeDeadOwner() {
    const guard = join(this.path, TAKEOVER);
    try {
      mkdirSync(guard);
    } catch {
      return false;
    }
    try {
      const owner = this.#read(OWNER);
      if (!owner || !isRunning(owner)) rmSync(join(this.path, OWNER), { force: true });
      return true;
    } finally {
      rmdirSync(guard);
    }
  }

  async #endLeftOvers() {
    const left = readdirSync(this.path).filter((name) => name.endsWith('.json') && name !== OWNER);
    // Whatever uses the servers goes first.
    const servers = (/** @type {string} */ name) =>
      Number(name.startsWith('redis')) + 2 * Number(name.startsWith('postgres'));
    for (const name of left.sort((a, b) => servers(a) - servers(b))) {
      const record = this.#read(name);
      if (record) await endProcess(record);
      rmSync(join(this.path, name), { force: true });
    }
  }

  /** @param {string} name @returns {(ProcessRecord & Record<string, unknown>) | undefined} */
  #read(name) {
    try {
      const record = JSON.parse(readFileSync(join(this.path, name), 'utf8'));
      return Number.isInteger(record?.pid) && Array.isArray(record.marks) ? record : undefined;
    } catch {
      return undefined;
    }
  }
}
