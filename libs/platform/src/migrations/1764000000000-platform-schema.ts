import type { MigrationInterface, QueryRunner } from 'typeorm';

export class PlatformSchema1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create extension if not exists btree_gist`);
    await runner.query(`
      create function day_start(day date) returns timestamptz language sql immutable parallel safe
      return day::timestamp at time zone 'Asia/Shanghai'`);
    await runner.query(`
      create table outbox_event (
        id uuid constraint pk_outbox_event primary key,
        name text not null,
        payload jsonb not null,
        occurred_at timestamptz not null,
        state text not null constraint ck_outbox_event_state check (state in ('queued', 'relayed', 'dead')),
        attempts int not null,
        next_attempt_at timestamptz not null,
        last_error text
      )`);
    await runner.query(`create index ix_outbox_event_queued on outbox_event (next_attempt_at) where state = 'queued'`);
    await runner.query(`
      create table consumed_event (
        consumer text not null,
        event_id uuid not null,
        constraint pk_consumed_event primary key (consumer, event_id)
      )`);
    await runner.query(`
      create table audit_entry (
        id uuid constraint pk_audit_entry primary key,
        at timestamptz not null,
        actor_id uuid,
        actor_name text not null,
        action text not null,
        subject_type text not null,
        subject_id uuid not null,
        enterprise_id uuid,
        before jsonb,
        after jsonb,
        request_id text
      )`);
    await runner.query(`create index ix_audit_entry_subject on audit_entry (subject_type, subject_id, id)`);
    await runner.query(
      `create index ix_audit_entry_enterprise on audit_entry (enterprise_id, id) where enterprise_id is not null`,
    );
    await runner.query(`create index ix_audit_entry_actor on audit_entry (actor_id, id) where actor_id is not null`);
    await runner.query(`
      create table idempotency_key (
        principal_id uuid not null,
        route text not null,
        key text not null,
        body_hash text not null,
        state text not null constraint ck_idempotency_key_state check (state in ('running', 'done')),
        status int,
        location text,
        created_at timestamptz not null,
        constraint pk_idempotency_key primary key (principal_id, route, key)
      )`);
    await runner.query(`create index ix_idempotency_key_created_at on idempotency_key (created_at)`);
    await runner.query(`
      create table stored_file (
        id uuid constraint pk_stored_file primary key,
        name text not null,
        media_type text not null,
        size int not null,
        sha256 text not null,
        content bytea not null,
        created_at timestamptz not null
      )`);
    await runner.query(`
      create table calendar_year (
        year int constraint pk_calendar_year primary key,
        source text not null
      )`);
    await runner.query(`
      create table calendar_day (
        day date constraint pk_calendar_day primary key,
        kind text not null constraint ck_calendar_day_kind check (kind in ('rest', 'work')),
        name text not null
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `drop table calendar_day, calendar_year, stored_file, idempotency_key, audit_entry, consumed_event, outbox_event`,
    );
    await runner.query(`drop function day_start(date)`);
    await runner.query(`drop extension btree_gist`);
  }
}
