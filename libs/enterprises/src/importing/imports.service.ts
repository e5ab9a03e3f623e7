import { Readable } from 'node:stream';
import { Injectable, Logger } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { Clock, DomainError, encodeCursor, Scope, type Page } from '@tidu/kernel';
import {
  AuditLog,
  cursorKeys,
  Database,
  defineJob,
  Jobs,
  KeepsWork,
  newId,
  StoredFiles,
  UnitOfWork,
  type WorkKeeper,
} from '@tidu/platform';
import { Divisions } from '../divisions.js';
import type { EnterprisesErrorCode } from '../enterprises.errors.js';
import { EnterprisesRepository } from '../enterprises.repository.js';
import { divisionBook } from './domain/divisions.js';
import { DuplicateFinder } from './domain/duplicates.js';
import { readRow, type ParsedRow, type RowContext } from './domain/read-row.js';
import {
  ProvidesImportKind,
  type ImportContext,
  type ImportKind,
  type Judgement,
  type MatchedRow,
  type Verdict,
} from './import-kind.js';
import { allowedVerbs } from './import-lifecycle.js';
import { ImportsRepository, type ImportRecord, type ImportRow } from './imports.repository.js';
import { reasonsText, type JudgementReason } from './judgement.js';
import { matchIndex, matchRow, newcomers, type RowMatch } from './match-rows.js';
import { openTable, type ListTable } from './open-table.js';
import { unreadableText } from './reason-texts.js';
import { openList } from './reading/open-list.js';
import type { ListRow } from './reading/list-row.js';
import { UnreadableList } from './reading/unreadable-list.js';
import { mediaTypes, writeRejects, type RejectedRow } from './write-rejects.js';

export const readListJob = defineJob<{ importId: string }>('imports', 'imports.read', { attempts: 3 });
export const applyListJob = defineJob<{ importId: string }>('imports', 'imports.apply', { attempts: 3 });

/** Rows that are matched, judged and written together. */
const chunk = 1000;
/** Lists are applied one after the other: the second sees what the first brought. */
const applyLock = 0x6c697374;
const matching = Scope.system('matching a list');

interface ReadRow {
  readonly rowNo: number;
  readonly cells: readonly string[];
  readonly parsed: ParsedRow;
}

interface JudgedRow extends Judgement {
  readonly row: MatchedRow;
}

/** One list while it is applied. */
interface Application {
  readonly list: ImportRecord;
  readonly kind: ImportKind;
  readonly context: ImportContext;
  /** Newcomers that earlier rows of this list brought. */
  readonly registered: Set<string>;
}

/** Lists that come in: received, read in the background, shown verdict by verdict, applied as one, the rest handed back. */
@Injectable()
@KeepsWork()
export class Imports implements WorkKeeper {
  private readonly logger = new Logger(Imports.name);

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly imports: ImportsRepository,
    private readonly enterprises: EnterprisesRepository,
    private readonly divisions: Divisions,
    private readonly files: StoredFiles,
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditLog,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  /** Takes a file in. Throws `imports.kind-unknown`, `imports.file-missing` or `imports.options-invalid`; what is in it is judged later. */
  async receive(
    createdBy: string,
    kind: string,
    options: Readonly<Record<string, unknown>>,
    file: { name: string; content: Buffer },
  ): Promise<string> {
    const importKind = this.kind(kind);
    const checked = importKind.checkOptions(options);
    return this.unitOfWork.run(async () => {
      const id = newId();
      const stored = await this.files.save(file.name, 'application/octet-stream', file.content);
      await this.imports.insert({
        id,
        kind: importKind.kind,
        fileId: stored.id,
        fileName: file.name,
        options: checked,
        createdBy,
        createdAt: this.clock.now(),
      });
      await this.audit.record([
        {
          action: 'import.received',
          subjectType: 'import',
          subjectId: id,
          after: { kind, fileName: file.name, sha256: stored.sha256, options: checked },
        },
      ]);
      this.unitOfWork.afterCommit(() => this.jobs.add(readListJob, { importId: id }, `read-${id}`));
      return id;
    });
  }

  async find(id: string): Promise<ImportRecord> {
    const list = await this.imports.find(id);
    if (!list) throw new DomainError<EnterprisesErrorCode>('imports.not-found');
    return list;
  }

  async page(limit: number, cursor: string | undefined): Promise<Page<ImportRecord>> {
    const lists = await this.imports.page(limit + 1, cursorKeys(cursor, 'created', ['uuid']));
    const items = lists.slice(0, limit);
    return { items, nextCursor: lists.length > limit ? encodeCursor('created', [items.at(-1)!.id]) : null };
  }

  async rows(
    id: string,
    verdicts: readonly Verdict[],
    limit: number,
    cursor: string | undefined,
  ): Promise<Page<ImportRow>> {
    await this.find(id);
    const after = Number(cursorKeys(cursor, 'row', ['rowNo'])?.[0] ?? 0);
    const rows = await this.imports.rows(id, verdicts, after, limit + 1);
    const items = rows.slice(0, limit);
    return { items, nextCursor: rows.length > limit ? encodeCursor('row', [items.at(-1)!.rowNo]) : null };
  }

  /** Asks for the list to be applied; done in the background. */
  async requestApply(id: string): Promise<void> {
    await this.unitOfWork.run(async () => {
      const isMoved = await this.imports.move(id, ['previewed'], 'applying', this.clock.now());
      if (!isMoved) {
        const { state } = await this.find(id);
        throw new DomainError<EnterprisesErrorCode>('imports.transition-refused', {
          state,
          allowed: [...allowedVerbs(state)],
        });
      }
      await this.audit.record([{ action: 'import.apply-requested', subjectType: 'import', subjectId: id }]);
      this.unitOfWork.afterCommit(() => this.jobs.add(applyListJob, { importId: id }, `apply-${id}`));
    });
  }

  /** Doubtful and rejected rows as a file in the layout of their list. Throws `imports.no-rejects`. */
  async rejects(
    id: string,
    language: 'zh' | 'en',
  ): Promise<{ readonly name: string; readonly mediaType: string; readonly content: Readable }> {
    const list = await this.find(id);
    if (list.counts.doubtful + list.counts.rejected === 0)
      throw new DomainError<EnterprisesErrorCode>('imports.no-rejects');
    const format = list.fileName.toLowerCase().endsWith('.csv') ? 'csv' : 'xlsx';
    const stem = list.fileName.replace(/\.[^.]*$/, '');
    return {
      name: `${stem}-${language === 'zh' ? '退回' : 'rejects'}.${format}`,
      mediaType: mediaTypes[format],
      content: writeRejects({
        format,
        titleRows: list.layout.titleRows,
        headers: list.columns.map((column) => column.header),
        reasonHeader: language === 'zh' ? '退回原因' : 'Reason',
        rows: this.rejectedRows(id, language),
      }),
    };
  }

  /** Reads a received list row by row into verdicts. Run again after a crash, it begins anew; of two at once one reads. */
  async read(id: string): Promise<void> {
    await this.database.unlessUnderWay(`read list ${id}`, () => this.readAlone(id));
  }

  private async readAlone(id: string): Promise<void> {
    if (!(await this.imports.move(id, ['received', 'reading'], 'reading', this.clock.now()))) return;
    const list = await this.find(id);
    await this.imports.clearRows(id);
    try {
      const opened = await openList(await this.files.content(list.fileId));
      try {
        const table = await openTable(opened, list.kind);
        await this.imports.describe(id, table.columns, { titleRows: table.titleRows, otherSheets: opened.otherSheets });
        await this.readTable(list, table, opened.dateSystem);
      } finally {
        await opened.close();
      }
    } catch (error) {
      if (!(error instanceof UnreadableList)) throw error;
      this.logger.log(`import ${id} cannot be read: ${error.reason}`);
      await this.imports.clearRows(id);
      await this.imports.fail(id, {
        code: error.reason,
        params: error.params,
        detail: { zh: unreadableText(error.reason, 'zh'), en: unreadableText(error.reason, 'en') },
      });
      return;
    }
    await this.imports.countRows(id);
    await this.imports.move(id, ['reading'], 'previewed', this.clock.now());
  }

  /**
   * Applies every row that is new or changed, in one transaction. Each is judged again first: where the registry has changed since the
   * preview the row is left doubtful and says so.
   */
  async apply(id: string): Promise<void> {
    await this.unitOfWork.run(async () => {
      await this.database.run(`select pg_advisory_xact_lock($1)`, [applyLock]);
      const list = await this.find(id);
      if (list.state !== 'applying') return;
      const run: Application = { list, kind: this.kind(list.kind), context: contextOf(list), registered: new Set() };
      let done = 0;
      for (let afterRow = 0; ;) {
        const rows = await this.imports.rows(id, ['new', 'changed'], afterRow, chunk);
        const last = rows.at(-1);
        if (!last) break;
        afterRow = last.rowNo;
        await this.applyRows(run, rows);
        done += rows.length;
        await this.imports.progress(id, done, list.counts.new + list.counts.changed);
      }
      await this.imports.countRows(id);
      await this.imports.move(id, ['applying'], 'applied', this.clock.now());
      await this.audit.record([{ action: 'import.applied', subjectType: 'import', subjectId: id }]);
    });
  }

  async rebuild(): Promise<void> {
    for (const { id, state } of await this.imports.waiting()) {
      if (state === 'applying') await this.jobs.add(applyListJob, { importId: id }, `apply-${id}`);
      else await this.jobs.add(readListJob, { importId: id }, `read-${id}`);
    }
  }

  private async readTable(list: ImportRecord, table: ListTable, dateSystem: 1900 | 1904): Promise<void> {
    const kind = this.kind(list.kind);
    const context: RowContext = {
      divisions: divisionBook(this.divisions),
      options: list.options,
      dateSystem,
      required: kind.required,
      ...(kind.programmes === undefined ? {} : { programmes: kind.programmes }),
    };
    const judging = contextOf(list);
    const duplicates = new DuplicateFinder();
    let waiting: ReadRow[] = [];
    let done = 0;
    let share = 0;
    const flush = async (): Promise<void> => {
      await this.judgeRead(judging, kind, waiting);
      done += waiting.length;
      waiting = [];
      await this.imports.progress(list.id, done, share > 0 ? Math.max(done, Math.round(done / share)) : null);
    };
    for await (const batch of table.batches) {
      share = batch.readShare;
      for (const row of batch.rows) {
        waiting.push(readOne(row, table, context, duplicates));
        if (waiting.length === chunk) await flush();
      }
    }
    if (waiting.length > 0) await flush();
  }

  private async judgeRead(context: ImportContext, kind: ImportKind, rows: readonly ReadRow[]): Promise<void> {
    const readable = rows.filter((row) => !row.parsed.reasons.some((reason) => reason.severity === 'error'));
    const judged = await this.judge(
      kind,
      context,
      readable.map((row) => ({ rowNo: row.rowNo, values: row.parsed.values })),
    );
    const byRow = new Map(judged.map((judgement) => [judgement.row.rowNo, judgement]));
    await this.imports.addRows(
      context.importId,
      rows.map((row) => {
        const judgement = byRow.get(row.rowNo);
        return {
          rowNo: row.rowNo,
          cells: row.cells,
          parsed: row.parsed.values,
          verdict: judgement?.verdict ?? 'rejected',
          reasons: [...row.parsed.reasons, ...(judgement?.reasons ?? [])],
          enterpriseId: judgement?.row.enterprise?.id ?? null,
          effect: judgement?.effect ?? null,
        };
      }),
    );
  }

  private async applyRows({ list, kind, context, registered }: Application, rows: readonly ImportRow[]): Promise<void> {
    const judged = await this.judge(
      kind,
      context,
      rows.map((row) => ({ rowNo: row.rowNo, values: row.parsed })),
    );
    const before = new Map(rows.map((row) => [row.rowNo, row]));
    const holds = (judgement: JudgedRow): boolean => {
      const row = before.get(judgement.row.rowNo)!;
      const enterpriseId = judgement.row.enterprise?.id ?? null;
      const isSame =
        enterpriseId === row.enterpriseId || (row.enterpriseId === null && registered.has(enterpriseId ?? ''));
      return judgement.verdict === row.verdict && isSame;
    };
    const standing = judged.filter(holds);
    const applied = await kind.apply(
      standing.map((judgement) => judgement.row),
      context,
    );
    standing.forEach(({ row }, index) => {
      if (row.enterprise === null) registered.add(applied[index]!.enterpriseId);
    });
    await this.imports.judged(list.id, [
      ...standing.map((judgement, index) => ({
        rowNo: judgement.row.rowNo,
        verdict: judgement.verdict,
        reasons: before.get(judgement.row.rowNo)!.reasons,
        enterpriseId: applied[index]!.enterpriseId,
        effect: applied[index]!.effect,
      })),
      ...judged
        .filter((judgement) => !holds(judgement))
        .map((judgement) => this.reconsidered(judgement, before.get(judgement.row.rowNo)!)),
    ]);
  }

  /** A row that meanwhile came in another way is done; any other change is for a person. */
  private reconsidered(judgement: JudgedRow, row: ImportRow): Parameters<ImportsRepository['judged']>[1][number] {
    const isDone = judgement.verdict === 'unchanged';
    const changed: JudgementReason = { code: 'world-changed', severity: 'warning', params: {} };
    return {
      rowNo: row.rowNo,
      verdict: isDone ? 'unchanged' : 'doubtful',
      reasons: isDone ? row.reasons : [...row.reasons, changed, ...judgement.reasons],
      enterpriseId: judgement.row.enterprise?.id ?? null,
      effect: null,
    };
  }

  private async judge(
    kind: ImportKind,
    context: ImportContext,
    rows: readonly { readonly rowNo: number; readonly values: ParsedRow['values'] }[],
  ): Promise<readonly JudgedRow[]> {
    const index = matchIndex(
      await this.enterprises.match(
        matching as Scope & { kind: 'system' },
        rows.flatMap((row) => (row.values.uscc === undefined ? [] : [row.values.uscc])),
        rows.flatMap((row) => (row.values.nameKey === undefined ? [] : [row.values.nameKey])),
      ),
    );
    const matched = rows.map((row) => ({ ...row, ...matchRow(row.values, index) }));
    const unknown = newcomers(matched.filter((row) => row.enterprise === null && !row.isDoubtful));
    const clear: (RowMatch & { readonly row: MatchedRow })[] = [];
    const doubtful: JudgedRow[] = [];
    for (const { rowNo, values, ...match } of matched) {
      const newcomer = unknown.get(rowNo) ?? rowNo;
      const reasons = newcomer === 'several' ? [...match.reasons, severalNewcomers] : match.reasons;
      const row = asMatchedRow(rowNo, values, match.enterprise, newcomer === 'several' ? rowNo : newcomer);
      if (match.isDoubtful || newcomer === 'several')
        doubtful.push({ verdict: 'doubtful', reasons, effect: null, row });
      else clear.push({ ...match, row });
    }
    const judgements = await kind.judge(
      clear.map(({ row }) => row),
      context,
    );
    const judged = clear.map(({ row, reasons }, at) => {
      const judgement = judgements[at]!;
      return { ...judgement, reasons: [...reasons, ...judgement.reasons], row };
    });
    return [...judged, ...doubtful];
  }

  private async *rejectedRows(id: string, language: 'zh' | 'en'): AsyncGenerator<RejectedRow> {
    for (let afterRow = 0; ;) {
      const rows = await this.imports.rows(id, ['doubtful', 'rejected'], afterRow, chunk);
      for (const row of rows) {
        yield {
          cells: row.cells,
          reason: reasonsText(row.reasons, language),
        };
      }
      const last = rows.at(-1);
      if (!last) return;
      afterRow = last.rowNo;
    }
  }

  private kind(name: string): ImportKind {
    const kind = this.discovery
      .getProviders({ metadataKey: ProvidesImportKind.KEY })
      .map((wrapper) => wrapper.instance as ImportKind)
      .find((one) => one.kind === name);
    if (!kind) throw new DomainError<EnterprisesErrorCode>('imports.kind-unknown', { kind: name });
    return kind;
  }
}

function readOne(row: ListRow, table: ListTable, context: RowContext, duplicates: DuplicateFinder): ReadRow {
  const parsed = readRow(table.columns, context, row.cells);
  const isSound = !parsed.reasons.some((reason) => reason.severity === 'error');
  const duplicate = isSound ? duplicates.check(row.rowNo, parsed.values) : undefined;
  return {
    rowNo: row.rowNo,
    cells: row.cells.map((cell) => cell.text),
    parsed: duplicate ? { ...parsed, reasons: [...parsed.reasons, duplicate] } : parsed,
  };
}

const contextOf = (list: ImportRecord): ImportContext => ({
  importId: list.id,
  options: list.options,
  source: list.options.source ?? list.fileName,
  met: new Map(),
});

const severalNewcomers: JudgementReason = { code: 'several-matches', severity: 'error', params: { count: 2 } };

function asMatchedRow(
  rowNo: number,
  values: ParsedRow['values'],
  enterprise: MatchedRow['enterprise'],
  newcomer: number,
): MatchedRow {
  const { name, nameKey } = values;
  if (name === undefined || nameKey === undefined) throw new Error(`row ${rowNo} was judged without a name`);
  return { rowNo, values: { ...values, name, nameKey }, enterprise, newcomer };
}
