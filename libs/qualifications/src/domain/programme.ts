import { LocalDate, Period, lastValidDay } from '@tidu/kernel';
import type { DayRule } from '@tidu/kernel';

export const programmeKeys = [
  'sme-national',
  'sme-provincial',
  'high-tech',
  'innovative-sme',
  'specialised-sme',
  'little-giant',
  'manufacturing-champion',
  'gazelle',
  'unicorn',
  'tech-leader',
  'listing',
] as const;
export type ProgrammeKey = (typeof programmeKeys)[number];

/**
 * How sure a rule is: A read in a re-publication of the official text, B third-party compilation, C from memory, K well-known
 * article of law. B and C are shown as 待核实 "to be verified".
 */
export const marks = ['A', 'B', 'C', 'K'] as const;
export type Mark = (typeof marks)[number];

export interface Wording {
  readonly zh: string;
  readonly en: string;
}

/** Where a rule is written, and how sure that is. */
export interface Clause {
  readonly clause: string;
  readonly mark: Mark;
}

export interface LegalDocument {
  readonly title: string;
  /** 文号 */
  readonly number: string | null;
  readonly mark: Mark;
}

/** How long a title is valid from the day of issue; `year-of-number` counts for the year its certificate number begins with. */
export type Validity =
  | ({ readonly kind: 'years'; readonly years: number } & Clause)
  | ({ readonly kind: 'year-of-number' } & Clause)
  | { readonly kind: 'none' };

/** What a title is called that counts though its validity is over: 待更新, 待重新认定. */
export const awaitingStates = ['awaiting-update', 'awaiting-recognition'] as const;
export type AwaitingState = (typeof awaitingStates)[number];

/** Until when a title counts for the tier beyond its printed end. */
export type Counting =
  | { readonly rule: 'end-of-validity'; readonly mark: Mark }
  | {
      readonly rule: 'end-of-expiry-year';
      readonly awaiting: { readonly shownAs: AwaitingState };
      readonly mark: Mark;
    }
  | {
      readonly rule: 'following-year';
      /** The last day of a year's publicity, where known. */
      readonly publicityEnds: ReadonlyMap<number, LocalDate>;
      readonly awaiting: { readonly shownAs: AwaitingState; readonly after: MonthDay };
      readonly mark: Mark;
    };

/** A day of every year. */
export interface MonthDay {
  readonly month: number;
  readonly day: number;
}

export const expiryActions = ['re-recognition', 're-examination', 'yearly-update'] as const;
/** What keeps the title: 重新认定, 复核, 更新评价. */
export type ExpiryAction = (typeof expiryActions)[number];

/** One yearly filing window, as its notice gives it. */
export interface FilingWindow {
  readonly year: number;
  readonly from: LocalDate;
  /** The last day on which the platform takes filings. */
  readonly to: LocalDate;
}

export const dutyYears = ['each-of-validity', 'following', 'expiry'] as const;
/** In which years a duty falls: those of the effective period, the year after the title's own, or the year of its last valid day. */
export type DutyYear = (typeof dutyYears)[number];

export type DutyDue = { readonly year: DutyYear; readonly lastYear: number | null } & (
  | { readonly on: MonthDay }
  /** A year after the last known one is planned on the last known day, provisionally; a year before the first has no duty. */
  | { readonly windows: readonly FilingWindow[] }
);

/** Something a holder of the title has to do again and again. */
export interface Duty extends Clause {
  /** The deadline's kind, see `config/reminders.yaml`. */
  readonly kind: string;
  readonly title: Wording;
  readonly rule: DayRule;
  readonly due: DutyDue;
}

export const purposes = ['new', 'review'] as const;
/** A new application, or the review (复核) of a title already held: the law changes for them on different days. */
export type Purpose = (typeof purposes)[number];

/** The rules of a programme as they stood between two days. An assessment keeps the version it was made by. */
export interface ProgrammeVersion {
  readonly id: string;
  readonly inForce: Readonly<Record<Purpose, Period>>;
  readonly documents: readonly LegalDocument[];
  readonly validity: Validity;
  readonly countsUntil: Counting;
  readonly atExpiry: (Clause & { readonly action: ExpiryAction }) | null;
  readonly duties: readonly Duty[];
}

/** The shape of certificate numbers. Groups `year` and `division` are read where the pattern names them. */
export interface CertificateNumberRule {
  readonly pattern: RegExp;
  readonly severity: 'warning' | 'error';
  readonly mark: Mark;
}

/** Boards and stages of the way to the stock exchange, by key. */
export interface ListingWords {
  readonly boards: ReadonlyMap<string, Wording>;
  readonly stages: ReadonlyMap<string, Wording>;
}

/** A kind of recognition 认定项目, as `config/programmes/<key>.yaml` describes it. */
export interface Programme {
  readonly key: ProgrammeKey;
  readonly title: Wording;
  readonly shortTitle: Wording;
  readonly certificateNumber: CertificateNumberRule | null;
  readonly listing: ListingWords | null;
  /** By the day they came into force. */
  readonly versions: readonly ProgrammeVersion[];
}

/** The version by which a title of that day was granted; `undefined` before the first and after the last. */
export function versionOn(
  programme: Programme,
  day: LocalDate,
  purpose: Purpose = 'new',
): ProgrammeVersion | undefined {
  return programme.versions.find((version) => Period.contains(version.inForce[purpose], day));
}

export type CertificateNumberVerdict = 'fits' | 'warning' | 'error';

export function checkCertificateNumber(programme: Programme, certificateNo: string): CertificateNumberVerdict {
  const rule = programme.certificateNumber;
  return rule === null || rule.pattern.test(certificateNo) ? 'fits' : rule.severity;
}

/** What is printed on a certificate or stands in a list. */
export interface PrintedTitle {
  readonly issuedOn: LocalDate;
  readonly certificateNo: string | null;
  /** The first valid day, where it is not the day of issue. */
  readonly validFrom: LocalDate | null;
  /** The last valid day, where it is printed. */
  readonly validTo: LocalDate | null;
}

export type PrintedPeriod =
  | { readonly ok: true; readonly period: Period }
  | { readonly ok: false; readonly reason: 'ends-before-it-begins' | 'end-not-expected' };

/**
 * The printed period: what the certificate says, completed by the version's validity. A certificate of three years issued
 * 2024-11-06 is valid through 2027-11-05 (高新技术企业认定管理办法 art. 9: from the day of issue). A number of the year
 * 2024 counts for 2024.
 */
export function printedPeriod(programme: Programme, version: ProgrammeVersion, title: PrintedTitle): PrintedPeriod {
  const from = title.validFrom ?? title.issuedOn;
  if (version.validity.kind === 'none' && title.validTo !== null) return { ok: false, reason: 'end-not-expected' };
  const lastDay = title.validTo ?? computedLastDay(programme, version.validity, from, title);
  if (lastDay !== null && lastDay < from) return { ok: false, reason: 'ends-before-it-begins' };
  return { ok: true, period: lastDay === null ? Period.of(from, null) : Period.through(from, lastDay) };
}

function computedLastDay(
  programme: Programme,
  validity: Validity,
  from: LocalDate,
  title: PrintedTitle,
): LocalDate | null {
  switch (validity.kind) {
    case 'years':
      return lastValidDay(from, { unit: 'year', count: validity.years });
    case 'year-of-number':
      return LocalDate.of(titleYear(programme, title), 12, 31);
    case 'none':
      return null;
    default:
      return validity satisfies never;
  }
}

/** The year a title is of: that in its certificate number, else the year of issue. */
function titleYear(programme: Programme, title: Pick<PrintedTitle, 'issuedOn' | 'certificateNo'>): number {
  const matched = title.certificateNo === null ? null : programme.certificateNumber?.pattern.exec(title.certificateNo);
  const year = Number(matched?.groups?.['year']);
  return Number.isInteger(year) ? year : LocalDate.year(title.issuedOn);
}

/** A title as far as its own dates go, before others of the programme close it. */
export interface DatedTitle {
  readonly issuedOn: LocalDate;
  readonly certificateNo: string | null;
  readonly printed: Period;
}

/**
 * The first day on which the title no longer counts for the tier, if nothing else ends it; `null` where it has no end. Never
 * before its printed end. `sme-national`: through the following year's publicity, at the latest its 31 December;
 * `high-tech`: through 31 December of the year of expiry.
 */
export function countsUntil(programme: Programme, version: ProgrammeVersion, title: DatedTitle): LocalDate | null {
  const lastDay = Period.isEmpty(title.printed) ? title.printed.from : Period.lastDay(title.printed);
  if (lastDay === null) return null;
  return LocalDate.addDays(LocalDate.max(lastDay, lastCountingDay(programme, version.countsUntil, title, lastDay)), 1);
}

function lastCountingDay(programme: Programme, counting: Counting, title: DatedTitle, lastDay: LocalDate): LocalDate {
  switch (counting.rule) {
    case 'end-of-validity':
      return lastDay;
    case 'end-of-expiry-year':
      return LocalDate.endOfYear(lastDay);
    case 'following-year': {
      const following = titleYear(programme, title) + 1;
      return counting.publicityEnds.get(following) ?? LocalDate.of(following, 12, 31);
    }
    default:
      return counting satisfies never;
  }
}

/** A title as it stands among the others of its programme. */
export interface Title extends DatedTitle {
  readonly effective: Period;
  /** The first day on which it no longer counts, for whatever reason. */
  readonly countsUntil: LocalDate | null;
  readonly revokedOn: LocalDate | null;
  /** A later title of the same programme takes its place: nothing has to be done for this one’s end. */
  readonly isSucceeded: boolean;
}

export type TitleState = 'not-yet' | 'valid' | 'counting' | AwaitingState | 'succeeded' | 'lapsed' | 'revoked';

/** What a title is called on a day. `counting`: over, but counting, and not yet to be called awaiting. */
export function titleStateOn(
  programme: Programme,
  version: ProgrammeVersion,
  title: Title,
  day: LocalDate,
): TitleState {
  if (title.revokedOn !== null && day >= title.revokedOn) return 'revoked';
  if (Period.contains(title.effective, day)) return 'valid';
  if (day < title.effective.from) return 'not-yet';
  if (title.countsUntil === null || day < title.countsUntil)
    return awaitingState(programme, version.countsUntil, title, day);
  return title.isSucceeded ? 'succeeded' : 'lapsed';
}

function awaitingState(programme: Programme, counting: Counting, title: Title, day: LocalDate): TitleState {
  switch (counting.rule) {
    case 'end-of-validity':
      return 'counting';
    case 'end-of-expiry-year':
      return counting.awaiting.shownAs;
    case 'following-year': {
      const { month, day: dayOfMonth } = counting.awaiting.after;
      const lastQuietDay = LocalDate.of(titleYear(programme, title) + 1, month, dayOfMonth);
      return day > lastQuietDay ? counting.awaiting.shownAs : 'counting';
    }
    default:
      return counting satisfies never;
  }
}

/** The kind of deadline that a title's last valid day is. */
export const expiryKind = 'expiry';

/** One day on which something about a title is due or lapses. */
export interface TitleDueDay {
  readonly kind: string;
  readonly rule: DayRule;
  /** Tells the repeats of one kind apart: the year, or empty for what happens once. */
  readonly occurrence: string;
  readonly dueOn: LocalDate;
  /** Planned on last year's date because the notice of that year is not known 待通知. */
  readonly isProvisional: boolean;
  /** What keeps the title, for its expiry; `null` for other duties. */
  readonly action: ExpiryAction | null;
}

/**
 * All days of a title that fall into the horizon, in order. The expiry is the last day of the printed period, unless a revocation
 * or a successor ended the title before or takes its place. What is due each year of validity is owed within the effective period; what is
 * due in the following year or the year of expiry is owed until a successor or a revocation comes.
 */
export function dutiesOf(
  programme: Programme,
  version: ProgrammeVersion,
  title: Title,
  horizon: Period,
): readonly TitleDueDay[] {
  const days = version.duties.flatMap((duty) => dutyDays(programme, duty, title));
  const expiry = expiryDay(version, title);
  if (expiry !== null) days.push(expiry);
  return days
    .filter(({ dueOn }) => Period.contains(horizon, dueOn))
    .sort((a, b) => LocalDate.compare(a.dueOn, b.dueOn) || (a.kind < b.kind ? -1 : 1));
}

function expiryDay(version: ProgrammeVersion, title: Title): TitleDueDay | null {
  if (isOver(title)) return null;
  const lastDay = Period.lastDay(title.printed);
  if (lastDay === null) return null;
  const action = version.atExpiry?.action ?? null;
  return { kind: expiryKind, rule: 'validity', occurrence: '', dueOn: lastDay, isProvisional: false, action };
}

function dutyDays(programme: Programme, duty: Duty, title: Title): TitleDueDay[] {
  return yearsOf(programme, duty.due, title)
    .filter((year) => duty.due.lastYear === null || year <= duty.due.lastYear)
    .flatMap((year) => {
      const due = dayInYear(duty.due, year);
      if (due === null) return [];
      if (duty.due.year === 'each-of-validity' && !Period.contains(title.effective, due.dueOn)) return [];
      return [{ kind: duty.kind, rule: duty.rule, occurrence: String(year), action: null, ...due }];
    });
}

function yearsOf(programme: Programme, due: DutyDue, title: Title): number[] {
  switch (due.year) {
    case 'each-of-validity': {
      if (Period.isEmpty(title.effective)) return [];
      const last = Period.lastDay(title.effective);
      if (last === null) return [];
      const first = LocalDate.year(title.effective.from);
      return Array.from({ length: LocalDate.year(last) - first + 1 }, (_, index) => first + index);
    }
    case 'following':
      return isOver(title) ? [] : [titleYear(programme, title) + 1];
    case 'expiry': {
      const last = isOver(title) ? null : Period.lastDay(title.printed);
      return last === null ? [] : [LocalDate.year(last)];
    }
    default:
      return due.year satisfies never;
  }
}

function dayInYear(due: DutyDue, year: number): Pick<TitleDueDay, 'dueOn' | 'isProvisional'> | null {
  if ('on' in due) return { dueOn: LocalDate.of(year, due.on.month, due.on.day), isProvisional: false };
  const known = due.windows.find((window) => window.year === year);
  if (known !== undefined) return { dueOn: known.to, isProvisional: false };
  const last = due.windows.at(-1);
  if (last === undefined || year < last.year) return null;
  return { dueOn: LocalDate.addYears(last.to, year - last.year), isProvisional: true };
}

function isOver(title: Title): boolean {
  return title.revokedOn !== null || title.isSucceeded;
}
