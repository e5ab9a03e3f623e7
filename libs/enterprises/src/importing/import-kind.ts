import { DiscoveryService } from '@nestjs/core';
import type { RegistryMatch } from '../enterprises.repository.js';
import type { ListField, ListKind } from './domain/list-fields.js';
import type { RowContext, RowOptions, RowValues } from './domain/read-row.js';
import type { JudgementReason } from './judgement.js';

export const verdicts = ['new', 'changed', 'unchanged', 'doubtful', 'rejected'] as const;
export type Verdict = (typeof verdicts)[number];

/** A row that can be read, with every enterprise that its code or its name points at. */
export interface MatchedRow {
  readonly rowNo: number;
  readonly values: RowValues & { readonly name: string; readonly nameKey: string };
  /** The one enterprise meant; `null` where none has this code or name. */
  readonly enterprise: RegistryMatch | null;
  /** Where there is none: the first of the rows at hand that means the same newcomer, which may be this one. */
  readonly newcomer: number;
}

export interface Judgement {
  readonly verdict: Verdict;
  readonly reasons: readonly JudgementReason[];
  /** What applying the row would do, field by field, for people to see. */
  readonly effect: Readonly<Record<string, unknown>> | null;
}

export interface AppliedRow {
  readonly enterpriseId: string;
  readonly effect: Readonly<Record<string, unknown>>;
}

/** The list a row comes from. */
export interface ImportContext {
  readonly importId: string;
  readonly options: RowOptions;
  readonly source: string;
  /** The row by which the kind first met an enterprise while this list is read, or applied. */
  readonly met: Map<string, number>;
}

/** Marks a provider as a kind of list. */
export const ProvidesImportKind = DiscoveryService.createDecorator();

/**
 * A kind of list that can come in. Declared here, implemented by whoever owns what the list brings; called with sets of rows, `apply`
 * inside the unit of work of the whole list.
 */
export interface ImportKind {
  readonly kind: ListKind;
  /** Besides the name: what each row must have, by column or by option. */
  readonly required: readonly ListField[];
  readonly programmes?: RowContext['programmes'];
  /** The options as checked; throws `imports.options-invalid` with a pointer for each that is wrong. */
  checkOptions(options: Readonly<Record<string, unknown>>): RowOptions;
  judge(rows: readonly MatchedRow[], context: ImportContext): Promise<readonly Judgement[]>;
  /** Does what `judge` said of rows that are new or changed; answers in their order. */
  apply(rows: readonly MatchedRow[], context: ImportContext): Promise<readonly AppliedRow[]>;
}
