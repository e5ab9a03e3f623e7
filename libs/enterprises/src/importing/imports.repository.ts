import { Injectable } from '@nestjs/common';
import type { CursorKey } from '@tidu/kernel';
import { Database } from '@tidu/platform';
import type { ProposedColumn } from './domain/columns.js';
import type { ParsedRow, RowOptions } from './domain/read-row.js';
import type { ListKind } from './domain/list-fields.js';
import type { Verdict } from './import-kind.js';
import type { ImportState } from './import-lifecycle.js';
import type { AnyReason } from './judgement.js';

export type VerdictCounts = Readonly<Record<Verdict, number>>;

/** What stands around the rows of a list. */
export interface ListLayout {
  /** Titles and notes above the header; they go back with the rejected rows. */
  readonly titleRows: readonly (readonly string[])[];
  /** Sheets of the workbook that were not read. */
  readonly otherSheets: readonly string[];
}

export interface ImportProblem {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
  readonly detail: { readonly zh: string; readonly en: string };
}

export interface ImportRecord {
  readonly id: string;
  readonly kind: ListKind;
  readonly fileId: string;
  readonly fileName: string;
  readonly options: RowOptions;
  readonly state: ImportState;
  readonly done: number;
  readonly total: number | null;
  readonly counts: VerdictCounts;
  readonly columns: readonly ProposedColumn[];
  readonly layout: ListLayout;
  readonly problem: ImportProblem | null;
  readonly createdBy: { readonly id: string; readonly name: string };
  readonly createdAt: Date;
  readonly appliedAt: Date | null;
}

export interface ImportRow {
  readonly rowNo: number;
  readonly cells: readonly string[];
  readonly parsed: ParsedRow['values'];
  readonly verdict: Verdict;
  readonly reasons: readonly AnyReason[];
  readonly enterpriseId: string | null;
  readonly enterpriseName: string | null;
  readonly effect: Readonly<Record<string, unknown>> | null;
}

export const noCounts: VerdictCounts = { new: 0, changed: 0, unchanged: 0, doubtful: 0, rejected: 0 };

const noLayout: ListLayout = { titleRows: [], otherSheets: [] };

const recordColumns = `i.id, i.kind, i.file_id as "fileId", i.file_name as "fileName", i.options, i.state, i.done, i.total, i.counts,
  i.columns, i.layout, i.problem, i.created_at as "createdAt", i.applied_at as "appliedAt",
  jsonb_build_object('id', p.id, 'name', p.name) as "createdBy"`;

/** Lists and their rows. They belong to the managers of the city as a whole, so no scope narrows them. */
@Injectable()
export class ImportsRepository {
  constructor(private readonly database: Database) {}

  async insert(list: {
    id: string;
    kind: ListKind;
    fileId: string;
    fileName: string;
    options: RowOptions;
    createdBy: string;
    createdAt: Date;
  }): Promise<void> {
    await this.database.run(
      `insert into import_list (id, kind, file_id, file_name, options, state, done, counts, columns, layout, created_by, created_at, touched_at)
       values ($1, $2, $3, $4, $5::jsonb, 'received', 0, $6::jsonb, '[]', $9::jsonb, $7, $8, now())`,
      [
        list.id,
        list.kind,
        list.fileId,
        list.fileName,
        JSON.stringify(list.options),
        JSON.stringify(noCounts),
        list.createdBy,
        list.createdAt,
        JSON.stringify(noLayout),
      ],
    );
  }

  async find(id: string): Promise<ImportRecord | undefined> {
    return this.database.one<ImportRecord & Record<string, unknown>>(
      `select ${recordColumns} from import_list i left join person_directory p on p.id = i.created_by where i.id = $1`,
      [id],
    );
  }

  async page(limit: number, after: readonly CursorKey[] | undefined): Promise<readonly ImportRecord[]> {
    return this.database.query<ImportRecord & Record<string, unknown>>(
      `select ${recordColumns} from import_list i left join person_directory p on p.id = i.created_by
       where $2::uuid is null or i.id < $2 order by i.id desc limit $1`,
      [limit, after?.[0] ?? null],
    );
  }

  /** Moves a list on if it stands in one of `from`; answers whether it did. */
  async move(id: string, from: readonly ImportState[], to: ImportState, at: Date): Promise<boolean> {
    const moved = await this.database.run(
      `update import_list
       set state = $3, touched_at = now(), done = case when $3 in ('reading', 'applying') then 0 else done end,
           applied_at = case when $3 = 'applied' then $4::timestamptz else applied_at end
       where id = $1 and state = any($2::text[])`,
      [id, from, to, at],
    );
    return moved === 1;
  }

  async describe(id: string, columns: readonly ProposedColumn[], layout: ListLayout): Promise<void> {
    await this.database.run(`update import_list set columns = $2::jsonb, layout = $3::jsonb where id = $1`, [
      id,
      JSON.stringify(columns),
      JSON.stringify(layout),
    ]);
  }

  async fail(id: string, problem: ImportProblem): Promise<void> {
    await this.database.run(`update import_list set state = 'failed', problem = $2::jsonb where id = $1`, [
      id,
      JSON.stringify(problem),
    ]);
  }

  /** Seen at once by whoever looks, also while the list is being applied in one long transaction. */
  async progress(id: string, done: number, total: number | null): Promise<void> {
    await this.database.withConnection((client) =>
      client.query(`update import_list set done = $2, total = coalesce($3, total), touched_at = now() where id = $1`, [
        id,
        done,
        total,
      ]),
    );
  }

  async countRows(id: string): Promise<VerdictCounts> {
    const row = await this.database.one<{ counts: VerdictCounts }>(
      `with counted as (select verdict, count(*) as n from import_row where import_id = $1 group by verdict),
       counts as (select $2::jsonb || coalesce(jsonb_object_agg(verdict, n), '{}') as counts from counted)
       update import_list i set counts = c.counts, done = (select coalesce(sum(n), 0) from counted), total = (select coalesce(sum(n), 0) from counted)
       from counts c where i.id = $1 returning i.counts`,
      [id, JSON.stringify(noCounts)],
    );
    return row?.counts ?? noCounts;
  }

  async clearRows(id: string): Promise<void> {
    await this.database.run(`delete from import_row where import_id = $1`, [id]);
  }

  async addRows(id: string, rows: readonly Omit<ImportRow, 'enterpriseName'>[]): Promise<void> {
    await this.database.run(
      `insert into import_row (import_id, row_no, cells, parsed, verdict, reasons, enterprise_id, effect)
       select $1, r.row_no, r.cells::jsonb, r.parsed::jsonb, r.verdict, r.reasons::jsonb, r.enterprise_id, r.effect::jsonb
       from unnest($2::int[], $3::text[], $4::text[], $5::text[], $6::text[], $7::uuid[], $8::text[])
         as r (row_no, cells, parsed, verdict, reasons, enterprise_id, effect)`,
      [
        id,
        rows.map((row) => row.rowNo),
        rows.map((row) => JSON.stringify(row.cells)),
        rows.map((row) => JSON.stringify(row.parsed)),
        rows.map((row) => row.verdict),
        rows.map((row) => JSON.stringify(row.reasons)),
        rows.map((row) => row.enterpriseId),
        rows.map((row) => (row.effect === null ? null : JSON.stringify(row.effect))),
      ],
    );
  }

  async judged(
    id: string,
    rows: readonly {
      readonly rowNo: number;
      readonly verdict: Verdict;
      readonly reasons: readonly AnyReason[];
      readonly enterpriseId: string | null;
      readonly effect: Readonly<Record<string, unknown>> | null;
    }[],
  ): Promise<void> {
    if (rows.length === 0) return;
    await this.database.run(
      `update import_row i set verdict = r.verdict, reasons = r.reasons::jsonb, enterprise_id = r.enterprise_id, effect = r.effect::jsonb
       from unnest($2::int[], $3::text[], $4::text[], $5::uuid[], $6::text[]) as r (row_no, verdict, reasons, enterprise_id, effect)
       where i.import_id = $1 and i.row_no = r.row_no`,
      [
        id,
        rows.map((row) => row.rowNo),
        rows.map((row) => row.verdict),
        rows.map((row) => JSON.stringify(row.reasons)),
        rows.map((row) => row.enterpriseId),
        rows.map((row) => (row.effect === null ? null : JSON.stringify(row.effect))),
      ],
    );
  }

  async rows(id: string, verdicts: readonly Verdict[], afterRow: number, limit: number): Promise<readonly ImportRow[]> {
    return this.database.query<ImportRow & Record<string, unknown>>(
      `select r.row_no as "rowNo", r.cells, r.parsed, r.verdict, r.reasons, r.enterprise_id as "enterpriseId",
              e.name as "enterpriseName", r.effect
       from import_row r left join enterprise e on e.id = r.enterprise_id
       where r.import_id = $1 and r.verdict = any($2::text[]) and r.row_no > $3 order by r.row_no limit $4`,
      [id, verdicts, afterRow, limit],
    );
  }

  /** Lists that some job should be working on, and none has for a while. */
  async waiting(): Promise<readonly { readonly id: string; readonly state: ImportState }[]> {
    return this.database.query<{ id: string; state: ImportState }>(
      `select id, state from import_list
       where state in ('received', 'reading', 'applying') and touched_at < now() - interval '20 seconds'
       order by id limit 100`,
    );
  }
}
