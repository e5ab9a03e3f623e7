import { randomBytes } from 'node:crypto';
import type { INestApplicationContext } from '@nestjs/common';
import { Areas } from '@tidu/areas';
import { People } from '@tidu/identity';
import { Calendar, ConfigFiles, Database, runAs, systemCaller, type CalendarYear } from '@tidu/platform';
import type { Settings } from '../../../config/environment.js';
import { analyze } from './migrate.js';
import { SampleCity } from './sample-city/sample-city.js';

interface CalendarFile {
  readonly years: readonly CalendarYear[];
}

/** Fills an empty database, or goes on where an earlier run stopped: the calendar, the service tree, then the sample city or two administrators. */
export async function seed(
  app: INestApplicationContext,
  settings: Settings,
  enterprises: number | null,
  say: (line: string) => void,
): Promise<void> {
  await runAs(systemCaller('seed'), async () => {
    await loadCalendar(app);
    if (enterprises === null) return bare(app, settings, say);
    await new SampleCity(app, settings.demoPassword, say, () => analyze(settings)).fill(enterprises);
  });
}

async function loadCalendar(app: INestApplicationContext): Promise<void> {
  const calendar = app.get(Calendar);
  const known = new Set((await calendar.years()).map((year) => year.year));
  const { years } = app.get(ConfigFiles).json('calendar/cn-2023-2026.json') as CalendarFile;
  for (const year of years) if (!known.has(year.year)) await calendar.load(year);
}

/** A city without a sample: its tree, and the two who let everybody else in, with passwords that are shown once. */
async function bare(app: INestApplicationContext, settings: Settings, say: (line: string) => void): Promise<void> {
  await app.get(Areas).establish();
  const known = await app.get(Database).one(`select 1 from person where roles && array['admin', 'security']`);
  if (known) return;
  const accounts = [
    { username: 'admin', name: '系统管理员', roles: ['admin'] },
    { username: 'security', name: '安全管理员', roles: ['security'] },
  ] as const;
  for (const account of accounts) {
    const password = settings.adminPassword ?? randomBytes(12).toString('base64url');
    await app.get(People).add([{ ...account, password }]);
    if (settings.adminPassword === undefined) say(`first sign-on: ${account.username} / ${password} (shown once)`);
  }
}
