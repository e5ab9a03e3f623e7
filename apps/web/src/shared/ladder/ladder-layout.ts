import { LocalDate } from '@tidu/kernel';
import { tiers, type Tier, type TierSegment } from '../api/types';

export type HeldTier = Exclude<Tier, 'none'>;

/** One title as the ladder draws it. Last days are inclusive, as certificates print them. */
export interface LadderTitle {
  id: string;
  programme: string;
  tier: HeldTier;
  effectiveFrom: LocalDate;
  effectiveTo: LocalDate | null;
  /** The last day on which it counts; null where it has no end. */
  countsTo: LocalDate | null;
  /** Texts from the longest to the shortest: the first whose every line fits is drawn, or none. */
  labels: readonly (readonly string[])[];
}

export interface LadderInput {
  today: LocalDate;
  width: number;
  height: number;
  /** Half-open, ascending, without gaps: `GET /enterprises/{id}/tier-timeline`. */
  segments: readonly TierSegment[];
  titles: readonly LadderTitle[];
}

export interface LadderLayout {
  axis: { left: number; right: number; base: number };
  rungs: { tier: HeldTier; y: number }[];
  years: { year: number; x: number; isLabelled: boolean }[];
  todayX: number;
  held: { tier: Tier; y: number };
  /** What counts at a time, band by band; `tier` colours it. From today on, what counts only beyond its period is not certain. */
  fills: { tier: HeldTier; isCertain: boolean; x1: number; x2: number; y1: number; y2: number }[];
  /** The staircase of the tier held up to today: treads and risers. */
  stairs: { tier: HeldTier; points: [number, number][] }[];
  /** Each title that renewed one before it, within its band. */
  renewals: { tier: HeldTier; x: number; y1: number; y2: number }[];
  /** Titles of one year, as rings. */
  rings: { id: string; tier: HeldTier; x: number; y: number }[];
  labels: { id: string; tier: HeldTier; x: number; y: number; lines: readonly string[] }[];
  gaps: { x: number; y: number; days: number }[];
  /** The last 90 days before the expiry of what is held. */
  lastDays: { x1: number; x2: number; y1: number; y2: number } | null;
  expiry: { day: LocalDate; x: number; y: number } | null;
  /** What happens if nothing is renewed: the path from today on, and what it loses. */
  forecast: { points: [number, number][]; isFall: boolean }[];
  losses: { x1: number; x2: number; y1: number; y2: number }[];
  drop: { day: LocalDate; tier: Tier; x: number; y: number } | null;
  /** Before the first title on record. */
  unknown: { x1: number; x2: number } | null;
}

/** Today stands here between the axis' ends; to its right a day is wider. */
const todayShare = 0.575;
const futureMonths = 26;
const earliestYears = 12;
const leastPastYears = 3;
const lastDaysCount = 90;
const yearlyDays = 400;
const yearLabelRoom = 38;

/** In pixels, close enough to leave room: Chinese characters are square, of Latin ones Inter's usual widths in ems. */
export function textWidth(text: string, size = 12): number {
  let width = 0;
  for (const char of text) width += size * emsOf(char);
  return width;
}

function emsOf(char: string): number {
  if (char.charCodeAt(0) > 0x2e80) return 1;
  if (char >= '0' && char <= '9') return 0.61;
  return char === ' ' ? 0.28 : char === '-' ? 0.46 : '.,:;'.includes(char) ? 0.3 : 0.57;
}

const rank = (tier: Tier): number => tiers.indexOf(tier);
const dayAfter = (day: LocalDate): LocalDate => LocalDate.addDays(day, 1);

/**
 * Where everything of a ladder goes: x is time, in two scales that meet at today; y is the rung. Pure, so that
 * picture, print and test see the same.
 */
export function layOutLadder({ today, width, height, segments, titles }: LadderInput): LadderLayout {
  const ordered = [...titles].sort(
    (a, b) => LocalDate.compare(a.effectiveFrom, b.effectiveFrom) || rank(a.tier) - rank(b.tier),
  );
  const axis = { left: 63, right: width - 5, base: height - 17 };
  const step = (axis.base - 50) / 4;
  const rungY = (tier: Tier): number => axis.base - rank(tier) * step;

  const { from, until, x } = timeScale(today, ordered[0]?.effectiveFrom, axis);
  const clip = (day: LocalDate): LocalDate => LocalDate.min(LocalDate.max(day, from), until);
  const todayX = x(today);
  const tierOn = (day: LocalDate): Tier =>
    segments.find((s) => s.from <= day && (s.to === null || day < s.to))?.tier ?? 'none';
  const held = tierOn(today);

  const endOf = (title: LadderTitle): LocalDate => (title.countsTo === null ? until : dayAfter(title.countsTo));
  const effectiveEndOf = (title: LadderTitle): LocalDate =>
    title.effectiveTo === null ? until : dayAfter(title.effectiveTo);

  const carrying = ordered
    .filter((t) => t.tier === held && t.effectiveFrom <= today && t.effectiveTo !== null && t.effectiveTo >= today)
    .sort((a, b) => LocalDate.compare(effectiveEndOf(b), effectiveEndOf(a)))[0];
  const expiryDay = carrying?.effectiveTo ?? null;
  const isExpirySeen = expiryDay !== null && expiryDay < until;

  const first = ordered[0];
  const future = forecastOf({ segments, today, until, held, rungY, x, todayX });

  return {
    axis,
    rungs: tiers.filter((t): t is HeldTier => t !== 'none').map((tier) => ({ tier, y: rungY(tier) })),
    years: yearTicks(from, until, x, axis.right),
    todayX,
    held: { tier: held, y: rungY(held) },
    fills: fillsOf({ ordered, today, from, until, x, clip, endOf, effectiveEndOf, rungY, step }),
    stairs: stairsOf(segments, from, today, x, rungY),
    renewals: ordered
      .filter((t) => !isYearly(t) && t.effectiveFrom >= from && t.effectiveFrom <= today)
      .filter((t) => ordered.some((o) => o.programme === t.programme && o.effectiveFrom < t.effectiveFrom))
      .map((t) => ({ tier: t.tier, x: x(t.effectiveFrom), y1: rungY(t.tier), y2: rungY(t.tier) + step })),
    rings: ordered
      .filter((t) => isYearly(t) && t.effectiveFrom >= from && t.effectiveFrom < until)
      .filter((t) => ordered.some((o) => o.programme === t.programme && o.effectiveFrom < t.effectiveFrom))
      .map((t) => ({ id: t.id, tier: t.tier, x: x(t.effectiveFrom), y: rungY(t.tier) + step - 14 })),
    labels: labelsOf({ ordered, from, today, x, clip, endOf, rungY }),
    gaps: gapsOf(ordered, from, today, x, rungY),
    lastDays:
      isExpirySeen && held !== 'none'
        ? {
            x1: x(clip(LocalDate.addDays(expiryDay, 1 - lastDaysCount))),
            x2: x(dayAfter(expiryDay)),
            y1: rungY(held),
            y2: rungY(held) + step,
          }
        : null,
    expiry: isExpirySeen ? { day: expiryDay, x: x(dayAfter(expiryDay)), y: rungY(held) } : null,
    ...future,
    unknown:
      first === undefined || first.effectiveFrom > from
        ? { x1: axis.left, x2: first === undefined ? todayX : x(clip(first.effectiveFrom)) }
        : null,
  };
}

/** A title that is granted anew each year is drawn as a ring, not as a block of its own. */
export function isYearly(title: Pick<LadderTitle, 'effectiveFrom' | 'effectiveTo'>): boolean {
  return title.effectiveTo !== null && LocalDate.daysBetween(title.effectiveFrom, title.effectiveTo) < yearlyDays;
}

function timeScale(today: LocalDate, firstDay: LocalDate | undefined, axis: { left: number; right: number }) {
  const earliest = LocalDate.addYears(today, -earliestYears);
  const latest = LocalDate.addYears(today, -leastPastYears);
  const start = LocalDate.min(LocalDate.max(firstDay ?? latest, earliest), latest);
  const from = LocalDate.of(LocalDate.year(start), 1, 1);
  const until = LocalDate.addMonths(today, futureMonths);
  const todayX = axis.left + todayShare * (axis.right - axis.left);
  const pastDays = LocalDate.daysBetween(from, today);
  const futureDays = LocalDate.daysBetween(today, until);
  const x = (day: LocalDate): number => {
    const days = LocalDate.daysBetween(today, day);
    return round(
      days <= 0
        ? todayX + (days / pastDays) * (todayX - axis.left)
        : todayX + (days / futureDays) * (axis.right - todayX),
    );
  };
  return { from, until, x };
}

function yearTicks(
  from: LocalDate,
  until: LocalDate,
  x: (day: LocalDate) => number,
  right: number,
): LadderLayout['years'] {
  const ticks: LadderLayout['years'] = [];
  let lastLabel = -Infinity;
  for (let year = LocalDate.year(from); ; year += 1) {
    const day = LocalDate.of(year, 1, 1);
    if (day >= until) return ticks;
    const at = x(day);
    const isLabelled = at - lastLabel >= yearLabelRoom && at + yearLabelRoom <= right;
    if (isLabelled) lastLabel = at;
    ticks.push({ year, x: at, isLabelled });
  }
}

interface FillParts {
  ordered: readonly LadderTitle[];
  today: LocalDate;
  from: LocalDate;
  until: LocalDate;
  x: (day: LocalDate) => number;
  clip: (day: LocalDate) => LocalDate;
  endOf: (title: LadderTitle) => LocalDate;
  effectiveEndOf: (title: LadderTitle) => LocalDate;
  rungY: (tier: Tier) => number;
  step: number;
}

/**
 * Between two changes the same titles count. A band (from one rung down to the next) has the colour of its own
 * tier where a title of it counts, else of the next higher tier that does: the staircase is filled to the ground,
 * and lower rungs stay visible beneath.
 */
function fillsOf({ ordered, today, from, until, x, clip, endOf, effectiveEndOf, rungY, step }: FillParts) {
  const changes = new Set<LocalDate>([from, today, until]);
  for (const title of ordered) {
    for (const day of [title.effectiveFrom, effectiveEndOf(title), endOf(title)]) changes.add(clip(day));
  }
  const days = [...changes].sort(LocalDate.compare);
  const fills: LadderLayout['fills'] = [];
  for (const [i, start] of days.slice(0, -1).entries()) {
    const end = days[i + 1] as LocalDate;
    let above: { tier: HeldTier; isCertain: boolean } | null = null;
    for (const tier of [...tiers].reverse()) {
      if (tier === 'none') continue;
      const counting = ordered.filter((t) => t.tier === tier && t.effectiveFrom <= start && endOf(t) > start);
      if (counting.length > 0)
        above = { tier, isCertain: end <= today || counting.some((t) => effectiveEndOf(t) > start) };
      if (above === null) continue;
      const y1 = rungY(tier);
      const last = fills.findLast((f) => f.y1 === y1);
      if (last !== undefined && last.x2 === x(start) && last.tier === above.tier && last.isCertain === above.isCertain)
        last.x2 = x(end);
      else fills.push({ ...above, x1: x(start), x2: x(end), y1, y2: y1 + step });
    }
  }
  return fills;
}

function stairsOf(
  segments: readonly TierSegment[],
  from: LocalDate,
  today: LocalDate,
  x: (day: LocalDate) => number,
  rungY: (tier: Tier) => number,
): LadderLayout['stairs'] {
  const stairs: LadderLayout['stairs'] = [];
  let before: Tier = 'none';
  for (const segment of segments) {
    const start = LocalDate.max(segment.from, from);
    const end = LocalDate.min(segment.to ?? today, today);
    if (start > today || (segment.to !== null && segment.to <= from)) continue;
    const isFirstSeen = segment.from < from;
    if (!isFirstSeen && segment.tier !== before) {
      const higher = rank(segment.tier) > rank(before) ? segment.tier : before;
      if (higher !== 'none')
        stairs.push({
          tier: higher,
          points: [
            [x(start), rungY(before)],
            [x(start), rungY(segment.tier)],
          ],
        });
    }
    before = segment.tier;
    if (segment.tier === 'none' || start >= end) continue;
    const last = stairs.at(-1);
    const tread: [number, number][] = [
      [x(start), rungY(segment.tier)],
      [x(end), rungY(segment.tier)],
    ];
    if (last !== undefined && last.tier === segment.tier && samePoint(last.points.at(-1), tread[0]))
      last.points.push(tread[1] as [number, number]);
    else stairs.push({ tier: segment.tier, points: tread });
  }
  return stairs;
}

type LabelParts = Pick<FillParts, 'ordered' | 'today' | 'from' | 'x' | 'clip' | 'endOf' | 'rungY'>;

/** A label has the room up to the next title's label in its band, or to the end of what it names. */
function labelsOf({ ordered, from, today, x, clip, endOf, rungY }: LabelParts): LadderLayout['labels'] {
  const labels: LadderLayout['labels'] = [];
  for (const title of ordered) {
    const inBand = ordered.filter((t) => t.tier === title.tier);
    const earlier = inBand.filter((t) => t.programme === title.programme && t.effectiveFrom < title.effectiveFrom);
    if (title.effectiveFrom >= today || (isYearly(title) && earlier.length > 0)) continue;
    const next = inBand.find(
      (t) => t.effectiveFrom > title.effectiveFrom && !(isYearly(t) && t.programme === title.programme),
    );
    const lastOfKind = isYearly(title) ? (inBand.findLast((t) => t.programme === title.programme) ?? title) : title;
    const end = LocalDate.min(endOf(lastOfKind), next?.effectiveFrom ?? today, today);
    if (end <= from) continue;
    const left = x(clip(title.effectiveFrom));
    const room = x(end) - left - 14;
    const lines = title.labels.find((variant) => variant.every((line) => textWidth(line) <= room));
    if (lines !== undefined)
      labels.push({ id: title.id, tier: title.tier, x: left + 8, y: rungY(title.tier) + 18, lines });
  }
  return labels;
}

/** Days on which no title of the programme was in force, between two that were. */
function gapsOf(
  ordered: readonly LadderTitle[],
  from: LocalDate,
  today: LocalDate,
  x: (day: LocalDate) => number,
  rungY: (tier: Tier) => number,
): LadderLayout['gaps'] {
  const gaps: LadderLayout['gaps'] = [];
  for (const [i, title] of ordered.entries()) {
    if (isYearly(title) || title.effectiveTo === null) continue;
    const next = ordered.slice(i + 1).find((t) => t.programme === title.programme);
    if (next === undefined || next.effectiveFrom <= from || next.effectiveFrom > today) continue;
    const days = LocalDate.daysBetween(dayAfter(title.effectiveTo), next.effectiveFrom);
    if (days > 0)
      gaps.push({ x: round((x(dayAfter(title.effectiveTo)) + x(next.effectiveFrom)) / 2), y: rungY(title.tier), days });
  }
  return gaps;
}

interface ForecastParts {
  segments: readonly TierSegment[];
  today: LocalDate;
  until: LocalDate;
  held: Tier;
  rungY: (tier: Tier) => number;
  x: (day: LocalDate) => number;
  todayX: number;
}

function forecastOf({ segments, today, until, held, rungY, x, todayX }: ForecastParts) {
  const forecast: LadderLayout['forecast'] = [];
  const losses: LadderLayout['losses'] = [];
  let drop: LadderLayout['drop'] = null;
  let at: [number, number] = [todayX, rungY(held)];
  let before: Tier = held;
  for (const segment of segments) {
    if (segment.to !== null && segment.to <= today) continue;
    if (segment.from >= until) break;
    if (segment.from > today) {
      const turn: [number, number] = [x(segment.from), at[1]];
      const isFall = rank(segment.tier) < rank(held);
      forecast.push({ points: [at, turn], isFall: rank(before) < rank(held) });
      at = [turn[0], rungY(segment.tier)];
      if (at[1] !== turn[1]) forecast.push({ points: [turn, at], isFall });
      if (isFall && drop === null) drop = { day: segment.from, tier: segment.tier, x: turn[0], y: rungY(held) };
      before = segment.tier;
    }
    const end = LocalDate.min(segment.to ?? until, until);
    if (rank(segment.tier) < rank(held) && segment.from > today)
      losses.push({ x1: x(segment.from), x2: x(end), y1: rungY(held), y2: rungY(segment.tier) });
  }
  const end: [number, number] = [x(until), at[1]];
  if (before !== 'none') forecast.push({ points: [at, end], isFall: rank(before) < rank(held) });
  return { forecast, losses, drop };
}

function samePoint(a: [number, number] | undefined, b: [number, number] | undefined): boolean {
  return a !== undefined && b !== undefined && a[0] === b[0] && a[1] === b[1];
}

/** Tenths of a pixel. */
function round(value: number): number {
  return Math.round(value * 10) / 10;
}
