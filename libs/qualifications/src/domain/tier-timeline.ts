import { LocalDate, Period } from '@tidu/kernel';
import type { ProgrammeKey } from './programme.js';
import type { Listing, Tier, TierRules } from './tiers.js';
import { higherTier, tierOf } from './tiers.js';

/** What the timeline needs of a qualification, of whatever programme. */
export interface TimelineTitle {
  readonly id: string;
  readonly programme: ProgrammeKey;
  readonly effective: Period;
  /** The first day on which it no longer counts; `null` where it has no end. */
  readonly countsUntil: LocalDate | null;
  readonly revokedOn: LocalDate | null;
  readonly listing: Listing | null;
}

/** A range of days on which an enterprise stands on one rung. */
export interface TierSegment {
  readonly from: LocalDate;
  /** The first day of the next segment; `null` for the last. */
  readonly until: LocalDate | null;
  /** By the highest title that counts, be it beyond its validity. */
  readonly tier: Tier;
  /** By the highest title within its effective period. Never above `tier`. */
  readonly certainTier: Tier;
  /** The titles that give `tier`, in the order of their ids; none for `none`. */
  readonly because: readonly string[];
}

/**
 * On which rung an enterprise stood, stands and, if nothing more happens, will stand: expiry is in it already. The segments
 * follow each other without a gap from the first title on; the last has no end. An enterprise without a title that lifts it has none.
 */
export function tierTimeline(titles: readonly TimelineTitle[], rules: TierRules): readonly TierSegment[] {
  const lifting = titles.map((title) => spansOf(title, rules)).filter(({ tier }) => tier !== 'none');
  const starts = new Set<LocalDate>();
  for (const { counting, certain } of lifting) {
    for (const { from, until } of Period.isEmpty(counting) ? [] : [counting, certain]) {
      starts.add(from);
      if (until !== null) starts.add(until);
    }
  }
  const segments: TierSegment[] = [];
  for (const from of [...starts].sort()) {
    const standing = standingOn(lifting, from);
    const last = segments.at(-1);
    if (last !== undefined && isSame(last, standing)) continue;
    if (last !== undefined) segments[segments.length - 1] = { ...last, until: from };
    segments.push({ from, until: null, ...standing });
  }
  return segments;
}

/** The segment of a day; `undefined` before the first. */
export function segmentOn(segments: readonly TierSegment[], day: LocalDate): TierSegment | undefined {
  return segments.findLast(({ from }) => from <= day);
}

export function tierOn(
  segments: readonly TierSegment[],
  day: LocalDate,
): { readonly tier: Tier; readonly certainTier: Tier } {
  const { tier, certainTier } = segmentOn(segments, day) ?? { tier: 'none', certainTier: 'none' };
  return { tier, certainTier };
}

interface LiftingTitle {
  readonly id: string;
  readonly tier: Tier;
  readonly counting: Period;
  readonly certain: Period;
}

type Standing = Pick<TierSegment, 'tier' | 'certainTier' | 'because'>;

function spansOf(title: TimelineTitle, rules: TierRules): LiftingTitle {
  const certain = endedBy(title.effective, title.revokedOn);
  const until =
    title.countsUntil === null || certain.until === null ? null : LocalDate.max(title.countsUntil, certain.until);
  return {
    id: title.id,
    tier: tierOf(rules, title.programme, title.listing),
    counting: endedBy(Period.of(certain.from, until), title.revokedOn),
    certain,
  };
}

function endedBy({ from, until }: Period, revokedOn: LocalDate | null): Period {
  if (revokedOn === null || (until !== null && until <= revokedOn)) return Period.of(from, until);
  return Period.of(from, LocalDate.max(from, revokedOn));
}

function standingOn(titles: readonly LiftingTitle[], day: LocalDate): Standing {
  const counting = titles.filter((title) => Period.contains(title.counting, day));
  const tier = counting.map((title) => title.tier).reduce(higherTier, 'none');
  return {
    tier,
    certainTier: counting
      .filter((title) => Period.contains(title.certain, day))
      .map((title) => title.tier)
      .reduce(higherTier, 'none'),
    because: counting
      .filter((title) => title.tier === tier)
      .map((title) => title.id)
      .sort(),
  };
}

function isSame(a: Standing, b: Standing): boolean {
  return (
    a.tier === b.tier &&
    a.certainTier === b.certainTier &&
    a.because.length === b.because.length &&
    a.because.every((id, index) => id === b.because[index])
  );
}
