import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { House } from '../../../test/support/house.js';

/** Tables that are written by SQL alone: nothing in the code has verbs for one of their rows. */
const withoutEntity: Readonly<Record<string, string>> = {
  audit_entry: 'ledger: added to, never changed',
  calendar_day: 'replaced by the year',
  calendar_year: 'replaced by the year',
  caseload_row: 'projection',
  consumed_event: 'ledger: what a consumer has done',
  digest: 'ledger: one summary for one person and day',
  digest_reminder: 'ledger: what a summary told of',
  enterprise_search: 'projection',
  former_name: 'ledger: added by a change of name',
  idempotency_key: 'queue: kept for 72 hours',
  import_list: 'queue: worked off by states',
  import_row: 'queue: written and judged in sets',
  migration: 'TypeORM’s own',
  notification: 'queue: worked off by states',
  outbox_event: 'queue: worked off by states',
  refresh_session: 'written by one statement for each verb',
  reminder: 'ledger: planned, settled and withdrawn in sets',
  sign_in_failure: 'counter',
  standing_entry: 'ledger: one entry for one day',
  stored_file: 'written once',
  sweep_run: 'ledger: one run of the sweep',
  tier_segment: 'projection of the qualifications',
};

/** TypeORM makes and names it. */
const notOurs = 'migration';

describe('schema', () => {
  let house: House;

  beforeAll(async () => {
    house = await House.open({ today: '2026-03-02' });
  });
  afterAll(() => house.close());

  const tables = async (): Promise<string[]> => {
    const rows = await house.query<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by relname`,
    );
    return rows.map((row) => row.name);
  };

  it('has an entity for each table, or a reason', async () => {
    const entities = house.get(DataSource).entityMetadatas.map((entity) => entity.tableName);
    expect([...entities, ...Object.keys(withoutEntity)].sort()).toEqual(await tables());
  });

  it('gives no column a value that nobody chose', async () => {
    const defaults = await house.query(
      `select table_name, column_name, column_default from information_schema.columns
       where table_schema = 'public' and table_name <> $1
         and (column_default is not null or is_identity = 'YES' or is_generated <> 'NEVER')`,
      [notOurs],
    );
    expect(defaults).toEqual([]);
  });

  it('knows no instant without its zone, and no inexact number', async () => {
    const columns = await house.query(
      `select table_name, column_name, data_type from information_schema.columns
       where table_schema = 'public'
         and data_type in ('timestamp without time zone', 'time without time zone', 'real', 'double precision', 'money', 'json', 'character', 'USER-DEFINED')`,
    );
    expect(columns).toEqual([]);
  });

  it('names every constraint and index by its kind and its table', async () => {
    const named = await house.query<{ name: string; table: string; prefix: string }>(
      `select conname as name, conrelid::regclass::text as table,
              case contype when 'p' then 'pk' when 'f' then 'fk' when 'u' then 'uq' when 'c' then 'ck' when 'x' then 'ex' else 'other' end as prefix
       from pg_constraint where connamespace = 'public'::regnamespace and conrelid <> 0 and contype <> 'n'
       union all
       select i.indexrelid::regclass::text, i.indrelid::regclass::text, case when i.indisunique then 'uq' else 'ix' end
       from pg_index i join pg_class c on c.oid = i.indexrelid
       where c.relnamespace = 'public'::regnamespace and not exists (select 1 from pg_constraint o where o.conindid = i.indexrelid and o.contype in ('p', 'u', 'x'))`,
    );
    const ours = named.filter(({ table }) => table !== notOurs);
    expect(ours.length).toBeGreaterThan(100);
    const misnamed = ours.filter(
      ({ name, table, prefix }) => !(name === `${prefix}_${table}` || name.startsWith(`${prefix}_${table}_`)),
    );
    expect(misnamed).toEqual([]);
  });

  it('gives every table a primary key', async () => {
    const keyed = await house.query<{ table: string }>(
      `select conrelid::regclass::text as table from pg_constraint where contype = 'p' and connamespace = 'public'::regnamespace order by 1`,
    );
    expect(keyed.map(({ table }) => table)).toEqual(await tables());
  });

  it('grants the application rows alone, and of the audit log only adding and reading', async () => {
    const grants = await house.query<{ table: string; privileges: string }>(
      `select table_name as table, string_agg(privilege_type, ' ' order by privilege_type) as privileges
       from information_schema.role_table_grants where grantee = current_user and table_schema = 'public' group by table_name order by table_name`,
    );
    const of = new Map(grants.map((grant) => [grant.table, grant.privileges]));
    expect(of.get('audit_entry')).toBe('INSERT SELECT');
    expect(of.get('migration')).toBeUndefined();
    const rest = (await tables()).filter((name) => name !== 'audit_entry' && name !== notOurs);
    expect(rest.filter((name) => of.get(name) !== 'DELETE INSERT SELECT UPDATE')).toEqual([]);
  });
});
