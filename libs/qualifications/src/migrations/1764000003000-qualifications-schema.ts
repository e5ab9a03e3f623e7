import type { MigrationInterface, QueryRunner } from 'typeorm';

export class QualificationsSchema1764000003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table qualification (
        id uuid not null,
        enterprise_id uuid not null,
        programme text not null,
        programme_version text not null,
        certificate_no text,
        batch text,
        issued_on date not null,
        printed_from date not null,
        printed_until date,
        effective_from date not null,
        effective_until date,
        counts_until date,
        listing_board text,
        listing_stage text,
        stock_code text,
        revoked_on date,
        revoke_reason text,
        predecessor_id uuid,
        source text,
        import_id uuid,
        known_on date not null,
        version int not null,
        constraint pk_qualification primary key (id),
        constraint fk_qualification_enterprise foreign key (enterprise_id) references enterprise (id),
        constraint fk_qualification_predecessor foreign key (predecessor_id) references qualification (id),
        constraint ck_qualification_printed check (printed_until is null or printed_until > printed_from),
        constraint ck_qualification_effective check (effective_until is null or effective_until >= effective_from),
        constraint ck_qualification_revoked check ((revoked_on is null) = (revoke_reason is null)),
        constraint ck_qualification_board check (listing_board in ('sse', 'szse', 'bse', 'overseas', 'neeq', 'regional')),
        constraint ex_qualification_effective exclude using gist
          (enterprise_id with =, programme with =, daterange(effective_from, effective_until) with &&) deferrable initially immediate
      )`);
    await runner.query(`create index ix_qualification_enterprise on qualification (enterprise_id)`);
    await runner.query(`create index ix_qualification_import on qualification (import_id) where import_id is not null`);
    await runner.query(`
      create table tier_segment (
        enterprise_id uuid not null constraint fk_tier_segment_enterprise references enterprise (id),
        from_day date not null,
        until_day date,
        tier text not null constraint ck_tier_segment_tier check (tier in ('none', 'sme', 'high-tech', 'strong', 'listed')),
        certain_tier text not null
          constraint ck_tier_segment_certain check (certain_tier in ('none', 'sme', 'high-tech', 'strong', 'listed')),
        because uuid[] not null,
        constraint pk_tier_segment primary key (enterprise_id, from_day),
        constraint ck_tier_segment_period check (until_day is null or until_day > from_day),
        constraint ex_tier_segment exclude using gist (enterprise_id with =, daterange(from_day, until_day) with &&)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table tier_segment, qualification`);
  }
}
