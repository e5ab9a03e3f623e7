import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CaseloadSchema1764000007000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table caseload_row (
        enterprise_id uuid constraint pk_caseload_row primary key
          constraint fk_caseload_row_enterprise references enterprise (id),
        name text not null,
        name_sort text not null,
        uscc text,
        area_id uuid not null,
        registered_district text,
        zone text,
        chain text,
        is_sample boolean not null,
        has_foreign_text boolean not null,
        standing text not null,
        tier text not null,
        certain_tier text not null,
        programmes text[] not null,
        primary_officer_id uuid,
        officer_id uuid,
        has_contact boolean not null,
        next_deadline date not null,
        next_deadline_id uuid,
        next_deadline_kind text,
        next_deadline_programme text,
        next_deadline_provisional boolean not null,
        last_visit date not null,
        open_demands int not null,
        plan_state text,
        stands_from timestamptz not null,
        stands_until timestamptz not null
      ) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02)`);
    const order = {
      deadline: 'next_deadline, enterprise_id',
      name: 'name_sort, enterprise_id',
      visit: 'last_visit, enterprise_id',
    };
    await runner.query(
      `create index ix_caseload_row_officer on caseload_row (officer_id, ${order.deadline}) include (standing, tier, certain_tier)`,
    );
    await runner.query(
      `create index ix_caseload_row_area on caseload_row (area_id, ${order.deadline}) include (standing, tier)`,
    );
    await runner.query(
      `create index ix_caseload_row_tier on caseload_row (tier, ${order.deadline}) where standing = 'active'`,
    );
    await runner.query(
      `create index ix_caseload_row_deadline on caseload_row (${order.deadline}) where standing = 'active'`,
    );
    await runner.query(`create index ix_caseload_row_name on caseload_row (${order.name}) where standing = 'active'`);
    await runner.query(`create index ix_caseload_row_visit on caseload_row (${order.visit}) where standing = 'active'`);
    await runner.query(
      `create index ix_caseload_row_unserved on caseload_row (${order.deadline}) where standing = 'active' and officer_id is null`,
    );
    await runner.query(`create index ix_caseload_row_uscc on caseload_row (uscc text_pattern_ops)`);
    await runner.query(`create index ix_caseload_row_stands_until on caseload_row (stands_until)`);
    await runner.query(`
      create table enterprise_search (
        enterprise_id uuid not null constraint fk_enterprise_search_enterprise references enterprise (id),
        text text not null,
        is_current boolean not null,
        initials text not null,
        pinyin text not null,
        grams text[] not null,
        constraint pk_enterprise_search primary key (enterprise_id, text)
      )`);
    await runner.query(`create index ix_enterprise_search_grams on enterprise_search using gin (grams)`);
    await runner.query(`create index ix_enterprise_search_initials on enterprise_search (initials text_pattern_ops)`);
    await runner.query(`create index ix_enterprise_search_pinyin on enterprise_search (pinyin text_pattern_ops)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table enterprise_search, caseload_row`);
  }
}
