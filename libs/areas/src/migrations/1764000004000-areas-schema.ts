import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AreasSchema1764000004000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table area (
        id uuid not null,
        code text not null,
        kind text not null,
        name text not null,
        short_name text not null,
        parent_id uuid,
        head_person_id uuid,
        constraint pk_area primary key (id),
        constraint uq_area_code unique (code),
        constraint ck_area_kind check (kind in ('city', 'district', 'zone', 'grid', 'building')),
        constraint ck_area_root check ((kind = 'city') = (parent_id is null)),
        constraint fk_area_parent foreign key (parent_id) references area (id),
        constraint fk_area_head foreign key (head_person_id) references person (id)
      )`);
    await runner.query(`create index ix_area_parent on area (parent_id)`);
    await runner.query(
      `alter table enterprise add constraint fk_enterprise_area foreign key (area_id) references area (id)`,
    );
    await runner.query(`alter table person add constraint fk_person_area foreign key (area_id) references area (id)`);
    await runner.query(`
      create table assignment (
        id uuid not null,
        enterprise_id uuid not null,
        officer_id uuid not null,
        role text not null,
        period tstzrange not null,
        reason text not null,
        source text not null,
        reassignment_id uuid,
        constraint pk_assignment primary key (id),
        constraint fk_assignment_enterprise foreign key (enterprise_id) references enterprise (id),
        constraint fk_assignment_officer foreign key (officer_id) references person (id),
        constraint ck_assignment_role check (role in ('primary', 'assistant', 'cover')),
        constraint ck_assignment_period check (not isempty(period) and lower(period) is not null),
        constraint ex_assignment_primary exclude using gist (enterprise_id with =, period with &&) where (role = 'primary'),
        constraint ex_assignment_cover exclude using gist (enterprise_id with =, period with &&) where (role = 'cover')
      )`);
    await runner.query(`create index ix_assignment_enterprise on assignment (enterprise_id)`);
    await runner.query(`create index ix_assignment_officer on assignment (officer_id)`);
    await runner.query(
      `create view served_enterprise as select enterprise_id, officer_id, role, period from assignment`,
    );
    await runner.query(`create view responsible_officer as
      select enterprise_id, officer_id, lower(period) as since_at, period
      from assignment where role = 'cover'
      union all
      select p.enterprise_id, p.officer_id, lower(p.period), uncovered.period
      from assignment p
      cross join lateral unnest(
        tstzmultirange(p.period) - coalesce(
          (select range_agg(c.period) from assignment c
           where c.enterprise_id = p.enterprise_id and c.role = 'cover' and c.period && p.period),
          '{}'::tstzmultirange)) as uncovered (period)
      where p.role = 'primary'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop view responsible_officer, served_enterprise`);
    await runner.query(`drop table assignment`);
    await runner.query(`alter table person drop constraint fk_person_area`);
    await runner.query(`alter table enterprise drop constraint fk_enterprise_area`);
    await runner.query(`drop table area`);
  }
}
