import type { LocalDate } from '@tidu/kernel';
import { Choice, Day, Int, ListOf, Nested, Text, Uuid, Uuids } from '@tidu/platform';
import { tiers } from '../domain/tiers.js';
import { boards, type Board } from '../qualification.entity.js';

export class ListingPartDto {
  @Choice(boards)
  board: Board;

  @Text(40, { description: 'A stage of the pipeline; only `listed` lifts the tier' })
  stage: string;

  @Text(10, { optional: true, nullable: true })
  stockCode?: string | null;
}

export class RenewDto {
  @Text(100, { optional: true, nullable: true })
  certificateNo?: string | null;

  @Day()
  issuedOn: LocalDate;

  @Day({ optional: true, nullable: true, description: 'The day of issue where absent' })
  validFrom?: LocalDate | null;

  @Day({ optional: true, nullable: true, description: 'Last valid day; by the rules in force where absent' })
  validTo?: LocalDate | null;

  @Text(100, { optional: true, nullable: true })
  batch?: string | null;

  @Text(200, { optional: true, nullable: true })
  source?: string | null;

  @Nested(() => ListingPartDto, { optional: true, nullable: true })
  listing?: ListingPartDto | null;
}

export class GrantDto extends RenewDto {
  @Text(40)
  programme: string;
}

export class CorrectDto {
  @Text(100, { optional: true, nullable: true })
  certificateNo?: string | null;

  @Day({ optional: true })
  issuedOn?: LocalDate;

  @Day({ optional: true })
  validFrom?: LocalDate;

  @Day({ optional: true, nullable: true })
  validTo?: LocalDate | null;

  @Text(100, { optional: true, nullable: true })
  batch?: string | null;

  @Text(200, { optional: true, nullable: true })
  source?: string | null;
}

export class RevokeDto {
  @Day({ description: 'The first day on which it no longer holds' })
  on: LocalDate;

  @Text(500)
  reason: string;
}

export class QualificationDto {
  @Uuid()
  id: string;

  @Uuid()
  enterpriseId: string;

  @Text(40)
  programme: string;

  @Text(60)
  version: string;

  @Text(100, { nullable: true })
  certificateNo: string | null;

  @Text(100, { nullable: true })
  batch: string | null;

  @Day()
  issuedOn: LocalDate;

  @Day()
  validFrom: LocalDate;

  @Day({ nullable: true, description: 'Last valid day as printed' })
  validTo: LocalDate | null;

  @Day()
  effectiveFrom: LocalDate;

  @Day({ nullable: true })
  effectiveTo: LocalDate | null;

  @Day({ nullable: true, description: 'Last day on which it counts for the tier' })
  countsTo: LocalDate | null;

  @Day({ nullable: true })
  revokedOn: LocalDate | null;

  @Text(500, { nullable: true })
  revokeReason: string | null;

  @Nested(() => ListingPartDto, { nullable: true })
  listing: ListingPartDto | null;

  @Uuid({ nullable: true })
  predecessorId: string | null;

  @Text(200, { nullable: true })
  source: string | null;

  @Text(20, { description: 'Entity tag for If-Match' })
  etag: string;
}

export class QualificationsDto {
  @ListOf(() => QualificationDto)
  items: QualificationDto[];
}

export class TierSegmentDto {
  @Day()
  from: LocalDate;

  @Day({ nullable: true, description: 'The first day that no longer belongs to it' })
  to: LocalDate | null;

  @Choice(tiers)
  tier: string;

  @Choice(tiers)
  certainTier: string;

  @Uuids(100)
  because: string[];
}

export class TierTimelineDto {
  @ListOf(() => TierSegmentDto)
  segments: TierSegmentDto[];
}

export class WordingDto {
  @Text(200)
  zh: string;

  @Text(200)
  en: string;
}

export class LegalDocumentDto {
  @Text(300)
  title: string;

  @Text(100, { nullable: true, description: '文号' })
  number: string | null;

  @Choice(['A', 'B', 'C', 'K'], { description: 'B and C are shown as to be verified' })
  mark: string;
}

export class ProgrammeVersionDto {
  @Text(60)
  version: string;

  @Day()
  from: LocalDate;

  @Day({ nullable: true, description: 'Last day in force for new applications' })
  to: LocalDate | null;

  @ListOf(() => LegalDocumentDto)
  documents: LegalDocumentDto[];

  @Int(1, 100, { nullable: true })
  validityYears: number | null;
}

export class ProgrammeDto {
  @Text(40)
  key: string;

  @Nested(() => WordingDto)
  title: WordingDto;

  @Nested(() => WordingDto)
  short: WordingDto;

  @Choice(tiers)
  tier: string;

  @ListOf(() => ProgrammeVersionDto)
  versions: ProgrammeVersionDto[];
}

export class ProgrammesDto {
  @ListOf(() => ProgrammeDto)
  items: ProgrammeDto[];
}
