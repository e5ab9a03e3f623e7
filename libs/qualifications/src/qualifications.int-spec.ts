import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { LocalDate, Period, Scope } from '@tidu/kernel';
import { newId } from '@tidu/platform';
import fc from 'fast-check';
import { House } from '../../../test/support/house.js';
import { areaOf, refusalOf, scopeOf } from '../../../test/support/test-city.js';
import type { ProgrammeKey } from './domain/programme.js';
import { tierRules } from './domain/testing.js';
import { tierOn, tierTimeline, type TierSegment } from './domain/tier-timeline.js';
import type { Grant } from './grants.js';
import { Qualifications } from './qualifications.service.js';

const today = '2026-03-02';
const city = Scope.city();
const day = (text: string): LocalDate => LocalDate.parse(text);

/** Three years from the day of issue, as 认定管理办法 art. 9 has it. */
const highTech = (issuedOn: string, more: Partial<Grant> = {}): Grant => ({
  programme: 'high-tech',
  issuedOn: day(issuedOn),
  ...more,
});

interface TitleRow extends Record<string, unknown> {
  readonly id: string;
  readonly programme: ProgrammeKey;
  readonly printed_from: LocalDate;
  readonly printed_until: LocalDate | null;
  readonly effective_from: LocalDate;
  readonly effective_until: LocalDate | null;
  readonly counts_until: LocalDate | null;
  readonly revoked_on: LocalDate | null;
  readonly listing_board: string | null;
  readonly listing_stage: string | null;
  readonly predecessor_id: string | null;
  readonly version: number;
}

describe('qualifications', () => {
  let house: House;
  let qualifications: Qualifications;

  beforeAll(async () => {
    house = await House.open({ today });
    qualifications = house.get(Qualifications);
  });
  beforeEach(() => house.clock.set(today));
  afterAll(() => house.close());

  const grant = (enterpriseId: string, what: Grant): Promise<string> => qualifications.grant(city, enterpriseId, what);
  const titles = (enterpriseId: string): Promise<TitleRow[]> =>
    house.query<TitleRow>(`select * from qualification where enterprise_id = $1 order by printed_from, id`, [
      enterpriseId,
    ]);
  const titled = async (id: string): Promise<TitleRow> =>
    (await house.query<TitleRow>(`select * from qualification where id = $1`, [id]))[0]!;
  const timeline = async (enterpriseId: string): Promise<string[]> =>
    (await qualifications.timeline(city, enterpriseId)).map(
      ({ from, until, tier, certainTier }) => `${from}…${until ?? ''} ${tier}/${certainTier}`,
    );
  const openDeadlines = async (enterpriseId: string): Promise<string[]> => {
    const rows = await house.query<{ kind: string; due_on: string }>(
      `select kind, due_on from deadline where enterprise_id = $1 and state = 'open' order by due_on, kind`,
      [enterpriseId],
    );
    return rows.map((row) => `${row.kind} ${row.due_on}`);
  };
  const actions = async (enterpriseId: string): Promise<string[]> => {
    const rows = await house.query<{ action: string }>(
      `select action from audit_entry where enterprise_id = $1 and subject_type = 'qualification' order by id`,
      [enterpriseId],
    );
    return rows.map((row) => row.action);
  };
  /** Everything that a write here leaves behind. */
  const everything = async (enterpriseId: string): Promise<unknown> => {
    const [row] = await house.query(
      `select (select jsonb_agg(to_jsonb(q) order by q.id) from qualification q where q.enterprise_id = $1) as titles,
              (select jsonb_agg(to_jsonb(s) order by s.from_day) from tier_segment s where s.enterprise_id = $1) as segments,
              (select jsonb_agg(to_jsonb(d) order by d.id) from deadline d where d.enterprise_id = $1) as deadlines,
              (select to_jsonb(c) from caseload_row c where c.enterprise_id = $1) as listed,
              (select count(*) from audit_entry where enterprise_id = $1) as entries,
              (select count(*) from outbox_event where payload ->> 'enterpriseId' = $1::text) as events`,
      [enterpriseId],
    );
    return row;
  };
  const sampleDays: readonly LocalDate[] = Array.from({ length: 130 }, (_, n) =>
    LocalDate.addDays(day('2018-12-31'), n * 37),
  );

  /** Whatever was written: no two effective periods of a programme overlap, and the stored timeline is the pure one. */
  async function expectConsistent(enterpriseId: string): Promise<readonly TierSegment[]> {
    const rows = await titles(enterpriseId);
    const stored = await house.query<{ from_day: LocalDate; until_day: LocalDate | null }>(
      `select from_day, until_day from tier_segment where enterprise_id = $1 order by from_day`,
      [enterpriseId],
    );
    stored.forEach((segment, index) => expect(segment.until_day).toBe(stored[index + 1]?.from_day ?? null));
    for (const sample of sampleDays) {
      const holding = rows
        .filter((row) => Period.contains(Period.of(row.effective_from, row.effective_until), sample))
        .map((row) => row.programme);
      expect([sample, holding.length]).toEqual([sample, new Set(holding).size]);
    }
    const pure = tierTimeline(
      rows.map((row) => ({
        id: row.id,
        programme: row.programme,
        effective: Period.of(row.effective_from, row.effective_until),
        countsUntil: row.counts_until,
        revokedOn: row.revoked_on,
        listing: row.listing_board === null ? null : { board: row.listing_board, stage: row.listing_stage ?? '' },
      })),
      tierRules,
    );
    const segments = await qualifications.timeline(city, enterpriseId);
    for (const sample of sampleDays) {
      expect([sample, tierOn(segments, sample)]).toEqual([sample, tierOn(pure, sample)]);
    }
    const [listed] = await house.query(`select tier, certain_tier from caseload_row where enterprise_id = $1`, [
      enterpriseId,
    ]);
    const now = tierOn(segments, house.clock.today());
    expect(listed).toEqual({ tier: now.tier, certain_tier: now.certainTier });
    return segments;
  }

  describe('a grant', () => {
    it('is valid for three years to the day before, counts to the end of that year, and brings its dates', async () => {
      const enterpriseId = await house.enterprise();
      const id = await grant(enterpriseId, highTech('2024-11-06', { certificateNo: 'GR202453000123', source: '示例' }));
      expect(await titled(id)).toMatchObject({
        printed_from: '2024-11-06',
        printed_until: '2027-11-06',
        effective_until: '2027-11-06',
        counts_until: '2028-01-01',
        known_on: today,
        version: 1,
      });
      expect(await timeline(enterpriseId)).toEqual([
        '2024-11-06…2027-11-06 high-tech/high-tech',
        '2027-11-06…2028-01-01 high-tech/none',
        '2028-01-01… none/none',
      ]);
      expect(await openDeadlines(enterpriseId)).toEqual([
        'annual-report 2026-05-31',
        'annual-report 2027-05-31',
        'expiry 2027-11-05',
      ]);
      expect(
        await house.query(`select action, subject_id, after from audit_entry where subject_id = $1`, [id]),
      ).toMatchObject([
        {
          action: 'qualification.granted',
          subject_id: id,
          after: { programme: 'high-tech', printedUntil: '2027-11-06' },
        },
      ]);
      await expectConsistent(enterpriseId);
    });

    it.each<[string, Grant, string]>([
      [
        'an unknown programme',
        { programme: 'nobel-prize', issuedOn: day('2024-01-01') },
        'qualifications.programme-unknown',
      ],
      [
        'a day before its law',
        { programme: 'high-tech', issuedOn: day('1999-01-01') },
        'qualifications.programme-unknown',
      ],
      [
        'an end before its beginning',
        highTech('2024-11-06', { validTo: day('2024-11-05') }),
        'qualifications.period-invalid',
      ],
      [
        'the end of a listing, which has none',
        { programme: 'listing', issuedOn: day('2024-11-06'), validTo: day('2027-11-05') },
        'qualifications.period-invalid',
      ],
      ['the same start again', highTech('2023-06-19'), 'qualifications.overlap'],
      [
        'a period within the one in force',
        highTech('2024-01-01', { validTo: day('2025-01-01') }),
        'qualifications.overlap',
      ],
    ])('is refused for %s, and nothing is written', async (_, wrong, refusal) => {
      const enterpriseId = await house.enterprise();
      await grant(enterpriseId, highTech('2023-06-19'));
      const before = await everything(enterpriseId);
      expect(await refusalOf(grant(enterpriseId, wrong))).toBe(refusal);
      expect(await everything(enterpriseId)).toEqual(before);
    });

    it('among many is refused with all of them', async () => {
      const [first, second] = [await house.enterprise(), await house.enterprise()];
      await grant(second, highTech('2023-06-19'));
      const before = [await everything(first), await everything(second)];
      const work = qualifications.grantMany(
        [first, second].map((enterpriseId) => ({ enterpriseId, grant: highTech('2023-06-19') })),
        null,
      );
      expect(await refusalOf(work)).toBe('qualifications.overlap');
      expect([await everything(first), await everything(second)]).toEqual(before);
    });

    it('out of scope finds nothing, whatever is tried', async () => {
      const enterpriseId = await house.enterprise([], await areaOf(house, '530103'));
      const id = await grant(enterpriseId, highTech('2023-06-19'));
      const manager = await house.person(['manager'], { areaId: await areaOf(house, '530102') });
      const before = await everything(enterpriseId);
      for (const scope of [
        await scopeOf(house, manager),
        await scopeOf(house, await house.person(['officer'])),
        await scopeOf(house, await house.person(['admin'])),
      ]) {
        const refusals = await Promise.all([
          refusalOf(qualifications.grant(scope, enterpriseId, highTech('2026-06-19'))),
          refusalOf(qualifications.of(scope, enterpriseId)),
          refusalOf(qualifications.timeline(scope, enterpriseId)),
          refusalOf(qualifications.find(scope, id)),
          refusalOf(qualifications.renew(scope, id, { issuedOn: day('2026-06-19') })),
          refusalOf(qualifications.revoke(scope, id, day('2026-01-01'), '示例')),
          refusalOf(qualifications.correct(scope, id, 1, { batch: '示例' })),
        ]);
        const [enterprise, title] = ['enterprises.not-found', 'qualifications.not-found'];
        expect(refusals).toEqual([enterprise, enterprise, enterprise, title, title, title, title]);
      }
      expect(await everything(enterpriseId)).toEqual(before);
      expect(await refusalOf(qualifications.find(city, newId()))).toBe('qualifications.not-found');
    });
  });

  describe('a renewal', () => {
    it('closes its predecessor at its own start, keeps the print as evidence, and takes over its dates', async () => {
      const enterpriseId = await house.enterprise();
      const old = await grant(enterpriseId, highTech('2023-06-19'));
      expect(await openDeadlines(enterpriseId)).toContain('expiry 2026-06-18');
      const renewal = await qualifications.renew(city, old, { issuedOn: day('2026-03-01') });
      expect(await titled(old)).toMatchObject({
        printed_until: '2026-06-19',
        effective_until: '2026-03-01',
        counts_until: '2026-03-01',
      });
      expect(await titled(renewal)).toMatchObject({ effective_from: '2026-03-01', predecessor_id: old });
      expect(await openDeadlines(enterpriseId)).toEqual([
        'annual-report 2026-05-31',
        'annual-report 2027-05-31',
        'annual-report 2028-05-31',
        'expiry 2029-02-28',
      ]);
      expect(await actions(enterpriseId)).toEqual(['qualification.granted', 'qualification.granted']);
      await expectConsistent(enterpriseId);
    });

    it('is refused of what was revoked', async () => {
      const enterpriseId = await house.enterprise();
      const id = await grant(enterpriseId, highTech('2023-06-19'));
      await qualifications.revoke(city, id, day('2026-01-01'), '示例');
      const before = await everything(enterpriseId);
      expect(await refusalOf(qualifications.renew(city, id, { issuedOn: day('2026-03-01') }))).toBe(
        'qualifications.revoked',
      );
      expect(await everything(enterpriseId)).toEqual(before);
    });
  });

  describe('a revocation', () => {
    it('ends the title on its day and withdraws what it brought', async () => {
      const enterpriseId = await house.enterprise();
      const id = await grant(enterpriseId, highTech('2024-11-06'));
      await qualifications.revoke(city, id, day('2026-03-02'), '示例：两年未报');
      expect(await timeline(enterpriseId)).toEqual([
        '2024-11-06…2026-03-02 high-tech/high-tech',
        '2026-03-02… none/none',
      ]);
      expect(await openDeadlines(enterpriseId)).toEqual([]);
      expect(await actions(enterpriseId)).toEqual(['qualification.granted', 'qualification.revoked']);
      expect(
        await house.query(
          `select payload from outbox_event where name = 'qualifications.revoked' and payload ->> 'qualificationId' = $1`,
          [id],
        ),
      ).toEqual([{ payload: { enterpriseId, qualificationId: id, programme: 'high-tech', on: '2026-03-02' } }]);
      await expectConsistent(enterpriseId);
    });

    it('of a renewal leaves the predecessor closed where the renewal had begun, unless it was void from its start', async () => {
      const [cut, nothing] = [await house.enterprise(), await house.enterprise()];
      for (const [enterpriseId, on] of [
        [cut, '2026-03-01'],
        [nothing, '2026-02-01'],
      ] as const) {
        const old = await grant(enterpriseId, highTech('2023-06-19'));
        const renewal = await qualifications.renew(city, old, { issuedOn: day('2026-02-01') });
        await qualifications.revoke(city, renewal, day(on), '示例');
      }
      expect(await timeline(cut)).toEqual([
        '2023-06-19…2026-02-01 high-tech/high-tech',
        '2026-02-01…2026-03-01 high-tech/high-tech',
        '2026-03-01… none/none',
      ]);
      expect(await timeline(nothing)).toEqual([
        '2023-06-19…2026-06-19 high-tech/high-tech',
        '2026-06-19…2027-01-01 high-tech/none',
        '2027-01-01… none/none',
      ]);
      expect(await openDeadlines(nothing)).toEqual(['annual-report 2026-05-31', 'expiry 2026-06-18']);
      await expectConsistent(cut);
      await expectConsistent(nothing);
    });

    it('is refused twice, and before the title began', async () => {
      const enterpriseId = await house.enterprise();
      const id = await grant(enterpriseId, highTech('2024-11-06'));
      const untouched = await everything(enterpriseId);
      expect(await refusalOf(qualifications.revoke(city, id, day('2024-11-05'), '示例'))).toBe(
        'qualifications.overlap',
      );
      expect(await everything(enterpriseId)).toEqual(untouched);
      await qualifications.revoke(city, id, day('2026-01-01'), '示例');
      const revoked = await everything(enterpriseId);
      expect(await refusalOf(qualifications.revoke(city, id, day('2025-01-01'), '示例'))).toBe(
        'qualifications.revoked',
      );
      expect(await everything(enterpriseId)).toEqual(revoked);
    });
  });

  describe('a correction', () => {
    it('moves the boundary with its neighbours, its dates and the timeline, and logs the difference', async () => {
      const enterpriseId = await house.enterprise();
      const old = await grant(enterpriseId, highTech('2023-06-19'));
      const renewal = await qualifications.renew(city, old, { issuedOn: day('2026-03-01') });
      await qualifications.correct(city, renewal, 1, {
        issuedOn: day('2026-02-01'),
        validFrom: day('2026-02-01'),
        validTo: day('2029-01-31'),
      });
      expect(await titled(old)).toMatchObject({ effective_until: '2026-02-01' });
      expect(await titled(renewal)).toMatchObject({ effective_from: '2026-02-01', printed_until: '2029-02-01' });
      expect(await openDeadlines(enterpriseId)).toContain('expiry 2029-01-31');
      expect(await openDeadlines(enterpriseId)).not.toContain('expiry 2029-02-28');
      const [logged] = await house.query(
        `select before, after from audit_entry where subject_id = $1 and action = 'qualification.corrected'`,
        [renewal],
      );
      expect(logged).toMatchObject({ before: { printedFrom: '2026-03-01' }, after: { printedFrom: '2026-02-01' } });
      await expectConsistent(enterpriseId);
    });

    it('is refused on a version that is over, on a wrong period, and where it would overlap', async () => {
      const enterpriseId = await house.enterprise();
      const old = await grant(enterpriseId, highTech('2023-06-19'));
      await qualifications.renew(city, old, { issuedOn: day('2026-03-01') });
      const { version } = await titled(old);
      const before = await everything(enterpriseId);
      expect(await refusalOf(qualifications.correct(city, old, version - 1, { batch: '示例' }))).toBe(
        'precondition.failed',
      );
      expect(await refusalOf(qualifications.correct(city, old, version, { validTo: day('2023-06-18') }))).toBe(
        'qualifications.period-invalid',
      );
      expect(
        await refusalOf(
          qualifications.correct(city, old, version, { issuedOn: day('2026-03-01'), validFrom: day('2026-03-01') }),
        ),
      ).toBe('qualifications.overlap');
      expect(await refusalOf(qualifications.correct(city, old, version, { validTo: day('2031-01-01') }))).toBe(
        'qualifications.overlap',
      );
      expect(await everything(enterpriseId)).toEqual(before);
    });
  });

  describe('two at once', () => {
    const codesOf = (outcomes: readonly PromiseSettledResult<unknown>[]): string[] =>
      outcomes.flatMap((one) => (one.status === 'rejected' ? [(one.reason as { code: string }).code] : []));

    it('that grant the same are one grant', async () => {
      const enterpriseId = await house.enterprise();
      const outcomes = await Promise.allSettled(
        Array.from({ length: 5 }, () => grant(enterpriseId, highTech('2024-11-06'))),
      );
      expect(codesOf(outcomes)).toEqual(Array.from({ length: 4 }, () => 'qualifications.overlap'));
      expect(await titles(enterpriseId)).toHaveLength(1);
      expect(await actions(enterpriseId)).toEqual(['qualification.granted']);
      await expectConsistent(enterpriseId);
    });

    it('that renew the same are one renewal', async () => {
      const enterpriseId = await house.enterprise();
      const id = await grant(enterpriseId, highTech('2023-06-19'));
      const outcomes = await Promise.allSettled(
        Array.from({ length: 5 }, () => qualifications.renew(city, id, { issuedOn: day('2026-03-01') })),
      );
      expect(codesOf(outcomes)).toEqual(Array.from({ length: 4 }, () => 'qualifications.overlap'));
      expect(await titles(enterpriseId)).toHaveLength(2);
      await expectConsistent(enterpriseId);
    });

    it('that revoke the same are one revocation', async () => {
      const enterpriseId = await house.enterprise();
      const id = await grant(enterpriseId, highTech('2024-11-06'));
      const outcomes = await Promise.allSettled(
        Array.from({ length: 5 }, (_, n) => qualifications.revoke(city, id, day(`2026-01-0${n + 1}`), `示例${n}`)),
      );
      expect(codesOf(outcomes)).toEqual(Array.from({ length: 4 }, () => 'qualifications.revoked'));
      expect(await actions(enterpriseId)).toEqual(['qualification.granted', 'qualification.revoked']);
      await expectConsistent(enterpriseId);
    });

    it('that correct the same version are one correction', async () => {
      const enterpriseId = await house.enterprise();
      const id = await grant(enterpriseId, highTech('2024-11-06'));
      const outcomes = await Promise.allSettled(
        Array.from({ length: 5 }, (_, n) => qualifications.correct(city, id, 1, { batch: `示例${n}` })),
      );
      expect(codesOf(outcomes)).toEqual(Array.from({ length: 4 }, () => 'precondition.failed'));
      expect((await actions(enterpriseId)).filter((action) => action === 'qualification.corrected')).toHaveLength(1);
    });

    it('that grant and revoke end as one after the other would', async () => {
      const ends = await Promise.all(
        Array.from({ length: 4 }, async () => {
          const enterpriseId = await house.enterprise();
          const id = await grant(enterpriseId, highTech('2023-06-19'));
          await Promise.all([
            qualifications.revoke(city, id, day('2026-01-01'), '示例'),
            grant(enterpriseId, { programme: 'specialised-sme', issuedOn: day('2025-06-01') }),
            grant(enterpriseId, highTech('2026-02-01')),
          ]);
          await expectConsistent(enterpriseId);
          expect((await actions(enterpriseId)).sort()).toEqual([
            'qualification.granted',
            'qualification.granted',
            'qualification.granted',
            'qualification.revoked',
          ]);
          return timeline(enterpriseId);
        }),
      );
      for (const end of ends) {
        expect(end).toEqual([
          '2023-06-19…2025-06-01 high-tech/high-tech',
          '2025-06-01…2028-06-01 strong/strong',
          '2028-06-01…2029-02-01 high-tech/high-tech',
          '2029-02-01…2030-01-01 high-tech/none',
          '2030-01-01… none/none',
        ]);
      }
    });
  });

  it('comes out the same in whatever order the grants became known', async () => {
    const grants: readonly Grant[] = [
      { programme: 'sme-national', issuedOn: day('2022-08-01') },
      { programme: 'sme-national', issuedOn: day('2023-07-01') },
      highTech('2020-10-15'),
      highTech('2023-06-19'),
      highTech('2026-02-01'),
      { programme: 'specialised-sme', issuedOn: day('2024-06-01') },
      { programme: 'listing', issuedOn: day('2027-01-04'), listing: { board: 'bse', stage: 'listed' } },
    ];
    const standing = async (order: readonly Grant[]): Promise<unknown> => {
      const enterpriseId = await house.enterprise();
      for (const one of order) await grant(enterpriseId, one);
      await expectConsistent(enterpriseId);
      const rows = await titles(enterpriseId);
      const startOf = new Map(rows.map((row) => [row.id, row.printed_from]));
      return {
        timeline: await timeline(enterpriseId),
        periods: rows.map((row) => [
          row.programme,
          row.effective_from,
          row.effective_until,
          row.counts_until,
          row.predecessor_id === null ? null : startOf.get(row.predecessor_id),
        ]),
        deadlines: await openDeadlines(enterpriseId),
      };
    };
    const inOrder = await standing(grants);
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([...grants], { minLength: grants.length }), async (order) => {
        expect(await standing(order)).toEqual(inOrder);
      }),
      { numRuns: 8 },
    );
  });
});
