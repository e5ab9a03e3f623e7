import { Period } from '@tidu/kernel';
import { etagOf } from '@tidu/platform';
import type { Programme, ProgrammeVersion } from './domain/programme.js';
import type { TierRules } from './domain/tiers.js';
import type { ProgrammeDto, ProgrammeVersionDto, QualificationDto } from './dto/qualification.dto.js';
import type { Qualification } from './qualification.entity.js';

export const toQualificationDto = (title: Qualification): QualificationDto => ({
  id: title.id,
  enterpriseId: title.enterpriseId,
  programme: title.programme,
  version: title.programmeVersion,
  certificateNo: title.certificateNo,
  batch: title.batch,
  issuedOn: title.issuedOn,
  validFrom: title.printedFrom,
  validTo: Period.lastDay(Period.of(title.printedFrom, title.printedUntil)),
  effectiveFrom: title.effectiveFrom,
  effectiveTo:
    title.effectiveUntil === title.effectiveFrom
      ? null
      : Period.lastDay(Period.of(title.effectiveFrom, title.effectiveUntil)),
  countsTo:
    title.countsUntil === title.effectiveFrom
      ? null
      : Period.lastDay(Period.of(title.effectiveFrom, title.countsUntil)),
  revokedOn: title.revokedOn,
  revokeReason: title.revokeReason,
  listing:
    title.listingBoard === null
      ? null
      : { board: title.listingBoard, stage: title.listingStage ?? '', stockCode: title.stockCode },
  predecessorId: title.predecessorId,
  source: title.source,
  etag: etagOf(title.version),
});

export const toProgrammeDto = (programme: Programme, rules: TierRules): ProgrammeDto => ({
  key: programme.key,
  title: programme.title,
  short: programme.shortTitle,
  tier: rules.get(programme.key)?.tier ?? 'none',
  versions: programme.versions.map(toVersionDto),
});

export const toVersionDto = (version: ProgrammeVersion): ProgrammeVersionDto => ({
  version: version.id,
  from: version.inForce.new.from,
  to: Period.lastDay(version.inForce.new),
  documents: version.documents.map((document) => ({ ...document })),
  validityYears: version.validity.kind === 'years' ? version.validity.years : null,
});
