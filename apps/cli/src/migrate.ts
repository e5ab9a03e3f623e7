import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../../config/data-source.js';
import type { Settings } from '../../../config/environment.js';

/** Tables that only grow: the application adds and reads, and nobody changes what was written. */
const appendOnly = ['audit_entry'];

/**
 * Brings the schema up to date as the owner, then grants the application what it needs: rows of every table, but of the audit log only
 * adding and reading.
 */
export async function migrate(
  settings: Settings,
  mode: 'up' | 'check' | 'down-all',
  say: (line: string) => void,
): Promise<void> {
  const dataSource = new DataSource(dataSourceOptions(settings.databaseOwnerUrl ?? settings.databaseUrl, 2));
  await dataSource.initialize();
  try {
    if (mode === 'check') return await refuseDrift(dataSource);
    if (mode === 'down-all') return await takeBack(dataSource);
    const done = await dataSource.runMigrations({ transaction: 'each' });
    say(done.length === 0 ? 'schema is up to date' : `migrated: ${done.map((migration) => migration.name).join(', ')}`);
    await grantToApplication(dataSource, decodeURIComponent(new URL(settings.databaseUrl).username));
  } finally {
    await dataSource.destroy();
  }
}

/** What `migration:generate` would write. Anything at all means that entities and migrations differ. */
async function refuseDrift(dataSource: DataSource): Promise<void> {
  const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
  if (upQueries.length === 0) return;
  throw new Error(`entities and migrations differ:\n${upQueries.map(({ query }) => `  ${query}`).join('\n')}`);
}

async function takeBack(dataSource: DataSource): Promise<void> {
  for (let left = dataSource.migrations.length; left > 0; left--)
    await dataSource.undoLastMigration({ transaction: 'each' });
}

async function grantToApplication(dataSource: DataSource, role: string): Promise<void> {
  const [owner] = await dataSource.query<{ role: string }[]>('select current_user as role');
  if (owner!.role === role) return;
  const name = `"${role.replaceAll('"', '""')}"`;
  await dataSource.query(`grant usage on schema public to ${name}`);
  await dataSource.query(`grant select, insert, update, delete on all tables in schema public to ${name}`);
  await dataSource.query(`grant execute on all functions in schema public to ${name}`);
  await dataSource.query(`revoke all on migration from ${name}`);
  for (const table of appendOnly) await dataSource.query(`revoke update, delete on ${table} from ${name}`);
}

/** Fresh statistics after bulk work; only the owner may. */
export async function analyze(settings: Settings): Promise<void> {
  if (settings.databaseOwnerUrl === undefined) return;
  const dataSource = new DataSource(dataSourceOptions(settings.databaseOwnerUrl, 1));
  await dataSource.initialize();
  try {
    await dataSource.query('analyze');
  } finally {
    await dataSource.destroy();
  }
}
