import { DomainError, LocalDate, Period } from '@tidu/kernel';
import { checkCertificateNumber, countsUntil, printedPeriod } from './domain/programme.js';
import { effectivePeriods, type EffectiveTitle, type GrantedTitle } from './domain/effective-periods.js';
import { tierTimeline, type TierSegment } from './domain/tier-timeline.js';
import type { TierRules } from './domain/tiers.js';
import type { Programmes } from './programmes.js';
import type { Board, Qualification } from './qualification.entity.js';
import type { QualificationsErrorCode } from './qualifications.errors.js';

/** What is told of a grant. `validTo` is the last valid day. */
export interface Grant {
  readonly programme: string;
  readonly certificateNo?: string | null;
  readonly issuedOn: LocalDate;
  readonly validFrom?: LocalDate | null;
  readonly validTo?: LocalDate | null;
  readonly batch?: string | null;
  readonly source?: string | null;
  readonly listing?: { readonly board: Board; readonly stage: string; readonly stockCode?: string | null } | null;
}

/** The dated part of a title, worked out by the rules in force. */
export interface DatedGrant {
  readonly programmeVersion: string;
  readonly printed: Period;
  readonly countsUntil: LocalDate | null;
}

/** A listing of which nothing more is said. */
const defaultListing: NonNullable<Grant['listing']> = { board: 'szse', stage: 'listed' };

/** Works out the printed period and until when the title counts by itself. Throws named refusals. */
export function dateGrant(programmes: Programmes, grant: Grant): DatedGrant {
  const programme = programmes.get(grant.programme);
  const version = programmes.versionOn(grant.programme, grant.issuedOn);
  const certificateNo = grant.certificateNo ?? null;
  if (certificateNo !== null && checkCertificateNumber(programme, certificateNo) === 'error') {
    throw new DomainError<QualificationsErrorCode>(
      'qualifications.certificate-invalid',
      { certificateNo },
      { errors: [{ pointer: '/certificateNo', code: 'pattern', detail: certificateNo }] },
    );
  }
  const printed = printedPeriod(programme, version, {
    issuedOn: grant.issuedOn,
    certificateNo,
    validFrom: grant.validFrom ?? null,
    validTo: grant.validTo ?? null,
  });
  if (!printed.ok) {
    throw new DomainError<QualificationsErrorCode>(
      'qualifications.period-invalid',
      { reason: printed.reason },
      { errors: [{ pointer: '/validTo', code: printed.reason, detail: grant.validTo ?? '' }] },
    );
  }
  return {
    programmeVersion: version.id,
    printed: printed.period,
    countsUntil: countsUntil(programme, version, { issuedOn: grant.issuedOn, certificateNo, printed: printed.period }),
  };
}

/** A row as its neighbours leave it. */
export function amongOthers(
  row: Omit<Qualification, 'version'>,
  { effective, countsUntil, predecessorId }: EffectiveTitle,
): Omit<Qualification, 'version'> {
  return { ...row, effectiveFrom: effective.from, effectiveUntil: effective.until, countsUntil, predecessorId };
}

/** A row of a grant before its neighbours are looked at. */
export function titleRow(
  grant: Grant,
  dated: DatedGrant,
  ids: {
    readonly id: string;
    readonly enterpriseId: string;
    readonly importId: string | null;
    readonly knownOn: LocalDate;
  },
): Omit<Qualification, 'version'> {
  const listing = grant.programme === 'listing' ? (grant.listing ?? defaultListing) : null;
  return {
    ...ids,
    programme: grant.programme,
    programmeVersion: dated.programmeVersion,
    certificateNo: grant.certificateNo ?? null,
    batch: grant.batch ?? null,
    issuedOn: grant.issuedOn,
    printedFrom: dated.printed.from,
    printedUntil: dated.printed.until,
    effectiveFrom: dated.printed.from,
    effectiveUntil: dated.printed.until,
    countsUntil: dated.countsUntil,
    listingBoard: listing?.board ?? null,
    listingStage: listing?.stage ?? null,
    stockCode: listing?.stockCode ?? null,
    revokedOn: null,
    revokeReason: null,
    predecessorId: null,
    source: grant.source ?? null,
  };
}

type StoredTitle = Pick<
  Qualification,
  | 'id'
  | 'enterpriseId'
  | 'programme'
  | 'programmeVersion'
  | 'certificateNo'
  | 'issuedOn'
  | 'printedFrom'
  | 'printedUntil'
  | 'revokedOn'
  | 'listingBoard'
  | 'listingStage'
>;

/** A stored title as the rules see it. */
export function grantedTitle(
  programmes: Programmes,
  title: Omit<StoredTitle, 'enterpriseId' | 'listingBoard' | 'listingStage'>,
): GrantedTitle {
  const printed = Period.of(title.printedFrom, title.printedUntil);
  return {
    id: title.id,
    printed,
    countsUntil: countsUntil(
      programmes.get(title.programme),
      programmes.version(title.programme, title.programmeVersion),
      {
        issuedOn: title.issuedOn,
        certificateNo: title.certificateNo,
        printed,
      },
    ),
    revokedOn: title.revokedOn,
  };
}

export interface Standing {
  readonly effective: readonly EffectiveTitle[];
  readonly segments: readonly TierSegment[];
}

/** All titles of one enterprise: their effective periods among each other and the timeline they make. Throws `qualifications.overlap`. */
export function standingOf(programmes: Programmes, rules: TierRules, titles: readonly StoredTitle[]): Standing {
  const effective = titlesByProgramme(titles).flatMap((group) => {
    const periods = effectivePeriods(group.map((title) => grantedTitle(programmes, title)));
    if (!periods.ok) {
      throw new DomainError<QualificationsErrorCode>('qualifications.overlap', {
        reason: periods.reason,
        id: periods.titleId,
      });
    }
    return periods.titles;
  });
  const byId = new Map(titles.map((title) => [title.id, title]));
  const segments = tierTimeline(
    effective.map((one) => {
      const title = byId.get(one.id)!;
      return {
        id: one.id,
        programme: programmes.get(title.programme).key,
        effective: one.effective,
        countsUntil: one.countsUntil,
        revokedOn: title.revokedOn,
        listing: title.listingBoard === null ? null : { board: title.listingBoard, stage: title.listingStage ?? '' },
      };
    }),
    rules,
  );
  return { effective, segments };
}

function titlesByProgramme<T extends { readonly programme: string }>(titles: readonly T[]): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>();
  for (const title of titles) {
    const group = groups.get(title.programme);
    if (group) group.push(title);
    else groups.set(title.programme, [title]);
  }
  return [...groups.values()];
}
