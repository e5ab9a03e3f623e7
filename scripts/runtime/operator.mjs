import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { CLI } from './command-line.mjs';
import { remembered, secretsOf } from './data-folder.mjs';
import { embeddedDatabase, serverEnvironment } from './environment.mjs';
import { dataDirOption } from './options.mjs';
import { Problem, sentenceOf } from './problem.mjs';
import { PROJECT } from './project.mjs';
import { redisUrl } from './redis.mjs';
import { RunFolder } from './run-folder.mjs';
import { DATABASE } from './up.mjs';

/**
 * `node scripts/cli.mjs [--data-dir .tidu] COMMAND …`
 *
 * @param {readonly string[]} words
 */
export async function operate(words) {
  try {
    const { dataDir, rest } = dataDirOption(words, PROJECT);
    const child = spawn(process.execPath, [CLI, ...rest], {
      cwd: PROJECT,
      env: environmentOf(dataDir),
      stdio: 'inherit',
    });
    child.once('exit', (code) => (process.exitCode = code ?? 1));
  } catch (error) {
    console.error(sentenceOf(error) ?? (error instanceof Error ? error.message : error));
    process.exitCode = 1;
  }
}

/**
 * The environment of the Tidu that runs from a data folder, with the right to migrate.
 *
 * @param {string} dataDir
 * @throws {Problem} when none does
 */
function environmentOf(dataDir) {
  const owner = existsSync(dataDir) ? RunFolder.ownerOf(join(dataDir, 'run')) : undefined;
  if (!owner) throw new Problem(`Tidu does not run from ${dataDir}; start it with "npm run up".`);
  const secrets = secretsOf(dataDir, true);
  const { postgresPort = 0, redisPort = 0 } = remembered(dataDir);
  const { DATABASE_URL: databaseUrl, DATABASE_OWNER_URL: databaseOwnerUrl, REDIS_URL } = process.env;
  const database = databaseUrl
    ? { databaseUrl, ...(databaseOwnerUrl ? { databaseOwnerUrl } : {}) }
    : embeddedDatabase(postgresPort, secrets, DATABASE);
  const connections = { ...database, redisUrl: REDIS_URL ?? redisUrl(redisPort, secrets.redisPassword) };
  const port = Number(new URL(String(owner.url)).port);
  return serverEnvironment({ connections, secrets, dataDir: realpathSync(dataDir), port, asOwner: true });
}
