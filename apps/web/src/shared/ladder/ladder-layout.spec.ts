import { LocalDate } from '@tidu/kernel';
import type { TierSegment } from '../api/types';
import { layOutLadder, textWidth, type LadderTitle } from './ladder-layout';

const day = LocalDate.parse;
const today = day('2026-11-24');
const size = { width: 872, height: 272 };

let count = 0;
function title(
  part: Pick<LadderTitle, 'tier' | 'programme'> & {
    from: string;
    to: string | null;
    countsTo?: string | null;
    labels?: string[][];
  },
): LadderTitle {
  count += 1;
  const to = part.to === null ? null : day(part.to);
  return {
    id: `t${count}`,
    tier: part.tier,
    programme: part.programme,
    effectiveFrom: day(part.from),
    effectiveTo: to,
    countsTo: part.countsTo === undefined ? to : part.countsTo === null ? null : day(part.countsTo),
    labels: part.labels ?? [],
  };
}
const segment = (from: string, to: string | null, tier: TierSegment['tier']): TierSegment => ({
  from: day(from),
  to: to === null ? null : day(to),
  tier,
  certainTier: tier,
  because: [],
});

/** The enterprise of the drawing: SME every year, high-tech twice with eleven days between, due in nine days. */
const titles = [
  ...[2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026].map((year) =>
    title({
      tier: 'sme',
      programme: 'sme-national',
      from: `${year}-06-20`,
      to: `${year}-12-31`,
      countsTo: `${year + 1}-03-31`,
    }),
  ),
  title({
    tier: 'high-tech',
    programme: 'high-tech',
    from: '2020-11-23',
    to: '2023-11-22',
    labels: [['2020-11-23 首次认定高企', '有效三年，至 2023-11-22'], ['2020-11-23']],
  }),
  title({
    tier: 'high-tech',
    programme: 'high-tech',
    from: '2023-12-04',
    to: '2026-12-03',
    labels: [['2023-12-04 重新认定']],
  }),
];
const segments = [
  segment('2019-06-20', '2020-11-23', 'sme'),
  segment('2020-11-23', '2026-12-04', 'high-tech'),
  segment('2026-12-04', '2027-04-01', 'sme'),
  segment('2027-04-01', null, 'none'),
];
const ladder = layOutLadder({ today, ...size, segments, titles });

describe('the time axis', () => {
  it('puts today at 57 % and gives the future the wider scale', () => {
    const { axis, todayX, years } = ladder;
    expect((todayX - axis.left) / (axis.right - axis.left)).toBeCloseTo(0.575, 3);
    const at = new Map(years.map((y) => [y.year, y.x]));
    const past = (at.get(2025) as number) - (at.get(2024) as number);
    const future = (at.get(2028) as number) - (at.get(2027) as number);
    expect(future).toBeGreaterThan(2 * past);
  });

  it('starts with the year of the first title and ticks every year once', () => {
    expect(ladder.years[0]).toEqual({ year: 2019, x: ladder.axis.left, isLabelled: true });
    const xs = ladder.years.map((y) => y.x);
    expect(xs).toEqual([...xs].sort((a, b) => a - b));
    expect(new Set(xs).size).toBe(xs.length);
  });

  it('looks back twelve years at most and labels only what has room', () => {
    const old = layOutLadder({
      today,
      ...size,
      segments: [segment('1999-01-01', null, 'listed')],
      titles: [title({ tier: 'listed', programme: 'listing', from: '1999-01-01', to: null })],
    });
    expect(old.years[0]?.year).toBe(2014);
    const labels = old.years.filter((y) => y.isLabelled);
    for (const [i, label] of labels.slice(1).entries())
      expect(label.x - (labels[i]?.x ?? 0)).toBeGreaterThanOrEqual(38);
    expect(old.unknown).toBeNull();
  });
});

describe('the staircase', () => {
  it('climbs at the day of the title and ends today', () => {
    const [sme, riser] = ladder.stairs;
    expect(sme?.tier).toBe('sme');
    expect(riser?.tier).toBe('high-tech');
    expect(riser?.points[0]).toEqual(sme?.points.at(-1));
    expect(ladder.stairs.at(-1)?.points.at(-1)).toEqual([ladder.todayX, ladder.held.y]);
  });

  it('draws a yearly renewal as a ring and one of years as a line in its band', () => {
    expect(ladder.rings).toHaveLength(7);
    expect(ladder.renewals).toHaveLength(1);
  });

  it('keeps lower rungs visible beneath', () => {
    const middle = ladder.years.find((y) => y.year === 2022)?.x as number;
    const bands = ladder.fills.filter((f) => f.x1 <= middle && middle < f.x2).map((f) => f.tier);
    expect(bands).toEqual(['high-tech', 'sme']);
  });

  it('fills to the ground where no lower title counts', () => {
    const only = layOutLadder({
      today,
      ...size,
      segments: [segment('2024-01-01', null, 'strong')],
      titles: [title({ tier: 'strong', programme: 'little-giant', from: '2024-01-01', to: null })],
    });
    expect(only.fills.map((f) => f.tier)).toEqual(['strong', 'strong', 'strong']);
    expect(Math.max(...only.fills.map((f) => f.y2))).toBeCloseTo(only.axis.base, 5);
  });

  it('tells what counts from what is in force', () => {
    const winter = layOutLadder({
      today: day('2026-02-01'),
      ...size,
      segments: [segment('2025-06-20', '2026-04-01', 'sme'), segment('2026-04-01', null, 'none')],
      titles: [
        title({ tier: 'sme', programme: 'sme-national', from: '2025-06-20', to: '2025-12-31', countsTo: '2026-03-31' }),
      ],
    });
    expect(winter.fills.map((f) => f.isCertain)).toEqual([true, false]);
    expect(winter.expiry).toBeNull();
  });
});

describe('what is missing or will be', () => {
  it('names the days between two titles of one programme', () => {
    expect(ladder.gaps).toHaveLength(1);
    expect(ladder.gaps[0]).toMatchObject({ y: ladder.held.y, days: 11 });
  });

  it('draws the fall step by step, and all that it loses', () => {
    expect(ladder.drop).toMatchObject({ day: '2026-12-04', tier: 'sme' });
    expect(ladder.losses.map((l) => l.y2)).toEqual([ladder.rungs[0]?.y, ladder.axis.base]);
    expect(ladder.losses.at(-1)?.x2).toBe(ladder.axis.right);
    const falls = ladder.forecast.filter((f) => f.isFall);
    expect(falls.at(-1)?.points.at(-1)?.[1]).toBe(ladder.axis.base);
  });

  it('hatches the last ninety days of what is held', () => {
    expect(ladder.expiry?.day).toBe('2026-12-03');
    expect(ladder.lastDays?.x2).toBe(ladder.expiry?.x);
    expect(ladder.lastDays?.x1).toBeLessThan(ladder.todayX);
  });

  it('falls nowhere where nothing ends', () => {
    const listed = layOutLadder({
      today,
      ...size,
      segments: [segment('2024-01-01', null, 'listed')],
      titles: [title({ tier: 'listed', programme: 'listing', from: '2024-01-01', to: null })],
    });
    expect(listed).toMatchObject({ drop: null, losses: [], expiry: null, lastDays: null });
    expect(listed.forecast.every((f) => !f.isFall)).toBe(true);
  });

  it('shows an unknown past and nothing else for an enterprise without a title', () => {
    const none = layOutLadder({ today, ...size, segments: [], titles: [] });
    expect(none).toMatchObject({ fills: [], stairs: [], forecast: [], drop: null, held: { tier: 'none' } });
    expect(none.unknown).toEqual({ x1: none.axis.left, x2: none.todayX });
  });
});

describe('labels', () => {
  it('take the longest text that fits', () => {
    expect(ladder.labels.find((l) => l.lines[0]?.includes('首次认定'))).toBeDefined();
    const narrow = layOutLadder({ today, width: 500, height: 272, segments, titles });
    expect(narrow.labels.map((l) => l.lines)).toContainEqual(['2020-11-23']);
  });

  it('never reach past the next title or today', () => {
    for (const label of ladder.labels) {
      const right = label.x + Math.max(...label.lines.map((line) => textWidth(line)));
      expect(right).toBeLessThanOrEqual(ladder.todayX);
    }
  });
});
