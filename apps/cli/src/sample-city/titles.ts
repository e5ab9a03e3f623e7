import { LocalDate } from '@tidu/kernel';
import type { Grant, Tier } from '@tidu/qualifications';
import type { Random } from './random.js';

const source = '示例城市';

/** Shares of the tiers in the sample city. */
const shares: readonly { readonly tier: Tier; readonly share: number }[] = [
  { tier: 'listed', share: 0.0043 },
  { tier: 'strong', share: 0.04 },
  { tier: 'high-tech', share: 0.166 },
  { tier: 'sme', share: 0.425 },
];

export function pickTier(random: Random): Tier {
  let point = random.next();
  for (const { tier, share } of shares) {
    if (point < share) return tier;
    point -= share;
  }
  return 'none';
}

/** An invented history of titles that leaves an enterprise on a tier today, sometimes only just. */
export function inventTitles(random: Random, tier: Tier, division: string, today: LocalDate): readonly Grant[] {
  switch (tier) {
    case 'none':
      return random.chance(0.15) ? lapsed(random, today) : [];
    case 'sme':
      return smeYears(random, division, today, random.int(1, 4));
    case 'high-tech':
      return [...smeYears(random, division, today, random.int(1, 5)), ...highTech(random, today)];
    case 'strong':
      return [...highTech(random, today), ...specialised(random, today)];
    case 'listed':
      return [...highTech(random, today), listing(random, today)];
  }
}

/** One number a year, each published in the second half of its year; the newest may still be missing. */
function smeYears(random: Random, division: string, today: LocalDate, count: number): readonly Grant[] {
  const thisYear = LocalDate.year(today);
  const hasFiled = random.chance(0.7);
  return Array.from({ length: count }, (_, back) => thisYear - back - (hasFiled ? 0 : 1))
    .map((year) => ({ year, issuedOn: LocalDate.of(year, random.int(7, 10), random.int(1, 28)) }))
    .filter(({ issuedOn }) => issuedOn <= today)
    .map(({ year, issuedOn }) => ({
      programme: 'sme-national',
      certificateNo: `${year}${division}08${serial(random, 6)}`,
      issuedOn,
      batch: `${year}年第${random.int(1, 12)}批`,
      source,
    }));
}

/** Certificates of three years, most issued in November and December; about half are renewals, a few ended lately. */
function highTech(random: Random, today: LocalDate): readonly Grant[] {
  const hasJustLapsed = random.chance(0.03);
  const lastIssue = hasJustLapsed
    ? LocalDate.addDays(LocalDate.addYears(today, -3), -random.int(1, 40))
    : issuedWithin(random, today, 36);
  const issues = random.chance(0.5) ? [LocalDate.addYears(lastIssue, -3), lastIssue] : [lastIssue];
  return issues.map(highTechOf(random));
}

const highTechOf =
  (random: Random) =>
  (issuedOn: LocalDate): Grant => ({
    programme: 'high-tech',
    certificateNo: `GR${LocalDate.year(issuedOn)}530${serial(random, 5)}`,
    issuedOn,
    batch: `${LocalDate.year(issuedOn)}年第${random.int(1, 3)}批`,
    source,
  });

function specialised(random: Random, today: LocalDate): readonly Grant[] {
  const issuedOn = issuedWithin(random, today, 34);
  const grants: Grant[] = [
    { programme: 'specialised-sme', issuedOn, batch: `${LocalDate.year(issuedOn)}年度`, source },
  ];
  if (random.chance(0.2)) {
    const giant = issuedWithin(random, today, 30);
    grants.push({ programme: 'little-giant', issuedOn: giant, batch: `第${random.int(3, 7)}批`, source });
  }
  return grants;
}

const listing = (random: Random, today: LocalDate): Grant => ({
  programme: 'listing',
  issuedOn: LocalDate.addDays(today, -random.int(200, 4000)),
  listing: { board: random.pick(['sse', 'szse', 'bse'] as const), stage: 'listed', stockCode: `9${serial(random, 5)}` },
  source,
});

function lapsed(random: Random, today: LocalDate): readonly Grant[] {
  return [highTechOf(random)(LocalDate.addDays(today, -365 * random.int(5, 7)))];
}

/** A day within the last so many months, drawn towards November and December. */
function issuedWithin(random: Random, today: LocalDate, months: number): LocalDate {
  const days = Math.floor((months * 365) / 12) - 5;
  const plain = LocalDate.addDays(today, -random.int(1, days));
  if (!random.chance(0.6)) return plain;
  const late = LocalDate.of(LocalDate.year(plain), random.int(11, 12), random.int(1, 28));
  return late < today && late > LocalDate.addDays(today, -days) ? late : plain;
}

const serial = (random: Random, digits: number): string =>
  String(random.int(1, 10 ** digits - 1)).padStart(digits, '0');
