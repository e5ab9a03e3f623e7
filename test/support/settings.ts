import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnvironment, type Settings } from '../../config/environment.js';

/** Settings for a process of this test file: its own database and Redis, quiet logs. */
export function testSettings(changes: Readonly<Record<string, string>> = {}): Settings {
  return readEnvironment(
    {
      ...process.env,
      TIDU_MASTER_KEY: Buffer.alloc(32, 'k').toString('base64'),
      TIDU_TOKEN_KEY: Buffer.alloc(33, 't').toString('base64'),
      TIDU_LOG_LEVEL: 'silent',
      TIDU_DATA_DIR: mkdtempSync(join(tmpdir(), 'tidu-test-')),
      TIDU_POOL_SIZE: '5',
      ...changes,
    },
    join(import.meta.dirname, '..', '..'),
  );
}
