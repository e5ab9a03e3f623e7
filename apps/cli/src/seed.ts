import { randomBytes } from 'node:crypto';
import type { INestApplicationContext } from '@nestjs/common';
import { Areas } from '@tidu/areas';
import { ProjectionKeeper } from '@tidu/caseload';
import { Sweep } from '@tidu/deadlines';
import { People } from '@tidu/identity';
import { Clock, LocalDate } from '@tidu/kernel';
import { Calendar, ConfigFiles, Database, type CalendarYear } from '@tidu/platform';
import type { Settings } from '../../../config/environment.js';
import { analyze } from './migrate.js';
import { SampleCity } from './sample-city/sample-city.js';

interface CalendarFile {
  readonly years: readonly CalendarYear[];
}

/** The sample city was entered so many days ago: some of its deadlines have passed meanwhile, with nobody having done anything. */
const enteredDaysAgo = 60;
/** The reminders of the last days are caught up by the first sweep. */
const sweptUntilDaysAgo = 7;

/** Opens the composed application under some settings, and closes it when the work is done. */
export type WithApp = (settings: Settings, work: (app: INestApplicationContext) => Promise<void>) => Promise<void>;

/**
 * Fills an empty database, or goes on where an earlier run stopped: the calendar, the service tree, then the sample city of so many
 * enterprises, or for `null` two administrators.
 */
export async function seed(
  withApp: WithApp,
  settings: Settings,
  enterprises: number | null,
  say: (line: string) => void,
): Promise<void> {
  let isFull = true;
  let now = new Date(0);
  await withApp(settings, async (app) => {
    await loadCalendar(app);
    if (enterprises === null) return bare(app, settings, say);
    now = app.get(Clock).now();
    const row = await app.get(Database).one<{ n: number }>(`select count(*) as n from enterprise where is_sample`);
    isFull = (row?.n ?? 0) >= enterprises;
  });
  if (isFull || enterprises === null) return;
  const today = LocalDate.inShanghai(now);
  await withApp({ ...settings, clockFile: undefined, today: LocalDate.addDays(today, -enteredDaysAgo) }, (app) =>
    new SampleCity(app, now, settings.demoPassword, say, () => analyze(settings)).fill(enterprises),
  );
  await withApp(settings, async (app) => {
    await app.get(ProjectionKeeper).refreshStale();
    await app.get(Sweep).beginAfter(LocalDate.addDays(today, -sweptUntilDaysAgo));
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
