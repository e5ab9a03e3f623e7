import { describe, expect, it } from '@jest/globals';
import { LocalDate, Period } from '@tidu/kernel';
import fc from 'fast-check';
import type { GrantedTitle } from './effective-periods.js';
import { effectivePeriods } from './effective-periods.js';
import { d } from './testing.js';

const granted = (id: string, from: string, to: string | null, revokedOn: string | null = null): GrantedTitle => {
  const printed = to === null ? Period.of(d(from), null) : Period.through(d(from), d(to));
  const countsUntil = printed.until === null ? null : LocalDate.addMonths(printed.until, 2);
  return { id, printed, countsUntil, revokedOn: revokedOn === null ? null : d(revokedOn) };
};

const shown = (titles: readonly GrantedTitle[]) => {
  const result = effectivePeriods(titles);
  if (!result.ok) return result;
  return result.titles.map(
    ({ id, effective, countsUntil, isSucceeded, predecessorId }) =>
      `${id} ${effective.from}…${effective.until} counts…${countsUntil}` +
      `${isSucceeded ? ' succeeded' : ''}${predecessorId === null ? '' : ` after ${predecessorId}`}`,
  );
};

describe('effective periods', () => {
  it('of one title are its printed period', () => {
    expect(shown([granted('a', '2021-11-01', '2024-10-31')])).toEqual(['a 2021-11-01…2024-11-01 counts…2025-01-01']);
  });

  it('end where the renewal begins', () => {
    expect(shown([granted('a', '2021-11-01', '2024-10-31'), granted('b', '2024-10-16', '2027-10-15')])).toEqual([
      'a 2021-11-01…2024-10-16 counts…2024-10-16 succeeded',
      'b 2024-10-16…2027-10-16 counts…2027-12-16 after a',
    ]);
  });

  it('leave a gap where the renewal begins late, though the title counts in it', () => {
    expect(shown([granted('a', '2021-11-01', '2024-10-31'), granted('b', '2024-12-06', '2027-12-05')])).toEqual([
      'a 2021-11-01…2024-11-01 counts…2024-12-06 succeeded',
      'b 2024-12-06…2027-12-06 counts…2028-02-06 after a',
    ]);
  });

  it('of a new beginning after the title has ceased to count know no predecessor', () => {
    expect(shown([granted('a', '2021-11-01', '2024-10-31'), granted('b', '2025-06-01', '2028-05-31')])).toEqual([
      'a 2021-11-01…2024-11-01 counts…2025-01-01',
      'b 2025-06-01…2028-06-01 counts…2028-08-01',
    ]);
  });

  it('end on the day of a revocation, in the counting time too', () => {
    expect(shown([granted('a', '2021-11-01', '2024-10-31', '2023-03-01')])).toEqual([
      'a 2021-11-01…2023-03-01 counts…2023-03-01',
    ]);
    expect(shown([granted('a', '2021-11-01', '2024-10-31', '2024-12-01')])).toEqual([
      'a 2021-11-01…2024-11-01 counts…2024-12-01',
    ]);
  });

  it('of the predecessor do not come back when the renewal is revoked', () => {
    const titles = [granted('a', '2021-11-01', '2024-10-31'), granted('b', '2024-06-01', '2027-05-31', '2024-07-01')];
    expect(shown(titles)).toEqual([
      'a 2021-11-01…2024-06-01 counts…2024-06-01 succeeded',
      'b 2024-06-01…2024-07-01 counts…2024-07-01 after a',
    ]);
  });

  it('are not touched by a title that was void from the beginning', () => {
    const titles = [granted('a', '2021-11-01', '2024-10-31'), granted('b', '2024-06-01', '2027-05-31', '2024-06-01')];
    expect(shown(titles)).toEqual([
      'a 2021-11-01…2024-11-01 counts…2025-01-01',
      'b 2024-06-01…2024-06-01 counts…2024-06-01',
    ]);
  });

  it('take in a grant entered years late', () => {
    const late = granted('b', '2021-01-01', '2023-12-31');
    expect(shown([granted('a', '2019-01-01', '2021-12-31'), granted('c', '2023-06-01', '2026-05-31'), late])).toEqual([
      'a 2019-01-01…2021-01-01 counts…2021-01-01 succeeded',
      'b 2021-01-01…2023-06-01 counts…2023-06-01 succeeded after a',
      'c 2023-06-01…2026-06-01 counts…2026-08-01 after b',
    ]);
  });

  it('of titles without an end close each other too', () => {
    expect(shown([granted('neeq', '2019-01-01', null), granted('bse', '2021-11-15', null)])).toEqual([
      'neeq 2019-01-01…2021-11-15 counts…2021-11-15 succeeded',
      'bse 2021-11-15…null counts…null after neeq',
    ]);
  });

  it.each([
    ['same-start', [granted('a', '2021-11-01', '2024-10-31'), granted('b', '2021-11-01', '2023-10-31')], 'b', 'a'],
    [
      'ends-before-predecessor',
      [granted('a', '2021-11-01', '2024-10-31'), granted('b', '2022-01-01', '2022-12-31')],
      'b',
      'a',
    ],
    ['ends-before-predecessor', [granted('a', '2021-11-01', null), granted('b', '2022-01-01', '2022-12-31')], 'b', 'a'],
    ['revoked-before-start', [granted('a', '2021-11-01', '2024-10-31', '2021-10-31')], 'a', null],
    [
      'empty-period',
      [{ ...granted('a', '2021-11-01', null), printed: Period.of(d('2021-11-01'), d('2021-11-01')) }],
      'a',
      null,
    ],
  ])('are refused: %s', (reason, titles, titleId, otherId) => {
    expect(shown(titles)).toEqual({ ok: false, reason, titleId, otherId });
  });

  it('accept a grant within a title that was revoked by then', () => {
    const titles = [granted('a', '2021-11-01', '2024-10-31', '2022-01-01'), granted('b', '2022-02-01', '2023-01-31')];
    expect(shown(titles)).toEqual([
      'a 2021-11-01…2022-01-01 counts…2022-01-01',
      'b 2022-02-01…2023-02-01 counts…2023-04-01',
    ]);
  });

  describe('of any grants', () => {
    const day = (offset: number) => LocalDate.addDays(d('2020-01-01'), offset);
    const anyTitles = fc
      .uniqueArray(
        fc.record({
          from: fc.nat(60),
          length: fc.integer({ min: 1, max: 40 }),
          grace: fc.nat(15),
          revoked: fc.option(fc.nat(50)),
        }),
        { maxLength: 5, selector: ({ from }) => from },
      )
      .map((list) =>
        list.map(({ from, length, grace, revoked }, index): GrantedTitle => {
          const printed = Period.of(day(from), day(from + length));
          const revokedOn = revoked === null ? null : day(from + revoked);
          return { id: `t${index}`, printed, countsUntil: day(from + length + grace), revokedOn };
        }),
      );

    it('do not depend on the order in which they became known', () => {
      const shuffled = anyTitles.chain((titles) =>
        fc.tuple(fc.constant(titles), fc.shuffledSubarray(titles, { minLength: titles.length })),
      );
      fc.assert(
        fc.property(shuffled, ([titles, otherwise]) => {
          expect(effectivePeriods(otherwise)).toEqual(effectivePeriods(titles));
        }),
      );
    });

    it('never overlap, and hold on each day the latest title that began, if it has not ended', () => {
      let accepted = 0;
      fc.assert(
        fc.property(anyTitles, (titles) => {
          const result = effectivePeriods(titles);
          if (!result.ok) return;
          accepted += 1;
          const known = new Map(titles.map((title) => [title.id, title]));
          const days = Array.from({ length: 120 }, (_, offset) => day(offset));
          const holding = days.map((at) =>
            result.titles.filter(({ effective }) => Period.contains(effective, at)).map(({ id }) => id),
          );
          const latest = days.map((at) => {
            const begun = titles.filter(({ printed, revokedOn }) => printed.from <= at && revokedOn !== printed.from);
            const last = begun.sort((a, b) => LocalDate.compare(b.printed.from, a.printed.from))[0];
            const holds =
              last !== undefined &&
              Period.contains(last.printed, at) &&
              (last.revokedOn === null || at < last.revokedOn);
            return holds ? [last.id] : [];
          });
          expect(holding).toEqual(latest);
          const countingTogether = days.filter(
            (at) =>
              result.titles.filter(({ effective, countsUntil }) =>
                Period.contains(Period.of(effective.from, countsUntil), at),
              ).length > 1,
          );
          expect(countingTogether).toEqual([]);
          for (const { id, effective, countsUntil, predecessorId } of result.titles) {
            expect(effective.from).toBe(known.get(id)?.printed.from);
            expect(countsUntil !== null && effective.until !== null && countsUntil >= effective.until).toBe(true);
            if (predecessorId !== null) {
              expect(result.titles.find((title) => title.id === predecessorId)?.isSucceeded).toBe(true);
            }
          }
        }),
        { numRuns: 500 },
      );
      expect(accepted).toBeGreaterThan(100);
    });
  });
});
