import type { MigrationInterface, QueryRunner } from 'typeorm';

export class NotificationsSchema1764000006000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table notification (
        id uuid constraint pk_notification primary key,
        reminder_id uuid,
        event_id uuid,
        recipient_kind text not null
          constraint ck_notification_recipient_kind check (recipient_kind in ('contact', 'officer', 'head', 'manager')),
        recipient_id uuid not null,
        person_id uuid,
        enterprise_id uuid,
        channel text not null constraint ck_notification_channel check (channel in ('in-app', 'email')),
        state text not null constraint ck_notification_state
          check (state in ('queued', 'sending', 'sent', 'delivered', 'read', 'acknowledged', 'failed', 'dead', 'withdrawn')),
        subject text not null,
        body text not null,
        link text not null,
        attempts int not null,
        next_attempt_at timestamptz,
        last_error text,
        created_at timestamptz not null,
        sent_at timestamptz,
        read_at timestamptz,
        acknowledged_at timestamptz,
        constraint ck_notification_origin check ((reminder_id is null) <> (event_id is null)),
        constraint ck_notification_inbox check (channel <> 'in-app' or person_id is not null),
        constraint ck_notification_waiting check ((state in ('queued', 'sending', 'failed')) = (next_attempt_at is not null))
      )`);
    await runner.query(
      `create unique index uq_notification_reminder on notification (reminder_id, channel) where reminder_id is not null`,
    );
    await runner.query(`
      create unique index uq_notification_event on notification (event_id, recipient_kind, recipient_id, channel)
      where event_id is not null`);
    await runner.query(`create index ix_notification_inbox on notification (person_id, id) where channel = 'in-app'`);
    await runner.query(
      `create index ix_notification_unread on notification (person_id, id) where channel = 'in-app' and state = 'delivered'`,
    );
    await runner.query(
      `create index ix_notification_waiting on notification (next_attempt_at, id) where next_attempt_at is not null`,
    );
    await runner.query(`
      create table digest (
        id uuid constraint pk_digest primary key,
        person_id uuid not null,
        day date not null,
        created_at timestamptz not null,
        constraint uq_digest_person_day unique (person_id, day)
      )`);
    await runner.query(`
      create table digest_reminder (
        reminder_id uuid constraint pk_digest_reminder primary key,
        digest_id uuid not null constraint fk_digest_reminder_digest references digest (id)
      )`);
    await runner.query(`create index ix_digest_reminder_digest on digest_reminder (digest_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table digest_reminder, digest, notification`);
  }
}
