import type { MigrationInterface, QueryRunner } from 'typeorm';

export class EnterprisesSchema1764000002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table enterprise (
        id uuid not null,
        uscc text,
        name text not null,
        name_key text not null,
        registered_district text,
        registered_text text,
        zone text,
        area_id uuid not null,
        address text,
        chain text,
        registered_on date,
        is_sample boolean not null,
        version int not null,
        constraint pk_enterprise primary key (id),
        constraint uq_enterprise_uscc unique (uscc),
        constraint ck_enterprise_uscc check (uscc ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'),
        constraint ck_enterprise_name check (length(name) between 1 and 200)
      )`);
    await runner.query(`create index ix_enterprise_name_key on enterprise (name_key)`);
    await runner.query(`create index ix_enterprise_area on enterprise (area_id)`);
    await runner.query(`
      create table former_name (
        id uuid constraint pk_former_name primary key,
        enterprise_id uuid not null constraint fk_former_name_enterprise references enterprise (id),
        name text not null,
        name_key text not null,
        until_day date not null,
        source text
      )`);
    await runner.query(`create index ix_former_name_enterprise on former_name (enterprise_id)`);
    await runner.query(`create index ix_former_name_name_key on former_name (name_key)`);
    await runner.query(`
      create table standing_entry (
        enterprise_id uuid not null constraint fk_standing_entry_enterprise references enterprise (id),
        from_day date not null,
        standing text not null
          constraint ck_standing_entry_standing check (standing in ('active', 'moved-out', 'deregistered', 'revoked', 'merged')),
        source text not null,
        constraint pk_standing_entry primary key (enterprise_id, from_day)
      )`);
    await runner.query(`create view enterprise_standing as
      select enterprise_id, standing, source, from_day,
             lead(from_day) over (partition by enterprise_id order by from_day) as until_day
      from standing_entry`);
    await runner.query(`
      create table contact (
        id uuid not null,
        enterprise_id uuid not null constraint fk_contact_enterprise references enterprise (id),
        person_id uuid,
        name_cipher bytea not null,
        phone_cipher bytea,
        phone_hash bytea,
        email_cipher bytea,
        email_hash bytea,
        position text,
        is_primary boolean not null,
        since_at timestamptz not null,
        left_at timestamptz,
        version int not null,
        constraint pk_contact primary key (id)
      )`);
    await runner.query(`create index ix_contact_enterprise on contact (enterprise_id)`);
    await runner.query(
      `create unique index uq_contact_primary on contact (enterprise_id) where is_primary and left_at is null`,
    );
    await runner.query(`create view reachable_contact as
      select id, enterprise_id, person_id, since_at, is_primary,
             person_id is not null as has_account, email_cipher is not null as has_email
      from contact
      where left_at is null and (person_id is not null or email_cipher is not null)`);
    await runner.query(`
      create table import_list (
        id uuid constraint pk_import_list primary key,
        kind text not null,
        file_id uuid not null constraint fk_import_list_file references stored_file (id),
        file_name text not null,
        options jsonb not null,
        state text not null constraint ck_import_list_state
          check (state in ('received', 'reading', 'previewed', 'applying', 'applied', 'undoing', 'undone', 'failed')),
        done int not null,
        total int,
        counts jsonb not null,
        columns jsonb not null,
        layout jsonb not null,
        problem jsonb,
        created_by uuid not null,
        created_at timestamptz not null,
        applied_at timestamptz,
        undone_at timestamptz,
        touched_at timestamptz not null
      )`);
    await runner.query(`create index ix_import_list_created on import_list (created_at desc, id desc)`);
    await runner.query(`
      create table import_row (
        import_id uuid not null constraint fk_import_row_import references import_list (id) on delete cascade,
        row_no int not null,
        cells jsonb not null,
        parsed jsonb not null,
        verdict text not null constraint ck_import_row_verdict
          check (verdict in ('new', 'changed', 'unchanged', 'doubtful', 'rejected')),
        reasons jsonb not null,
        enterprise_id uuid,
        effect jsonb,
        constraint pk_import_row primary key (import_id, row_no)
      )`);
    await runner.query(`create index ix_import_row_verdict on import_row (import_id, verdict, row_no)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table import_row, import_list`);
    await runner.query(`drop view reachable_contact, enterprise_standing`);
    await runner.query(`drop table contact, standing_entry, former_name, enterprise`);
  }
}
