import { Injectable } from '@nestjs/common';
import { LocalDate, Period, type DeadlineSource, type DueDate, type DueRef } from '@tidu/kernel';
import { Database, ProvidesDeadlines } from '@tidu/platform';
import { dutiesOf, type Title } from './domain/programme.js';
import { Programmes } from './programmes.js';

interface TitleRow extends Record<string, unknown> {
  id: string;
  enterprise_id: string;
  programme: string;
  programme_version: string;
  certificate_no: string | null;
  issued_on: LocalDate;
  printed_from: LocalDate;
  printed_until: LocalDate | null;
  effective_from: LocalDate;
  effective_until: LocalDate | null;
  counts_until: LocalDate | null;
  revoked_on: LocalDate | null;
  is_succeeded: boolean;
}

const always = Period.of(LocalDate.parse('1990-01-01'), null);

const titleSql = `
  select q.id, q.enterprise_id, q.programme, q.programme_version, q.certificate_no, q.issued_on, q.printed_from, q.printed_until,
         q.effective_from, q.effective_until, q.counts_until, q.revoked_on,
         exists (select 1 from qualification n where n.predecessor_id = q.id and n.effective_from is distinct from n.effective_until)
           as is_succeeded
  from qualification q`;

/** The dates that titles bring: their last valid day and the duties of their holders, each kind named by the programme's rules. */
@Injectable()
@ProvidesDeadlines()
export class QualificationDeadlines implements DeadlineSource {
  readonly kinds: readonly string[];

  constructor(
    private readonly database: Database,
    private readonly programmes: Programmes,
  ) {
    const duties = programmes.all.flatMap((programme) =>
      programme.versions.flatMap((version) => version.duties.map((duty) => duty.kind)),
    );
    this.kinds = [...new Set(['expiry', ...duties])];
  }

  async due(enterpriseIds: readonly string[]): Promise<readonly DueDate[]> {
    const rows = await this.database.query<TitleRow>(`${titleSql} where q.enterprise_id = any($1::uuid[])`, [
      enterpriseIds,
    ]);
    return rows.flatMap((row) => this.dueOf(row));
  }

  async stillDue(refs: readonly DueRef[]): Promise<ReadonlySet<DueRef>> {
    const rows = await this.database.query<TitleRow>(`${titleSql} where q.id = any($1::uuid[])`, [
      refs.map((ref) => ref.sourceId),
    ]);
    const due = new Set(rows.flatMap((row) => this.dueOf(row)).map(keyOf));
    return new Set(refs.filter((ref) => due.has(keyOf(ref))));
  }

  private dueOf(row: TitleRow): DueDate[] {
    const programme = this.programmes.get(row.programme);
    const version = this.programmes.version(row.programme, row.programme_version);
    const title: Title = {
      issuedOn: row.issued_on,
      certificateNo: row.certificate_no,
      printed: Period.of(row.printed_from, row.printed_until),
      effective: Period.of(row.effective_from, row.effective_until),
      countsUntil: row.counts_until,
      revokedOn: row.revoked_on,
      isSucceeded: row.is_succeeded,
    };
    return dutiesOf(programme, version, title, always).map((duty) => ({
      enterpriseId: row.enterprise_id,
      kind: duty.kind,
      sourceId: row.id,
      occurrence: duty.occurrence,
      dueOn: duty.dueOn,
      isProvisional: duty.isProvisional,
      params: {
        programme: row.programme,
        dayRule: duty.rule,
        ...(duty.action === null ? {} : { action: duty.action }),
        ...(row.certificate_no === null ? {} : { certificateNo: row.certificate_no }),
      },
    }));
  }
}

const keyOf = (ref: DueRef): string => `${ref.kind} ${ref.sourceId} ${ref.occurrence} ${ref.dueOn}`;
