/**
 * The API's types under the app's own words. The shapes are generated from the OpenAPI document (`npm run generate:client`);
 * here they get names, and the closed sets of values that screens iterate over.
 */
import type { Permission, Role } from '@tidu/kernel';
import type * as api from './generated/types.gen';

/** An instant, ISO 8601 with `Z`. */
export type Instant = string;

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
  total?: number;
}

export type Tier = api.CaseloadItemDto['tier'];
export const tiers: readonly Tier[] = ['none', 'sme', 'high-tech', 'strong', 'listed'];

export type Standing = api.CaseloadItemDto['standing'];
export const standings: readonly Standing[] = ['active', 'moved-out', 'deregistered', 'revoked', 'merged'];

export type EnterpriseFlag = api.CaseloadItemDto['flags'][number];
export const enterpriseFlags: readonly EnterpriseFlag[] = [
  'overdue',
  'no-officer',
  'nobody-to-tell',
  'no-code',
  'unplaced',
  'foreign-division',
];

export type AccessGrant = api.SignedOnDto;
export type Me = Omit<api.MeDto, 'roles' | 'permissions'> & { roles: Role[]; permissions: Permission[] };

export type EnterpriseItem = api.CaseloadItemDto;
export type Enterprise = api.EnterpriseRecordDto;
export type Qualification = api.RecordQualificationDto;
export type QualificationState = Qualification['state'];
export type Listing = api.ListingPartDto;
export type TierSegment = api.SegmentDto;
export type Contact = api.ContactDto;
export type TimelineEntry = api.TimelineItemDto;
export type Programme = api.ProgrammeDto;
export type Area = api.AreaDto;
export type Officer = api.OfficerDto;
export type HomeBoard = api.HomeDto;

export type DeadlineItem = api.DeadlineDto;
export type DeadlineRecord = api.DeadlineRecordDto;
export type DeadlineState = DeadlineItem['state'];
export const deadlineStates: readonly DeadlineState[] = ['open', 'missed', 'fulfilled', 'waived', 'superseded'];

export type ReminderEntry = api.LedgerEntryDto;
export type ReminderState = ReminderEntry['state'];
export type InboxItem = api.NotificationDto;
export type NotificationState = InboxItem['state'];

export type ImportList = api.ImportDto;
export type ImportState = ImportList['state'];
export type ImportRow = api.ImportRowDto;
export type ImportReason = api.RowReasonDto;
export type Verdict = ImportRow['verdict'];
export const verdicts: readonly Verdict[] = ['new', 'changed', 'unchanged', 'doubtful', 'rejected'];

export type Sweep = api.SweepDto;
export type CalendarYear = api.CalendarYearDto;
export type LockedAccount = api.LockedAccountDto;
export type AuditEntry = api.AuditEntryDto;

/** RFC 9457 with what Tidu adds; an answer that is no problem document is told in the same shape. */
export type Problem = Pick<api.Problem, 'title' | 'status'> &
  Partial<Omit<api.Problem, 'title' | 'status' | 'code'>> & { code: string };
export type FieldProblem = api.Problem['errors'][number];
