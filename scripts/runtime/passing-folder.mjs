import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { openDataFolder } from './data-folder.mjs';
import { removeDataFolder } from './postgres-home.mjs';
import { Problem } from './problem.mjs';
import { identify } from './processes.mjs';
import { PROJECT } from './project.mjs';
import { RunFolder } from './run-folder.mjs';

/**
 * A data folder that is removed when this run ends. What killed runs of the same kind have left goes first, with their
 * servers.
 *
 * @param {'tests' | 'bench'} kind
 * @param {import('./lifetime.mjs').Lifetime} lifetime
 * @returns {Promise<{ folder: string, records: RunFolder }>}
 */
export async function passingFolder(kind, lifetime) {
  const made = join(PROJECT, '.tidu', kind);
  mkdirSync(made, { recursive: true });
  const all = realpathSync(made);
  for (const name of readdirSync(all)) {
    const isJustBeginning =
      !existsSync(join(all, name, 'run', 'owner.json')) && identify(Number.parseInt(name, 10)) !== undefined;
    if (isJustBeginning) continue;
    const left = await RunFolder.own(join(all, name, 'run'));
    if (left instanceof RunFolder) removeDataFolder(join(all, name));
  }
  const folder = join(all, `${process.pid}-${randomBytes(3).toString('hex')}`);
  openDataFolder(folder);
  const records = await RunFolder.own(join(folder, 'run'));
  if (!(records instanceof RunFolder)) throw new Problem(`${folder} is in use; start again.`);
  lifetime.onClose(async () => removeDataFolder(folder));
  return { folder, records };
}
