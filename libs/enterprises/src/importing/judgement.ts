import { rowReasonText, type ReasonLanguage } from './reason-texts.js';
import { rowReasonCodes, type RowReason } from './domain/row-reason.js';

/** What can be said of a row only by comparing it with the registry. */
export const judgementCodes = [
  'several-matches',
  'code-and-name-differ',
  'code-differs',
  'former-name',
  'same-enterprise',
  'world-changed',
  'no-version',
  'period-invalid',
  'overlaps',
  'certificate-unusual',
] as const;
export type JudgementCode = (typeof judgementCodes)[number];

export interface JudgementReason {
  readonly code: JudgementCode;
  readonly severity: 'error' | 'warning';
  readonly params: Readonly<Record<string, string | number>>;
}

const texts: Readonly<Record<JudgementCode, Readonly<Record<ReasonLanguage, string>>>> = {
  'several-matches': {
    zh: '同名企业有 {count} 家，请补信用代码',
    en: '{count} enterprises have this name; add the credit code',
  },
  'code-and-name-differ': {
    zh: '信用代码属于“{byCode}”，名称属于“{byName}”',
    en: 'the code is that of {byCode}, the name that of {byName}',
  },
  'code-differs': { zh: '同名企业的信用代码是 {known}', en: 'the enterprise of this name has the code {known}' },
  'former-name': { zh: '按曾用名对上，现名“{current}”', en: 'found by a former name; now {current}' },
  'same-enterprise': { zh: '与第 {firstRowNo} 行是同一家企业', en: 'the same enterprise as in row {firstRowNo}' },
  'world-changed': { zh: '预览之后情况有变，请重新核对', en: 'things have changed since the preview; look again' },
  'no-version': { zh: '{programme} 在 {day} 没有有效的规则版本', en: 'no rules of {programme} were in force on {day}' },
  'period-invalid': { zh: '有效期不合规则：{reason}', en: 'the validity does not fit the rules: {reason}' },
  overlaps: { zh: '与已有有效期重叠（{from} 至 {to}）', en: 'overlaps a known validity ({from} to {to})' },
  'certificate-unusual': {
    zh: '证书编号“{value}”格式不常见，请核对',
    en: 'certificate number {value} has an unusual form',
  },
};

export type AnyReason = RowReason | JudgementReason;

const isRowReason = (reason: AnyReason): reason is RowReason =>
  (rowReasonCodes as readonly string[]).includes(reason.code);

/** A reason in words. */
export function reasonText(reason: AnyReason, language: ReasonLanguage): string {
  if (isRowReason(reason)) return rowReasonText(reason, language);
  return texts[reason.code][language].replace(/\{(\w+)\}/g, (_, name: string) => String(reason.params[name] ?? ''));
}

/** All reasons of a row in one text, errors first. */
export const reasonsText = (reasons: readonly AnyReason[], language: ReasonLanguage): string =>
  [...reasons]
    .sort((a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'))
    .map((reason) => reasonText(reason, language))
    .join(language === 'zh' ? '；' : '; ');
