import type { Database } from '@tidu/platform';

/**
 * The application must not be able to change the audit log. Where it could, because one role migrates and serves, nothing starts;
 * the message is the SQL that mends it.
 */
export async function refuseOneRole(database: Database): Promise<void> {
  const row = await database.one<{ role: string; can_change: boolean }>(
    `select current_user as role,
            has_table_privilege('audit_entry', 'UPDATE') or has_table_privilege('audit_entry', 'DELETE')
              or has_table_privilege('audit_entry', 'TRUNCATE') as can_change`,
  );
  if (!row?.can_change) return;
  throw new Error(
    [
      `The role "${row.role}" of DATABASE_URL can change the audit log. Make a role of its own for the application, put it into`,
      `DATABASE_URL, keep the owner in DATABASE_OWNER_URL, and migrate again (it grants what the application needs):`,
      `  create role tidu_app login password '…';`,
      `  grant connect on database <database> to tidu_app;`,
      `  grant usage on schema public to tidu_app;`,
    ].join('\n'),
  );
}
