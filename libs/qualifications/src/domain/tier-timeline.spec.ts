import { describe, expect, it } from '@jest/globals';
import { LocalDate, Period } from '@tidu/kernel';
import fc from 'fast-check';
import { effectivePeriods } from './effective-periods.js';
import type { ProgrammeKey } from './programme.js';
import { countsUntil, versionOn } from './programme.js';
import { d, programmeOf, tierRules, titleOf } from './testing.js';
import type { TimelineTitle } from './tier-timeline.js';
import { segmentOn, tierOn, tierTimeline } from './tier-timeline.js';
import type { Listing, Tier } from './tiers.js';
import { readTiers, tierOf, tiers } from './tiers.js';

const title = (
  id: string,
  programme: ProgrammeKey,
  from: string,
  to: string | null,
  changes: Partial<TimelineTitle> = {},
): TimelineTitle => {
  const { effective, countsUntil: until } = titleOf(programme, from, to);
  return { id, programme, effective, countsUntil: until, revokedOn: null, listing: null, ...changes };
};

const shown = (titles: readonly TimelineTitle[]) =>
  tierTimeline(titles, tierRules).map(({ from, until, tier, certainTier, because }) =>
    `${from}…${until ?? ''} ${tier}/${certainTier} ${because.join(',')}`.trimEnd(),
  );

describe('a tier timeline', () => {
  it('of an enterprise without a title has no segment, and its tier is none', () => {
    expect(tierTimeline([], tierRules)).toEqual([]);
    expect(tierOn([], d('2026-01-01'))).toEqual({ tier: 'none', certainTier: 'none' });
  });

  it('keeps what counts and what is certain apart, and has the lapse in it', () => {
    expect(shown([title('h', 'high-tech', '2024-11-06', '2027-11-05')])).toEqual([
      '2024-11-06…2027-11-06 high-tech/high-tech h',
      '2027-11-06…2028-01-01 high-tech/none h',
      '2028-01-01… none/none',
    ]);
    expect(shown([title('s', 'sme-national', '2025-08-01', '2025-12-31')])).toEqual([
      '2025-08-01…2026-01-01 sme/sme s',
      '2026-01-01…2027-01-01 sme/none s',
      '2027-01-01… none/none',
    ]);
  });

  it('takes the highest that counts, and the highest that is certain', () => {
    expect(
      shown([
        title('s', 'sme-national', '2024-08-01', '2024-12-31'),
        title('h', 'high-tech', '2024-11-06', '2027-11-05'),
        title('l', 'little-giant', '2026-09-01', '2029-08-31'),
        title('b', 'listing', '2028-03-01', null, { listing: { board: 'szse', stage: 'listed' } }),
      ]),
    ).toEqual([
      '2024-08-01…2024-11-06 sme/sme s',
      '2024-11-06…2026-09-01 high-tech/high-tech h',
      '2026-09-01…2028-03-01 strong/strong l',
      '2028-03-01… listed/listed b',
    ]);
  });

  it('may count by a higher title than it is certain of', () => {
    expect(
      shown([
        title('h', 'high-tech', '2023-11-06', '2026-11-05'),
        title('s', 'sme-provincial', '2026-01-01', '2028-12-31'),
      ]),
    ).toEqual([
      '2023-11-06…2026-11-06 high-tech/high-tech h',
      '2026-11-06…2027-01-01 high-tech/sme h',
      '2027-01-01…2029-01-01 sme/sme s',
      '2029-01-01… none/none',
    ]);
  });

  it('fills gaps with none', () => {
    expect(
      shown([
        title('a', 'specialised-sme', '2022-08-01', '2025-07-31'),
        title('b', 'specialised-sme', '2026-01-01', '2028-12-31'),
      ]),
    ).toEqual([
      '2022-08-01…2025-08-01 strong/strong a',
      '2025-08-01…2026-01-01 none/none',
      '2026-01-01…2029-01-01 strong/strong b',
      '2029-01-01… none/none',
    ]);
  });

  it('names every title that gives the tier', () => {
    expect(
      shown([
        title('z', 'specialised-sme', '2023-08-01', '2026-07-31'),
        title('l', 'little-giant', '2024-09-01', '2027-08-31'),
      ]),
    ).toEqual([
      '2023-08-01…2024-09-01 strong/strong z',
      '2024-09-01…2026-08-01 strong/strong l,z',
      '2026-08-01…2027-09-01 strong/strong l',
      '2027-09-01… none/none',
    ]);
  });

  it('ends a revoked title on its day, in the time it counts too', () => {
    const revoked = (day: string) => title('h', 'high-tech', '2024-11-06', '2027-11-05', { revokedOn: d(day) });
    expect(shown([revoked('2025-05-01')])).toEqual([
      '2024-11-06…2025-05-01 high-tech/high-tech h',
      '2025-05-01… none/none',
    ]);
    expect(shown([revoked('2027-12-01')])).toEqual([
      '2024-11-06…2027-11-06 high-tech/high-tech h',
      '2027-11-06…2027-12-01 high-tech/none h',
      '2027-12-01… none/none',
    ]);
    expect(shown([revoked('2024-11-06')])).toEqual([]);
  });

  // config/tiers.yaml
  it.each<[ProgrammeKey, Listing | null, Tier]>([
    ['sme-national', null, 'sme'],
    ['sme-provincial', null, 'sme'],
    ['innovative-sme', null, 'sme'],
    ['high-tech', null, 'high-tech'],
    ['specialised-sme', null, 'strong'],
    ['little-giant', null, 'strong'],
    ['manufacturing-champion', null, 'strong'],
    ['gazelle', null, 'strong'],
    ['unicorn', null, 'strong'],
    ['tech-leader', null, 'strong'],
    ['listing', { board: 'sse', stage: 'listed' }, 'listed'],
    ['listing', { board: 'szse', stage: 'listed' }, 'listed'],
    ['listing', { board: 'bse', stage: 'listed' }, 'listed'],
    ['listing', { board: 'overseas', stage: 'listed' }, 'listed'],
    ['listing', { board: 'neeq', stage: 'listed' }, 'none'],
    ['listing', { board: 'regional', stage: 'listed' }, 'none'],
    ['listing', { board: 'sse', stage: 'registered' }, 'none'],
    ['listing', null, 'none'],
  ])('%s with %j lifts to %s', (programme, listing, tier) => {
    expect(tierOf(tierRules, programme, listing)).toBe(tier);
  });

  it('goes by rules that a city may change', () => {
    const rules = readTiers({ sme: ['gazelle'], 'high-tech': [], strong: [], listed: [] });
    expect(tierTimeline([title('h', 'high-tech', '2024-11-06', '2027-11-05')], rules)).toEqual([]);
    expect(() => readTiers({ sme: ['gazelle'], 'high-tech': ['gazelle'], strong: [], listed: [] })).toThrow(
      'high-tech: gazelle has a tier already',
    );
    expect(() => readTiers({ sme: ['gazele'], 'high-tech': [], strong: [], listed: [] })).toThrow(
      'sme[0]: must be one of',
    );
    expect(() => readTiers({ sme: [], 'high-tech': [], strong: [] })).toThrow('listed: must be a list');
  });
});

describe('the tier timeline of any titles', () => {
  const start = d('2021-01-01');
  const end = d('2030-01-01');
  const keys = ['sme-national', 'sme-provincial', 'high-tech', 'specialised-sme', 'little-giant', 'listing'] as const;
  const listings = [
    { board: 'bse', stage: 'listed' },
    { board: 'neeq', stage: 'listed' },
    { board: 'sse', stage: 'tutoring' },
  ];
  interface Grant {
    readonly id: string;
    readonly programme: ProgrammeKey;
    readonly from: LocalDate;
    readonly lastDay: LocalDate | null;
    readonly revokedOn: LocalDate | null;
    readonly listing: Listing | null;
  }
  // Whole months, so that starts and ends meet often.
  const anyGrants: fc.Arbitrary<Grant[]> = fc
    .uniqueArray(
      fc.record({
        programme: fc.constantFrom(...keys),
        from: fc.integer({ min: 20, max: 60 }),
        months: fc.integer({ min: 1, max: 36 }),
        revoked: fc.option(fc.nat(40), { freq: 3 }),
        listing: fc.constantFrom(...listings),
      }),
      { maxLength: 6, selector: ({ programme, from }) => `${programme} ${from}` },
    )
    .map((list) =>
      list.map(({ programme, from, months, revoked, listing }, index) => {
        const first = LocalDate.addMonths(start, from);
        const isListing = programme === 'listing';
        return {
          id: `q${index}`,
          programme,
          from: first,
          lastDay: isListing ? null : LocalDate.addDays(LocalDate.addMonths(first, months), -1),
          revokedOn: revoked === null ? null : LocalDate.addMonths(first, revoked),
          listing: isListing ? listing : null,
        };
      }),
    );

  /** What the library does with grants: effective periods by programme, then one timeline. `null` where a grant is refused. */
  function timelineTitles(grants: readonly Grant[]): TimelineTitle[] | null {
    const titles: TimelineTitle[] = [];
    for (const programme of keys) {
      const own = grants.filter((grant) => grant.programme === programme);
      const result = effectivePeriods(
        own.map(({ id, from, lastDay, revokedOn }) => {
          const printed = lastDay === null ? Period.of(from, null) : Period.through(from, lastDay);
          const version = versionOn(programmeOf(programme), from);
          if (version === undefined) throw new Error(`no version of ${programme} on ${from}`);
          const dated = { issuedOn: from, certificateNo: null, printed };
          return { id, printed, revokedOn, countsUntil: countsUntil(programmeOf(programme), version, dated) };
        }),
      );
      if (!result.ok) return null;
      for (const grant of own) {
        const effective = result.titles.find(({ id }) => id === grant.id);
        if (effective !== undefined) titles.push({ ...grant, ...effective });
      }
    }
    return titles;
  }

  const highest = (found: readonly Tier[]) =>
    found.reduce((a, b) => (tiers.indexOf(a) > tiers.indexOf(b) ? a : b), 'none');
  const rank = (tier: Tier) => tiers.indexOf(tier);
  const days = (step: number) =>
    Array.from({ length: 400 }, (_, index) => LocalDate.addDays(start, index * step)).filter((day) => day < end);

  it('has on every day the highest tier that counts, and the highest that is certain', () => {
    let accepted = 0;
    fc.assert(
      fc.property(anyGrants, (grants) => {
        const titles = timelineTitles(grants);
        if (titles === null) return;
        accepted += 1;
        const segments = tierTimeline(titles, tierRules);
        const tierOfTitle = (one: TimelineTitle) => tierOf(tierRules, one.programme, one.listing);
        const sampled = days(9).flatMap((day) => [day, LocalDate.addDays(day, 1)]);
        const expected = sampled.map((day) => {
          const alive = titles.filter(({ revokedOn }) => revokedOn === null || day < revokedOn);
          const certain = alive.filter(({ effective }) => Period.contains(effective, day));
          const counting = alive.filter(
            ({ effective, countsUntil: until }) => day >= effective.from && (until === null || day < until),
          );
          const tier = highest(counting.map(tierOfTitle));
          const because =
            tier === 'none' ? [] : counting.filter((one) => tierOfTitle(one) === tier).map(({ id }) => id);
          return `${day} ${tier}/${highest(certain.map(tierOfTitle))} ${because.sort().join()}`;
        });
        const actual = sampled.map((day) => {
          const { tier, certainTier } = tierOn(segments, day);
          return `${day} ${tier}/${certainTier} ${segmentOn(segments, day)?.because.join() ?? ''}`;
        });
        expect(actual).toEqual(expected);
      }),
      { numRuns: 200 },
    );
    expect(accepted).toBeGreaterThan(60);
  });

  it('never overlaps, leaves no gap, merges equal neighbours, and is never surer than it counts', () => {
    fc.assert(
      fc.property(anyGrants, (grants) => {
        const segments = tierTimeline(timelineTitles(grants) ?? [], tierRules);
        segments.forEach((segment, index) => {
          const next = segments[index + 1];
          expect(segment.until).toBe(next?.from ?? null);
          expect(segment.until === null || segment.from < segment.until).toBe(true);
          expect(rank(segment.certainTier)).toBeLessThanOrEqual(rank(segment.tier));
          if (next !== undefined)
            expect({ ...next, from: '', until: '' }).not.toEqual({ ...segment, from: '', until: '' });
        });
      }),
    );
  });

  it('does not depend on the order of the grants', () => {
    const shuffled = anyGrants.chain((grants) =>
      fc.tuple(fc.constant(grants), fc.shuffledSubarray(grants, { minLength: grants.length })),
    );
    fc.assert(
      fc.property(shuffled, ([grants, otherwise]) => {
        const [one, other] = [timelineTitles(grants), timelineTitles(otherwise)];
        expect(other === null).toBe(one === null);
        expect(tierTimeline(other ?? [], tierRules)).toEqual(tierTimeline(one ?? [], tierRules));
      }),
    );
  });

  it('is on no day higher after a revocation', () => {
    const withRevocation = anyGrants
      .filter((grants) => grants.length > 0)
      .chain((grants) => fc.tuple(fc.constant(grants), fc.nat(grants.length - 1), fc.nat(1_200)));
    fc.assert(
      fc.property(withRevocation, ([grants, at, after]) => {
        const before = timelineTitles(grants);
        const revoked = timelineTitles(
          grants.map((grant, index) => {
            if (index !== at) return grant;
            const day = LocalDate.addDays(grant.from, after);
            return { ...grant, revokedOn: grant.revokedOn === null ? day : LocalDate.min(grant.revokedOn, day) };
          }),
        );
        if (before === null) return;
        expect(revoked).not.toBeNull();
        const [was, is] = [tierTimeline(before, tierRules), tierTimeline(revoked ?? [], tierRules)];
        const raised = days(9).filter((day) => rank(tierOn(is, day).tier) > rank(tierOn(was, day).tier));
        expect(raised).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});
