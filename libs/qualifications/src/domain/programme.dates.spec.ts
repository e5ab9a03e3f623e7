import { describe, expect, it } from '@jest/globals';
import { LocalDate, Period } from '@tidu/kernel';
import type { ProgrammeKey, TitleState } from './programme.js';
import { checkCertificateNumber, countsUntil, dutiesOf, printedPeriod, titleStateOn, versionOn } from './programme.js';
import { d, programmeOf, programmes, titleOf, versionOf } from './testing.js';

const always = Period.of(d('1900-01-01'), null);

describe('the shipped programmes', () => {
  it('are those of this city, each with its last version in force without an end', () => {
    expect([...programmes.keys()].sort()).toEqual([
      'high-tech',
      'listing',
      'little-giant',
      'sme-national',
      'sme-provincial',
      'specialised-sme',
    ]);
    for (const { versions } of programmes.values()) {
      expect(versions.at(-1)?.inForce.new.until).toBeNull();
      expect(versions.at(-1)?.inForce.review.until).toBeNull();
    }
  });

  // 115号, 67号; 32号; 63号 and 2号, with the re-examination of 2026 still by 63号 (工信厅企业函〔2026〕117号)
  it.each<[ProgrammeKey, string, 'new' | 'review', string | undefined]>([
    ['sme-national', '2017-05-02', 'new', undefined],
    ['sme-national', '2021-12-31', 'new', '2017-115+144'],
    ['sme-national', '2022-01-01', 'new', '2017-115+67'],
    ['high-tech', '2015-12-31', 'new', '2008-172+362'],
    ['high-tech', '2016-01-01', 'new', '2016-32+195'],
    ['specialised-sme', '2026-03-31', 'new', '2022-63'],
    ['specialised-sme', '2026-04-01', 'new', '2026-2'],
    ['specialised-sme', '2026-04-01', 'review', '2026-2'],
    ['little-giant', '2026-04-01', 'new', '2026-2'],
    ['little-giant', '2026-06-30', 'review', '2022-63'],
    ['little-giant', '2027-01-01', 'review', '2026-2'],
  ])('%s on %s (%s) goes by %s', (key, day, purpose, version) => {
    expect(versionOn(programmeOf(key), d(day), purpose)?.id).toBe(version);
  });
});

describe('a certificate number', () => {
  it.each<[ProgrammeKey, string, string]>([
    ['high-tech', 'GR202353000123', 'fits'],
    ['high-tech', 'GF201553000123', 'fits'],
    ['high-tech', 'GR20235300012', 'warning'],
    ['high-tech', 'XR202353000123', 'warning'],
    ['sme-national', '202353010208000001', 'fits'], // 2023, 五华区, scored
    ['sme-national', '20235301020800000', 'warning'],
    ['little-giant', '任意', 'fits'],
  ])('of %s: %s %s', (key, certificateNo, verdict) => {
    expect(checkCertificateNumber(programmeOf(key), certificateNo)).toBe(verdict);
  });
});

describe('the printed period', () => {
  const none = { certificateNo: null, validFrom: null, validTo: null };

  it.each<[string, ProgrammeKey, string, object, string | null]>([
    ['32号 art. 9: three years from the day of issue', 'high-tech', '2024-11-06', {}, '2027-11-05'],
    ['32号 art. 9', 'high-tech', '2023-11-22', {}, '2026-11-21'],
    ['32号 art. 9: 29 February', 'high-tech', '2024-02-29', {}, '2027-02-27'],
    ['as printed', 'high-tech', '2024-11-06', { validTo: d('2027-11-06') }, '2027-11-06'],
    ['counted from the first valid day', 'high-tech', '2024-11-06', { validFrom: d('2024-12-01') }, '2027-11-30'],
    ['87号: counts for its year', 'sme-national', '2023-05-10', {}, '2023-12-31'],
    [
      '87号: the year of its number',
      'sme-national',
      '2023-01-05',
      { certificateNo: '202353010208000001' },
      '2023-12-31',
    ],
    ['2号: three years', 'little-giant', '2026-09-01', {}, '2029-08-31'],
    ['no end', 'listing', '2021-07-08', {}, null],
  ])('%s: %s of %s', (_clause, key, issuedOn, changes, lastDay) => {
    const title = { ...none, issuedOn: d(issuedOn), ...changes };
    const printed = printedPeriod(programmeOf(key), versionOf(key, issuedOn), title);
    expect(printed.ok && Period.lastDay(printed.period)).toBe(lastDay);
  });

  it.each<[ProgrammeKey, string, object, string]>([
    ['high-tech', '2024-11-06', { validTo: d('2024-11-05') }, 'ends-before-it-begins'],
    ['sme-national', '2024-01-05', { certificateNo: '202353010208000001' }, 'ends-before-it-begins'],
    ['listing', '2021-07-08', { validTo: d('2024-07-07') }, 'end-not-expected'],
  ])('of %s on %s is refused', (key, issuedOn, changes, reason) => {
    const title = { ...none, issuedOn: d(issuedOn), ...changes };
    expect(printedPeriod(programmeOf(key), versionOf(key, issuedOn), title)).toEqual({ ok: false, reason });
  });
});

describe('counting', () => {
  // By `countsUntil` of config/programmes/
  it.each<[string, ProgrammeKey, string, string | null, string | null]>([
    ['through the year of expiry', 'high-tech', '2024-11-06', '2027-11-05', '2028-01-01'],
    ['expiring on 31 December', 'high-tech', '2025-01-01', '2027-12-31', '2028-01-01'],
    ['through the publicity of the next year', 'sme-national', '2023-05-10', '2023-12-31', '2024-11-01'],
    ['through the publicity of the next year', 'sme-national', '2024-08-01', '2024-12-31', '2025-11-01'],
    ['through the next year where its publicity is unknown', 'sme-national', '2025-08-01', '2025-12-31', '2027-01-01'],
    ['never before the printed end', 'sme-national', '2023-05-10', '2024-12-31', '2025-01-01'],
    ['no longer than valid', 'specialised-sme', '2023-08-01', '2026-07-31', '2026-08-01'],
    ['without an end', 'listing', '2021-07-08', null, null],
  ])('%s: %s from %s through %s', (_rule, key, from, to, until) => {
    expect(titleOf(key, from, to).countsUntil).toBe(until);
  });

  it('goes by the year of the number where there is one', () => {
    const printed = Period.through(d('2024-01-08'), d('2024-12-31'));
    const title = { issuedOn: d('2024-01-08'), certificateNo: '202353010208000001', printed };
    expect(countsUntil(programmeOf('sme-national'), versionOf('sme-national', '2024-01-08'), title)).toBe('2025-01-01');
  });
});

describe('a title', () => {
  const revokedOn = d('2025-05-01');
  const revoked = { revokedOn, effective: Period.of(d('2024-11-06'), revokedOn), countsUntil: revokedOn };
  const renewedOn = d('2027-10-20');
  const renewed = { isSucceeded: true, effective: Period.of(d('2024-11-06'), renewedOn), countsUntil: renewedOn };

  it.each<[ProgrammeKey, string, string, object, string, TitleState]>([
    ['high-tech', '2024-11-06', '2027-11-05', {}, '2024-11-05', 'not-yet'],
    ['high-tech', '2024-11-06', '2027-11-05', {}, '2024-11-06', 'valid'],
    ['high-tech', '2024-11-06', '2027-11-05', {}, '2027-11-05', 'valid'],
    ['high-tech', '2024-11-06', '2027-11-05', {}, '2027-11-06', 'awaiting-recognition'],
    ['high-tech', '2024-11-06', '2027-11-05', {}, '2027-12-31', 'awaiting-recognition'],
    ['high-tech', '2024-11-06', '2027-11-05', {}, '2028-01-01', 'lapsed'],
    ['high-tech', '2024-11-06', '2027-11-05', revoked, '2025-04-30', 'valid'],
    ['high-tech', '2024-11-06', '2027-11-05', revoked, '2025-05-01', 'revoked'],
    ['high-tech', '2024-11-06', '2027-11-05', renewed, '2027-10-19', 'valid'],
    ['high-tech', '2024-11-06', '2027-11-05', renewed, '2027-10-20', 'succeeded'],
    ['sme-national', '2025-08-01', '2025-12-31', {}, '2026-03-31', 'counting'],
    ['sme-national', '2025-08-01', '2025-12-31', {}, '2026-04-01', 'awaiting-update'],
    ['sme-national', '2025-08-01', '2025-12-31', {}, '2026-12-31', 'awaiting-update'],
    ['sme-national', '2025-08-01', '2025-12-31', {}, '2027-01-01', 'lapsed'],
    ['little-giant', '2023-07-01', '2026-06-30', {}, '2026-07-01', 'lapsed'],
    ['listing', '2021-07-08', '2999-12-30', {}, '2026-07-01', 'valid'],
  ])('%s from %s through %s with %j is on %s: %s', (key, from, to, changes, day, state) => {
    expect(titleStateOn(programmeOf(key), versionOf(key, from), titleOf(key, from, to, changes), d(day))).toBe(state);
  });
});

describe('what is due', () => {
  const due = (key: ProgrammeKey, from: string, to: string | null, changes = {}, horizon = always) =>
    dutiesOf(programmeOf(key), versionOf(key, from), titleOf(key, from, to, changes), horizon).map(
      ({ kind, dueOn, isProvisional }) => `${kind} ${dueOn}${isProvisional ? ' provisional' : ''}`,
    );

  it('of a high-tech enterprise is a report each year of validity and the expiry (32号 art. 9 and 13)', () => {
    expect(due('high-tech', '2024-11-06', '2027-11-05')).toEqual([
      'annual-report 2025-05-31',
      'annual-report 2026-05-31',
      'annual-report 2027-05-31',
      'expiry 2027-11-05',
    ]);
    expect(due('high-tech', '2024-05-31', '2027-05-30')).toEqual([
      'annual-report 2024-05-31',
      'annual-report 2025-05-31',
      'annual-report 2026-05-31',
      'expiry 2027-05-30',
    ]);
  });

  it('carries its rule, its occurrence and what keeps the title', () => {
    const title = titleOf('high-tech', '2024-11-06', '2027-11-05');
    const duties = dutiesOf(programmeOf('high-tech'), versionOf('high-tech', '2024-11-06'), title, always);
    expect(duties[1]).toEqual({
      kind: 'annual-report',
      rule: 'fixed-date-legal',
      occurrence: '2026',
      dueOn: '2026-05-31',
      isProvisional: false,
      action: null,
    });
    expect(duties[3]).toEqual({
      kind: 'expiry',
      rule: 'validity',
      occurrence: '',
      dueOn: '2027-11-05',
      isProvisional: false,
      action: 're-recognition',
    });
  });

  it('after a revocation is nothing more', () => {
    const revokedOn = d('2026-05-31');
    const changes = { revokedOn, effective: Period.of(d('2024-11-06'), revokedOn), countsUntil: revokedOn };
    expect(due('high-tech', '2024-11-06', '2027-11-05', changes)).toEqual(['annual-report 2025-05-31']);
  });

  it('after a renewal is no expiry, though the report of the years before is still owed', () => {
    const from = d('2027-06-01');
    const changes = { isSucceeded: true, effective: Period.of(d('2024-11-06'), from), countsUntil: from };
    expect(due('high-tech', '2024-11-06', '2027-11-05', changes)).toEqual([
      'annual-report 2025-05-31',
      'annual-report 2026-05-31',
      'annual-report 2027-05-31',
    ]);
    // A renewal that begins just where the title ends leaves its period as printed.
    expect(due('high-tech', '2024-11-06', '2027-11-05', { isSucceeded: true })).not.toContain('expiry 2027-11-05');
  });

  // 115号 art. 11: 31 March was hard until 2023; since 2024 the yearly window is the hard date.
  it.each([
    ['2022-08-01', '2022-12-31', ['expiry 2022-12-31', 'yearly-update 2023-03-31']],
    ['2023-08-01', '2023-12-31', ['expiry 2023-12-31']],
    ['2025-08-01', '2025-12-31', ['expiry 2025-12-31', 'filing-window 2026-08-31']],
    ['2026-08-01', '2026-12-31', ['expiry 2026-12-31', 'filing-window 2027-08-31 provisional']],
  ])('of a technology SME from %s is its update of the following year', (from, to, expected) => {
    expect(due('sme-national', from, to)).toEqual(expected);
  });

  it('of a technology SME evaluated anew is owed by the new number alone', () => {
    expect(due('sme-national', '2025-08-01', '2025-12-31', { isSucceeded: true })).toEqual([]);
  });

  // 工信厅企业函〔2026〕117号
  it('of a little giant is its re-examination in the year of expiry', () => {
    expect(due('little-giant', '2023-07-01', '2026-06-30')).toEqual(['filing-window 2026-05-25', 'expiry 2026-06-30']);
    expect(due('little-giant', '2024-09-01', '2027-08-31')).toEqual([
      'filing-window 2027-05-25 provisional',
      'expiry 2027-08-31',
    ]);
    expect(due('little-giant', '2022-09-01', '2025-08-31')).toEqual(['expiry 2025-08-31']);
  });

  it('of a listing is nothing', () => {
    expect(due('listing', '2021-07-08', null)).toEqual([]);
  });

  it('is cut to the horizon', () => {
    const horizon = Period.through(d('2026-05-31'), d('2027-05-30'));
    expect(due('high-tech', '2024-11-06', '2027-11-05', {}, horizon)).toEqual(['annual-report 2026-05-31']);
  });

  it('ends with the last valid day, whenever the title began', () => {
    for (let day = d('2023-02-25'); day < d('2024-03-05'); day = LocalDate.addDays(day, 1)) {
      const last = LocalDate.addDays(LocalDate.addYears(day, 3), -1);
      const days = due('high-tech', day, last);
      expect(days.filter((one) => one.startsWith('annual-report'))).toHaveLength(3);
      expect(days).toContain(`expiry ${last}`);
    }
  });
});
