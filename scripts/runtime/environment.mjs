import { postgresUrl } from './postgres.mjs';

/** npm's own settings and the secrets of the test runner are nothing for a server. */
const KEPT_OUT = /^(npm_|INIT_CWD$|TIDU_TEST_)/;

/**
 * @typedef {object} Connections
 * @property {string} databaseUrl as the application's role
 * @property {string} [databaseOwnerUrl] as the role that migrates
 * @property {string} redisUrl
 */

/**
 * @param {number} port of the embedded PostgreSQL
 * @param {{ ownerPassword: string, appPassword: string }} secrets
 * @param {string} database
 */
export function embeddedDatabase(port, secrets, database) {
  return {
    databaseUrl: postgresUrl(port, 'tidu_app', secrets.appPassword, database),
    databaseOwnerUrl: postgresUrl(port, 'tidu_owner', secrets.ownerPassword, database),
  };
}

/**
 * The environment of api, worker and command line. What the person has set stands; the rest is the embedded
 * default's.
 *
 * @param {object} from
 * @param {Connections} from.connections
 * @param {{ masterKey: string, tokenKey: string }} from.secrets
 * @param {string} from.dataDir
 * @param {number} from.port
 * @param {boolean} from.asOwner whether it may also migrate
 * @returns {NodeJS.ProcessEnv}
 */
export function serverEnvironment({ connections, secrets, dataDir, port, asOwner }) {
  const given = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !KEPT_OUT.test(name) && name !== 'DATABASE_OWNER_URL'),
  );
  const owner = asOwner && connections.databaseOwnerUrl ? { DATABASE_OWNER_URL: connections.databaseOwnerUrl } : {};
  return {
    TIDU_MASTER_KEY: secrets.masterKey,
    TIDU_TOKEN_KEY: secrets.tokenKey,
    ...given,
    DATABASE_URL: connections.databaseUrl,
    ...owner,
    REDIS_URL: connections.redisUrl,
    TIDU_HOST: '127.0.0.1',
    TIDU_PORT: String(port),
    TIDU_DATA_DIR: dataDir,
    TZ: 'UTC',
    NODE_ENV: 'production',
  };
}
