import type { MigrationInterface, QueryRunner } from 'typeorm';

export class IdentitySchema1764000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table person (
        id uuid not null,
        username text not null,
        name text not null,
        password_hash text not null,
        roles text[] not null,
        area_id uuid,
        enterprise_id uuid,
        email_cipher bytea,
        phone_cipher bytea,
        language text not null,
        left_on date,
        constraint pk_person primary key (id),
        constraint uq_person_username unique (username),
        constraint ck_person_language check (language in ('zh', 'en')),
        constraint ck_person_roles check (roles <@ array['officer', 'manager', 'enterprise', 'admin', 'security', 'auditor']),
        constraint ck_person_roles_apart check ((not roles && array['admin', 'security', 'auditor']) or (cardinality(roles) = 1))
      )`);
    await runner.query(`create view person_directory as
      select id, username, name, roles, area_id, enterprise_id, language, left_on from person`);
    await runner.query(`
      create table refresh_session (
        id uuid constraint pk_refresh_session primary key,
        person_id uuid not null constraint fk_refresh_session_person references person (id),
        token_hash bytea not null,
        previous_hash bytea,
        successor_cipher bytea,
        rotated_at timestamptz not null,
        device_hash bytea not null,
        expires_at timestamptz not null,
        revoked_at timestamptz
      )`);
    await runner.query(`create index ix_refresh_session_person on refresh_session (person_id)`);
    await runner.query(`
      create table sign_in_failure (
        username text constraint pk_sign_in_failure primary key,
        failures int not null,
        locked_until timestamptz
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table sign_in_failure, refresh_session`);
    await runner.query(`drop view person_directory`);
    await runner.query(`drop table person`);
  }
}
