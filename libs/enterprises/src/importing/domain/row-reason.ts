import type { ListField } from './list-fields.js';

/** Everything that can be said about a row of a list. */
export const rowReasonCodes = [
  'missing',
  'value-too-long',
  'cell-too-long',
  'cell-error',
  'formula-value',
  'formula-without-value',
  'uscc-length',
  'uscc-letter',
  'uscc-shape',
  'uscc-check-digit',
  'uscc-organisation-check-digit',
  'uscc-unknown-kind',
  'uscc-not-an-enterprise',
  'division-unknown',
  'division-outside',
  'zone-unknown',
  'date-impossible',
  'date-unreadable',
  'period-reversed',
  'programme-unknown',
  'phone-unreadable',
  'email-unreadable',
  'contact-without-name',
  'duplicate-code',
  'duplicate-name',
] as const;
export type RowReasonCode = (typeof rowReasonCodes)[number];

export interface RowReason {
  readonly code: RowReasonCode;
  readonly field?: ListField;
  /** An error keeps the row out; a warning goes in with it. */
  readonly severity: 'error' | 'warning';
  /** For the text: `header`, `value` (cut), `allowed`, `firstRowNo`. */
  readonly params: Readonly<Record<string, string | number>>;
}

/** What a cell came to: a value, nothing, or nothing for a reason. */
export interface Reading<T> {
  readonly value?: T;
  readonly reasons: readonly Omit<RowReason, 'field'>[];
}

export const absent: Reading<never> = Object.freeze({ reasons: [] });

export function found<T>(value: T, ...reasons: readonly Omit<RowReason, 'field'>[]): Reading<T> {
  return { value, reasons };
}

export function refused(code: RowReasonCode, params: RowReason['params'] = {}): Reading<never> {
  return { reasons: [{ code, severity: 'error', params }] };
}

export function warning(code: RowReasonCode, params: RowReason['params'] = {}): Omit<RowReason, 'field'> {
  return { code, severity: 'warning', params };
}

/** A value as it is quoted in a reason. */
export function quoted(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
