import { LocalDate, Period } from '@tidu/kernel';

/** One grant of a programme to an enterprise, by its own dates. */
export interface GrantedTitle {
  readonly id: string;
  readonly printed: Period;
  /** The first day on which it would no longer count if nothing else ended it; see `countsUntil`. */
  readonly countsUntil: LocalDate | null;
  /** The first day on which it is revoked. On the title's own first day it was void from the beginning. */
  readonly revokedOn: LocalDate | null;
}

/** The same grant among the others of its programme and enterprise. */
export interface EffectiveTitle {
  readonly id: string;
  /** Within the printed period, ended by the successor's start or the revocation. Empty where the title was void. */
  readonly effective: Period;
  readonly countsUntil: LocalDate | null;
  readonly isSucceeded: boolean;
  /** Whose place it takes: the title before it that still counted when this one began. */
  readonly predecessorId: string | null;
}

export type EffectivePeriodRefusal =
  /** The printed period has no day. */
  | 'empty-period'
  /** Revoked before it began. */
  | 'revoked-before-start'
  /** Another title begins on the same day: it is the same grant entered twice. */
  | 'same-start'
  /** It begins within another and ends before it: taking its place would shorten a title that is in force. */
  | 'ends-before-predecessor';

export type EffectivePeriods =
  | { readonly ok: true; readonly titles: readonly EffectiveTitle[] }
  | {
      readonly ok: false;
      readonly reason: EffectivePeriodRefusal;
      readonly titleId: string;
      /** The other title of the quarrel, where there is one. */
      readonly otherId: string | null;
    };

/**
 * The effective periods of all titles of one programme and enterprise, made anew from what was granted: a renewal closes its
 * predecessor at its own start, a revocation ends a title at its day, and no two overlap. The order in which grants, renewals,
 * revocations and corrections became known makes no difference, so that a back-dated one is no special case.
 * Titles come back by their start.
 */
export function effectivePeriods(granted: readonly GrantedTitle[]): EffectivePeriods {
  const byStart = [...granted].sort(
    (a, b) => LocalDate.compare(a.printed.from, b.printed.from) || (a.id < b.id ? -1 : 1),
  );
  for (const title of byStart) {
    if (Period.isEmpty(title.printed)) return refused('empty-period', title);
    if (title.revokedOn !== null && title.revokedOn < title.printed.from) return refused('revoked-before-start', title);
  }
  const inForce = byStart.filter((title) => !isVoid(title));
  for (const [index, title] of inForce.entries()) {
    const previous = inForce[index - 1];
    if (previous === undefined) continue;
    if (previous.printed.from === title.printed.from) return refused('same-start', title, previous);
    // The later one by its print: revoking it afterwards must not make its grant impossible.
    if (isEarlier(title.printed.until, earliest(previous.printed.until, previous.revokedOn))) {
      return refused('ends-before-predecessor', title, previous);
    }
  }
  return { ok: true, titles: byStart.map((title) => amongOthers(title, inForce)) };
}

function amongOthers(title: GrantedTitle, inForce: readonly GrantedTitle[]): EffectiveTitle {
  if (isVoid(title)) {
    const { from } = title.printed;
    return {
      id: title.id,
      effective: Period.of(from, from),
      countsUntil: from,
      isSucceeded: false,
      predecessorId: null,
    };
  }
  const index = inForce.indexOf(title);
  const previous = inForce[index - 1];
  const next = inForce[index + 1];
  const nextFrom = next?.printed.from ?? null;
  return {
    id: title.id,
    effective: Period.of(title.printed.from, earliest(title.printed.until, title.revokedOn, nextFrom)),
    countsUntil: earliest(ownEnd(title), nextFrom),
    isSucceeded: next !== undefined && succeeds(next, title),
    predecessorId: previous !== undefined && succeeds(title, previous) ? previous.id : null,
  };
}

/** A title that begins after the one before ceased to count, or was revoked, is a new beginning and no renewal. */
function succeeds(title: GrantedTitle, previous: GrantedTitle): boolean {
  return !isEarlier(ownEnd(previous), title.printed.from);
}

function ownEnd(title: GrantedTitle): LocalDate | null {
  return earliest(title.countsUntil, title.revokedOn);
}

function isVoid(title: GrantedTitle): boolean {
  return title.revokedOn === title.printed.from;
}

/** Of ends, `null` is never. */
function earliest(...ends: readonly (LocalDate | null)[]): LocalDate | null {
  return ends.reduce((least, end) => (isEarlier(end, least) ? end : least), null);
}

function isEarlier(a: LocalDate | null, b: LocalDate | null): boolean {
  return a !== null && (b === null || a < b);
}

function refused(reason: EffectivePeriodRefusal, title: GrantedTitle, other?: GrantedTitle): EffectivePeriods {
  return { ok: false, reason, titleId: title.id, otherId: other?.id ?? null };
}
