import { randomBytes } from 'node:crypto';
import { jest } from '@jest/globals';
import pg from 'pg';
import { takeRedisDatabase } from './redis.js';

/**
 * Before each test file: a database cloned from the migrated template, a Redis database and a queue prefix that no
 * other file has. All of them are in the environment before the file's own imports are read.
 */
// Real servers on two shared cores: a test that waits this long for them has failed.
jest.setTimeout(120_000);

const { TIDU_TEST_DATABASE_URL: server, TIDU_TEST_TEMPLATE: template, JEST_WORKER_ID: worker = '1' } = process.env;
if (!server || !template) {
  throw new Error(
    'TIDU_TEST_DATABASE_URL is not set: these tests are started by npm run test:int and npm run test:e2e',
  );
}

const ours = `tidu_test_${worker}_`;
const name = `${ours}${randomBytes(4).toString('hex')}`;
await replaceClone();

process.env['DATABASE_URL'] = addressOf('tidu_app');
process.env['DATABASE_OWNER_URL'] = addressOf('tidu_owner');
process.env['REDIS_URL'] = await takeRedisDatabase();
process.env['TIDU_QUEUE_PREFIX'] = `{${name.replaceAll('_', '-')}}`;

/**
 * A worker runs its files one after the other: the clone of the last one goes when the next comes. An `afterAll` here
 * would run before the file's own, under servers that are still to be closed.
 */
async function replaceClone(): Promise<void> {
  const client = new pg.Client(`${server}/postgres`);
  await client.connect();
  try {
    const { rows } = await client.query<{ datname: string }>(
      'select datname from pg_database where starts_with(datname, $1)',
      [ours],
    );
    for (const { datname } of rows)
      await client.query(`drop database ${client.escapeIdentifier(datname)} with (force)`);
    await client.query(`create database ${name} template ${client.escapeIdentifier(template!)} owner tidu_owner`);
  } finally {
    await client.end();
  }
}

/** The roles of a test server share one password. */
function addressOf(role: string): string {
  const url = new URL(server!);
  url.username = role;
  url.pathname = `/${name}`;
  return url.toString();
}
