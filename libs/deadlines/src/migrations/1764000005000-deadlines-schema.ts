import type { MigrationInterface, QueryRunner } from 'typeorm';

export class DeadlinesSchema1764000005000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // The sweep makes reminders in the database, set-based, so their ids are made there too: RFC 9562, version 7.
    await runner.query(`
      create function new_uuid_v7() returns uuid language sql volatile parallel safe as $$
        select encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
          placing substring(int8send(floor(extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6), 52, 1), 53, 1),
          'hex')::uuid
      $$`);
    await runner.query(`
      create table deadline (
        id uuid not null,
        enterprise_id uuid not null,
        kind text not null,
        source_id uuid not null,
        occurrence text not null,
        due_on date not null,
        known_on date not null,
        is_provisional boolean not null,
        params jsonb not null,
        state text not null,
        closed_on date,
        reason text,
        version int not null,
        constraint pk_deadline primary key (id),
        constraint fk_deadline_enterprise foreign key (enterprise_id) references enterprise (id),
        constraint uq_deadline_source unique (kind, source_id, occurrence),
        constraint ck_deadline_state check (state in ('open', 'fulfilled', 'waived', 'missed', 'superseded')),
        constraint ck_deadline_closed check ((state = 'open') = (closed_on is null))
      )`);
    await runner.query(`create index ix_deadline_enterprise on deadline (enterprise_id, due_on, id)`);
    await runner.query(`create index ix_deadline_due on deadline (due_on, id)`);
    await runner.query(`create index ix_deadline_open_due on deadline (due_on, id) where state = 'open'`);
    await runner.query(
      `create index ix_deadline_settled_due on deadline (state, due_on, id) where state in ('fulfilled', 'waived')`,
    );
    await runner.query(`create index ix_deadline_open_kind_due on deadline (kind, due_on) where state = 'open'`);
    await runner.query(`
      create table reminder (
        id uuid constraint pk_reminder primary key,
        deadline_id uuid not null constraint fk_reminder_deadline references deadline (id),
        enterprise_id uuid not null,
        due_on date not null,
        lead_days int not null constraint ck_reminder_lead_days check (lead_days >= -1),
        recipient_kind text not null
          constraint ck_reminder_recipient_kind check (recipient_kind in ('contact', 'officer', 'head', 'manager')),
        recipient_id uuid not null,
        via text not null constraint ck_reminder_via check (via in ('direct', 'fallback', 'digest')),
        planned_on date not null,
        state text not null constraint ck_reminder_state check (state in ('queued', 'done', 'withdrawn', 'stale')),
        reason text,
        created_at timestamptz not null,
        settled_at timestamptz,
        constraint ck_reminder_settled check ((state = 'queued') = (settled_at is null))
      )`);
    await runner.query(`
      create unique index uq_reminder_once on reminder (deadline_id, due_on, lead_days, recipient_kind, recipient_id)
      where state <> 'withdrawn'`);
    await runner.query(`create index ix_reminder_deadline on reminder (deadline_id)`);
    await runner.query(`create index ix_reminder_queued on reminder (id) where state = 'queued' and via <> 'digest'`);
    await runner.query(
      `create index ix_reminder_queued_digest on reminder (recipient_id, id) where state = 'queued' and via = 'digest'`,
    );
    await runner.query(
      `create index ix_reminder_digest on reminder (recipient_id, settled_at) where state = 'done' and via = 'digest'`,
    );
    await runner.query(`
      create table sweep_run (
        id uuid constraint pk_sweep_run primary key,
        state text not null constraint ck_sweep_run_state check (state in ('queued', 'done')),
        requested_at timestamptz not null,
        requested_by uuid,
        since_day date,
        day date,
        finished_at timestamptz,
        counts jsonb,
        constraint ck_sweep_run_done check ((state = 'done') = (day is not null and finished_at is not null and counts is not null))
      )`);
    await runner.query(`create index ix_sweep_run_day on sweep_run (day) where state = 'done'`);
    await runner.query(`create index ix_sweep_run_queued on sweep_run (id) where state = 'queued'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table sweep_run, reminder, deadline`);
    await runner.query(`drop function new_uuid_v7()`);
  }
}
