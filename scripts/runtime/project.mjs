import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SERVER, WEB, build } from './build.mjs';
import { installPackages } from './install.mjs';
import { RunFolder } from './run-folder.mjs';

/** The folder of the clone. */
export const PROJECT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/**
 * Does something that only one command at a time may do in this clone, such as installing its packages.
 *
 * @template T
 * @param {AbortSignal} signal
 * @param {(how: string) => void} report
 * @param {(records: RunFolder) => Promise<T>} work
 * @returns {Promise<T>}
 */
async function inTurn(signal, report, work) {
  mkdirSync(join(PROJECT, 'dist'), { recursive: true });
  const records = await RunFolder.ownInTurn(join(PROJECT, 'dist', 'run'), signal, ({ pid }) =>
    report(`waiting for process ${pid}, which is preparing this clone`),
  );
  try {
    return await work(records);
  } finally {
    records.leave();
  }
}

/**
 * @param {{ logFile: string, signal: AbortSignal, report: (how: string) => void }} how
 */
export function install({ logFile, signal, report }) {
  return inTurn(signal, report, (records) => installPackages({ project: PROJECT, logFile, records, signal, report }));
}

/**
 * @param {'server' | 'web'} which
 * @param {{ logFile: string, signal: AbortSignal, report: (how: string) => void }} how
 */
export function buildOnce(which, { logFile, signal, report }) {
  return inTurn(signal, report, async (records) => {
    report('comparing the sources');
    const product = which === 'server' ? SERVER : WEB;
    const onBuild = () => report('building');
    report(
      (await build(product, { project: PROJECT, logFile, records, signal, onBuild })) === 'built'
        ? 'built'
        : 'unchanged',
    );
  });
}
