import type { Database } from '@tidu/platform';
import type { Settings } from '../../../config/environment.js';

const loopback = /^(127\.\d+\.\d+\.\d+|::1|localhost)$/;

/** Everybody knows the demo password. A sample city is served beyond this machine only under a password that somebody chose. */
export async function refuseOpenDemo(database: Database, settings: Settings): Promise<void> {
  if (loopback.test(settings.host) || settings.isDemoPasswordChosen) return;
  const row = await database.one<{ is_sample: boolean }>(
    `select exists (select 1 from enterprise where is_sample) as is_sample`,
  );
  if (!row?.is_sample) return;
  throw new Error(
    `This is the sample city, whose demo password is public. Listen on loopback (TIDU_HOST=127.0.0.1), or set TIDU_DEMO_PASSWORD and seed a new database.`,
  );
}
