import { join } from 'node:path';
import { programProblem, spoken } from './problem.mjs';
import { runTask } from './processes.mjs';
import { PROJECT } from './project.mjs';

/** The program of apps/cli in the build. */
export const CLI = join(PROJECT, 'dist/server/apps/cli/src/main.js');

/**
 * Runs a command of the built command-line program to its end.
 *
 * @param {object} what
 * @param {readonly string[]} what.args
 * @param {string} what.doing the first half of the sentence when it fails
 * @param {NodeJS.ProcessEnv} what.env
 * @param {string} what.dataDir
 * @param {string} [what.logFile]
 * @param {import('./run-folder.mjs').RunFolder} what.records
 * @param {AbortSignal} what.signal
 * @param {(how: string) => void} what.report hears what it says
 */
export async function runCli({ args, doing, env, dataDir, logFile, records, signal, report }) {
  const { code, errors } = await runTask({
    command: process.execPath,
    args: [CLI, ...args],
    cwd: PROJECT,
    env,
    onLine: (line) => {
      const words = spoken(line);
      if (words) report(words);
    },
    records,
    signal,
    ...(logFile ? { logFile } : {}),
  });
  if (code !== 0) throw programProblem(doing, errors, logFile ?? 'the lines above', dataDir);
}
