import { Injectable } from '@nestjs/common';
import { scopeCondition } from '@tidu/enterprises';
import type { Scope } from '@tidu/kernel';
import { Database } from '@tidu/platform';
import type { EffectiveTitle } from './domain/effective-periods.js';
import type { TierSegment } from './domain/tier-timeline.js';
import { Qualification } from './qualification.entity.js';

export interface EnterpriseSegments {
  readonly enterpriseId: string;
  readonly segments: readonly TierSegment[];
}

@Injectable()
export class QualificationsRepository {
  constructor(private readonly database: Database) {}

  /** Titles of enterprises are changed by one unit at a time: the enterprises are locked, in id order. */
  async lockEnterprises(ids: readonly string[]): Promise<void> {
    await this.database.run(`select 1 from enterprise where id = any($1::uuid[]) order by id for no key update`, [ids]);
  }

  /** The enterprise of a title in scope. */
  async enterpriseOf(scope: Scope, id: string): Promise<string | undefined> {
    const condition = scopeCondition(scope, 'e', 2);
    const row = await this.database.one<{ id: string }>(
      `select e.id from qualification q join enterprise e on e.id = q.enterprise_id where q.id = $1 and ${condition.sql}`,
      [id, ...condition.values],
    );
    return row?.id;
  }

  async of(enterpriseIds: readonly string[]): Promise<readonly Qualification[]> {
    return this.database
      .repository(Qualification)
      .createQueryBuilder('q')
      .where('q.enterpriseId = any(:enterpriseIds)', { enterpriseIds })
      .orderBy('q.printedFrom')
      .addOrderBy('q.id')
      .getMany();
  }

  async insert(rows: readonly Omit<Qualification, 'version'>[]): Promise<void> {
    await this.database.run(
      `insert into qualification (id, enterprise_id, programme, programme_version, certificate_no, batch, issued_on, printed_from,
         printed_until, effective_from, effective_until, counts_until, listing_board, listing_stage, stock_code, source, import_id,
         known_on, predecessor_id, version)
       select r.*, 1
       from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::date[], $8::date[], $9::date[],
         $10::date[], $11::date[], $12::date[], $13::text[], $14::text[], $15::text[], $16::text[], $17::uuid[], $18::date[], $19::uuid[])
         as r`,
      [
        rows.map((row) => row.id),
        rows.map((row) => row.enterpriseId),
        rows.map((row) => row.programme),
        rows.map((row) => row.programmeVersion),
        rows.map((row) => row.certificateNo),
        rows.map((row) => row.batch),
        rows.map((row) => row.issuedOn),
        rows.map((row) => row.printedFrom),
        rows.map((row) => row.printedUntil),
        rows.map((row) => row.effectiveFrom),
        rows.map((row) => row.effectiveUntil),
        rows.map((row) => row.countsUntil),
        rows.map((row) => row.listingBoard),
        rows.map((row) => row.listingStage),
        rows.map((row) => row.stockCode),
        rows.map((row) => row.source),
        rows.map((row) => row.importId),
        rows.map((row) => row.knownOn),
        rows.map((row) => row.predecessorId),
      ],
    );
  }

  async save(qualification: Qualification): Promise<void> {
    await this.database.repository(Qualification).save(qualification);
  }

  /** Between a grant and its predecessor's end two periods may overlap; the constraint looks when the unit commits. */
  async deferOverlaps(): Promise<void> {
    await this.database.run(`set constraints ex_qualification_effective deferred`);
  }

  async setEffective(titles: readonly EffectiveTitle[]): Promise<void> {
    if (titles.length === 0) return;
    await this.database.run(
      `update qualification q
       set effective_from = t.effective_from, effective_until = t.effective_until, counts_until = t.counts_until,
           predecessor_id = t.predecessor_id, version = q.version + 1
       from unnest($1::uuid[], $2::date[], $3::date[], $4::date[], $5::uuid[])
         as t (id, effective_from, effective_until, counts_until, predecessor_id)
       where q.id = t.id
         and (q.effective_from, q.effective_until, q.counts_until, q.predecessor_id)
             is distinct from (t.effective_from, t.effective_until, t.counts_until, t.predecessor_id)`,
      [
        titles.map((title) => title.id),
        titles.map((title) => title.effective.from),
        titles.map((title) => title.effective.until),
        titles.map((title) => title.countsUntil),
        titles.map((title) => title.predecessorId),
      ],
    );
  }

  async replaceSegments(timelines: readonly EnterpriseSegments[]): Promise<void> {
    const rows = timelines.flatMap(({ enterpriseId, segments }) =>
      segments.map((segment) => ({ enterpriseId, ...segment })),
    );
    await this.database.run(`delete from tier_segment where enterprise_id = any($1::uuid[])`, [
      timelines.map((one) => one.enterpriseId),
    ]);
    await this.database.run(
      `insert into tier_segment (enterprise_id, from_day, until_day, tier, certain_tier, because)
       select s.enterprise_id, s.from_day, s.until_day, s.tier, s.certain_tier, s.because::uuid[]
       from unnest($1::uuid[], $2::date[], $3::date[], $4::text[], $5::text[], $6::text[])
         as s (enterprise_id, from_day, until_day, tier, certain_tier, because)`,
      [
        rows.map((row) => row.enterpriseId),
        rows.map((row) => row.from),
        rows.map((row) => row.until),
        rows.map((row) => row.tier),
        rows.map((row) => row.certainTier),
        rows.map((row) => `{${row.because.join(',')}}`),
      ],
    );
  }

  async segments(scope: Scope, enterpriseId: string): Promise<readonly TierSegment[] | undefined> {
    const condition = scopeCondition(scope, 'e', 2);
    const row = await this.database.one<{ segments: TierSegment[] }>(
      `select coalesce((select json_agg(json_build_object('from', s.from_day, 'until', s.until_day, 'tier', s.tier,
                'certainTier', s.certain_tier, 'because', s.because) order by s.from_day)
              from tier_segment s where s.enterprise_id = e.id), '[]') as segments
       from enterprise e where e.id = $1 and ${condition.sql}`,
      [enterpriseId, ...condition.values],
    );
    return row?.segments;
  }
}
