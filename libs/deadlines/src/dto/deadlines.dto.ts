import type { LocalDate } from '@tidu/kernel';
import { Bag, Choice, Choices, Day, Flag, Instant, Int, ListOf, Nested, PageQuery, Text, Uuid } from '@tidu/platform';
import { deadlineStates, deadlineVerbs, type DeadlineState } from '../deadline.entity.js';

const tiers = ['none', 'sme', 'high-tech', 'strong', 'listed'];

export class DeadlinesQueryDto extends PageQuery {
  @Uuid({ optional: true })
  enterpriseId?: string;

  @Uuid({ optional: true, description: 'Enterprises on the caseload of this officer now' })
  officerId?: string;

  @Day({ optional: true, description: 'Due on this day or later' })
  from?: LocalDate;

  @Day({ optional: true, description: 'Due on this day or earlier' })
  to?: LocalDate;

  @Text(60, { optional: true, description: 'See config/reminders.yaml', example: 'expiry' })
  kind?: string;

  @Choice(deadlineStates, { optional: true, description: 'Every state where absent' })
  state?: DeadlineState;

  @Day({ optional: true, description: 'What the caller’s own digest of that day is about' })
  digestOn?: LocalDate;
}

export class DeadlineEnterpriseDto {
  @Uuid()
  id: string;

  @Text(200)
  name: string;

  @Choice(tiers, { description: 'The tier that counts today' })
  tier: string;
}

export class DeadlineDto {
  @Uuid()
  id: string;

  @Nested(() => DeadlineEnterpriseDto)
  enterprise: DeadlineEnterpriseDto;

  @Text(60, { example: 'expiry' })
  kind: string;

  @Day()
  dueOn: LocalDate;

  @Flag({ description: 'The day rests on a calendar or a notice that is not known yet' })
  isProvisional: boolean;

  @Choice(deadlineStates)
  state: string;

  @Bag({ description: 'What it is about, e.g. `programme`, `certificateNo`', example: { programme: 'high-tech' } })
  params: Readonly<Record<string, string>>;

  @Day({ description: 'Since when this due day is known' })
  knownOn: LocalDate;

  @Choices(deadlineVerbs, { description: 'What the caller may do with it now' })
  allowed: readonly string[];
}

export class DeadlinesPageDto {
  @ListOf(() => DeadlineDto, { max: 200 })
  items: DeadlineDto[];

  @Text(1000, { nullable: true })
  nextCursor: string | null;

  @Int(0, 1_000_000_000, { optional: true })
  total?: number;
}

export class DeadlineRecordDto extends DeadlineDto {
  @Day({ nullable: true })
  closedOn: LocalDate | null;

  @Text(500, { nullable: true, description: 'Why it was waived, missed or superseded' })
  reason: string | null;
}

export class WaiveDto {
  @Text(500)
  reason: string;
}

export class SweepCountsDto {
  @Int(0, 1_000_000_000, { description: 'Reminders that become messages of their own' })
  queued: number;

  @Int(0, 1_000_000_000, { description: 'Reminders that go into digests' })
  digested: number;

  @Int(0, 1_000_000_000, { description: 'Missed ones, overtaken by a newer one or by the due day' })
  stale: number;

  @Int(0, 1_000_000_000, { description: 'Deadlines to be recalled that nobody can be told of' })
  untold: number;
}

export class SweepDto {
  @Uuid()
  id: string;

  @Choice(['queued', 'done'])
  state: string;

  @Int(0, 1, { description: '0 or 1: a sweep is one transaction' })
  progress: number;

  @Instant()
  requestedAt: string;

  @Day({ nullable: true, description: 'The first day it looked at: that of the last sweep' })
  sinceDay: LocalDate | null;

  @Day({ nullable: true })
  day: LocalDate | null;

  @Instant({ nullable: true })
  finishedAt: string | null;

  @Nested(() => SweepCountsDto, { nullable: true })
  counts: SweepCountsDto | null;
}

export class SweepsPageDto {
  @ListOf(() => SweepDto, { max: 200 })
  items: SweepDto[];

  @Text(1000, { nullable: true })
  nextCursor: string | null;
}
