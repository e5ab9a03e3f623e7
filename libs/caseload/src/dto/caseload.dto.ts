import type { LocalDate } from '@tidu/kernel';
import { standings } from '@tidu/enterprises';
import {
  Bag,
  Choice,
  Choices,
  Day,
  Flag,
  Instant,
  Int,
  ListOf,
  Nested,
  PageQuery,
  Text,
  Texts,
  Uuid,
  Uuids,
} from '@tidu/platform';
import { sorts, type Sort } from '../caseload.query.js';
import { flags, type Flag as CaseloadFlag } from '../filter.js';
import { timelineKinds, type TimelineKind } from '../timeline.query.js';

export const tiers = ['none', 'sme', 'high-tech', 'strong', 'listed'] as const;

export class CaseloadQueryDto extends PageQuery {
  @Text(100, {
    optional: true,
    description: 'Part of a current or former name, pinyin initials, or the beginning of a code',
  })
  q?: string;

  @Choices(tiers, { optional: true })
  tier?: string[];

  @Choices(tiers, { optional: true, description: 'The tier within effective periods only' })
  certainTier?: string[];

  @Uuid({ optional: true, description: 'The caseload of this officer' })
  officerId?: string;

  @Uuid({ optional: true })
  primaryOfficerId?: string;

  @Uuid({ optional: true, description: 'Managing area, with all below it' })
  areaId?: string;

  @Text(6, { optional: true, pattern: /^\d{6}$/ })
  district?: string;

  @Text(60, { optional: true })
  chain?: string;

  @Text(40, { optional: true, description: 'Holds this title today, certain or pending' })
  programme?: string;

  @Day({ optional: true, description: 'The nearest deadline is before this day' })
  expiringBefore?: LocalDate;

  @Day({ optional: true })
  notVisitedSince?: LocalDate;

  @Choice(standings, { optional: true, description: 'active where absent' })
  standing?: string;

  @Choice(flags, { optional: true })
  flag?: CaseloadFlag;

  @Choice(sorts, { optional: true })
  sort: Sort = 'nextDeadline';
}

export class RefDto {
  @Uuid()
  id: string;

  @Text(200)
  name: string;
}

export class NextDeadlineDto {
  @Uuid()
  id: string;

  @Text(60)
  kind: string;

  @Text(40, { nullable: true })
  programme: string | null;

  @Day()
  dueOn: LocalDate;

  @Flag({ description: 'Computed with a calendar year that is not loaded' })
  isProvisional: boolean;
}

export class CaseloadItemDto {
  @Uuid()
  id: string;

  @Text(200)
  name: string;

  @Text(18, { nullable: true })
  uscc: string | null;

  @Choice(tiers)
  tier: string;

  @Choice(tiers)
  certainTier: string;

  @Choice(standings)
  standing: string;

  @Nested(() => RefDto)
  area: RefDto;

  @Text(6, { nullable: true })
  district: string | null;

  @Text(20, { nullable: true })
  zone: string | null;

  @Text(60, { nullable: true })
  chain: string | null;

  @Nested(() => RefDto, { nullable: true })
  primaryOfficer: RefDto | null;

  @Nested(() => RefDto, { nullable: true, description: 'Who carries it now: the cover where there is one' })
  officer: RefDto | null;

  @Nested(() => NextDeadlineDto, { nullable: true })
  nextDeadline: NextDeadlineDto | null;

  @Day({ nullable: true })
  lastVisitOn: LocalDate | null;

  @Int(0, 1_000_000)
  openDemands: number;

  @Text(40, { nullable: true })
  planState: string | null;

  @Choices(flags)
  flags: CaseloadFlag[];

  @Flag()
  isSample: boolean;
}

export class CaseloadPageDto {
  @ListOf(() => CaseloadItemDto)
  items: CaseloadItemDto[];

  @Text(1000, { nullable: true })
  nextCursor: string | null;

  @Int(0, 100_000_000, { optional: true, description: '1001 of an estimate means more than 1000' })
  total?: number;
}

export class FormerNameDto {
  @Text(200)
  name: string;

  @Day()
  untilDay: LocalDate;
}

export class StandingEntryDto {
  @Choice(standings)
  standing: string;

  @Day()
  from: LocalDate;

  @Text(200)
  source: string;
}

export class ServingOfficerDto {
  @Choice(['primary', 'assistant', 'cover'])
  role: string;

  @Uuid()
  officerId: string;

  @Text(200)
  name: string;

  @Instant()
  from: string;
}

export class SegmentDto {
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

export class ListingDto {
  @Text(20)
  board: string;

  @Text(40)
  stage: string;

  @Text(10, { nullable: true })
  stockCode: string | null;
}

export class RecordQualificationDto {
  @Uuid()
  id: string;

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

  @Text(200, { nullable: true })
  source: string | null;

  @Text(20)
  etag: string;

  @Nested(() => ListingDto, { nullable: true })
  listing: ListingDto | null;

  @Choice(['upcoming', 'valid', 'awaiting-renewal', 'lapsed', 'revoked'])
  state: string;
}

export class RecordDeadlineDto {
  @Uuid()
  id: string;

  @Text(60)
  kind: string;

  @Day()
  dueOn: LocalDate;

  @Flag()
  isProvisional: boolean;

  @Bag()
  params: Record<string, string>;

  @Text(20)
  state: string;
}

export class EnterpriseRecordDto {
  @Uuid()
  id: string;

  @Text(200)
  name: string;

  @Text(18, { nullable: true })
  uscc: string | null;

  @Choice(tiers)
  tier: string;

  @Choice(tiers)
  certainTier: string;

  @Choice(standings)
  standing: string;

  @Nested(() => RefDto)
  area: RefDto;

  @Text(6, { nullable: true })
  district: string | null;

  @Text(200, { nullable: true, description: 'What a list said where it named no division of this city' })
  registeredText: string | null;

  @Text(20, { nullable: true })
  zone: string | null;

  @Text(60, { nullable: true })
  chain: string | null;

  @Text(300, { nullable: true })
  address: string | null;

  @Day({ nullable: true })
  registeredOn: LocalDate | null;

  @Flag()
  isSample: boolean;

  @Int(1, 1_000_000_000)
  version: number;

  @Flag({ description: 'Somebody at the enterprise can be told' })
  hasContact: boolean;

  @Day({ nullable: true })
  lastVisitOn: LocalDate | null;

  @Int(0, 1_000_000)
  openDemands: number;

  @Text(40, { nullable: true })
  planState: string | null;

  @ListOf(() => FormerNameDto)
  formerNames: FormerNameDto[];

  @ListOf(() => StandingEntryDto)
  standings: StandingEntryDto[];

  @ListOf(() => ServingOfficerDto)
  officers: ServingOfficerDto[];

  @ListOf(() => SegmentDto)
  segments: SegmentDto[];

  @ListOf(() => RecordQualificationDto)
  qualifications: RecordQualificationDto[];

  @ListOf(() => RecordDeadlineDto, { description: 'Open ones, the nearest first' })
  deadlines: RecordDeadlineDto[];
}

export class TierCountsDto {
  @Int(0, 100_000_000)
  none: number;

  @Int(0, 100_000_000)
  sme: number;

  @Int(0, 100_000_000)
  'high-tech': number;

  @Int(0, 100_000_000)
  strong: number;

  @Int(0, 100_000_000)
  listed: number;
}

export class HomeCountsDto {
  @Int(0, 100_000_000)
  total: number;

  @Int(0, 100_000_000)
  overdue: number;

  @Int(0, 100_000_000)
  due7: number;

  @Int(0, 100_000_000)
  due30: number;

  @Int(0, 100_000_000, { description: '未包联' })
  noOfficer: number;

  @Int(0, 100_000_000, { description: '无人可通知: no contact and no officer' })
  nobodyToTell: number;

  @Int(0, 100_000_000)
  noCode: number;

  @Int(0, 100_000_000)
  unplaced: number;

  @Nested(() => TierCountsDto)
  tiers: TierCountsDto;

  @Nested(() => TierCountsDto)
  certainTiers: TierCountsDto;
}

export class HomeDto {
  @Day()
  today: LocalDate;

  @Nested(() => HomeCountsDto)
  counts: HomeCountsDto;

  @ListOf(() => CaseloadItemDto, { description: 'The ten with the nearest deadline' })
  due: CaseloadItemDto[];
}

export class MeDto {
  @Uuid()
  id: string;

  @Text(64)
  username: string;

  @Text(200)
  name: string;

  @Texts(6, 20)
  roles: string[];

  @Uuid({ optional: true })
  officerId?: string;

  @Uuid({ optional: true })
  areaId?: string;

  @Text(100, { optional: true })
  areaName?: string;

  @Uuid({ optional: true })
  enterpriseId?: string;

  @Texts(100, 60)
  permissions: string[];

  @Choice(['zh', 'en'])
  language: string;

  @Day({ description: 'The business day' })
  today: LocalDate;

  @Text(100)
  cityName: string;

  @Flag({ description: 'Enterprises of this city are invented' })
  isSampleCity: boolean;
}

export class TimelineQueryDto extends PageQuery {
  @Choices(timelineKinds, { optional: true })
  kind?: TimelineKind[];
}

export class TimelineItemDto {
  @Uuid()
  id: string;

  @Choice(timelineKinds)
  kind: string;

  @Text(60, { description: 'What happened, in the past tense' })
  event: string;

  @Day()
  on: LocalDate;

  @Bag()
  params: Record<string, unknown>;
}

export class TimelineDto {
  @ListOf(() => TimelineItemDto)
  items: TimelineItemDto[];

  @Text(1000, { nullable: true })
  nextCursor: string | null;
}
