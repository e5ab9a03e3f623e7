// One sweep of reminders, now, in the Tidu that `npm run up` has started: npm run sweep -- --data-dir .tidu
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { CLI } from './runtime/command-line.mjs';
import { remembered, secretsOf } from './runtime/data-folder.mjs';
import { embeddedDatabase, serverEnvironment } from './runtime/environment.mjs';
import { redisUrl } from './runtime/redis.mjs';

const { values } = parseArgs({ options: { 'data-dir': { type: 'string', default: '.tidu' } } });
const dataDir = resolve(values['data-dir']);
const { postgresPort, redisPort } = existsSync(dataDir) ? remembered(dataDir) : {};
const { DATABASE_URL: databaseUrl, REDIS_URL: givenRedis } = process.env;
if ((!databaseUrl && !postgresPort) || (!givenRedis && !redisPort) || !existsSync(CLI)) {
  console.error(`There is no Tidu in ${dataDir}; start it with npm run up, or name its folder with -- --data-dir.`);
  process.exit(1);
}
const secrets = secretsOf(dataDir, true);
const connections = {
  ...(databaseUrl ? { databaseUrl } : embeddedDatabase(Number(postgresPort), secrets, 'tidu')),
  redisUrl: givenRedis ?? redisUrl(Number(redisPort), secrets.redisPassword),
};
const env = serverEnvironment({ connections, secrets, dataDir, port: 0, asOwner: false });
const { status } = spawnSync(process.execPath, [CLI, 'sweep'], { env, stdio: 'inherit' });
process.exit(status ?? 1);
