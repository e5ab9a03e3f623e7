import type { LocalDate, Permission, Role } from '@tidu/kernel';

/** An instant, ISO 8601 with `Z`. */
export type Instant = string;

export type Tier = 'none' | 'sme' | 'high-tech' | 'strong' | 'listed';
export const tiers: readonly Tier[] = ['none', 'sme', 'high-tech', 'strong', 'listed'];

export type Standing = 'active' | 'moved-out' | 'deregistered' | 'revoked' | 'merged';
export const standings: readonly Standing[] = ['active', 'moved-out', 'deregistered', 'revoked', 'merged'];

export type EnterpriseFlag = 'overdue' | 'no-officer' | 'nobody-to-tell' | 'no-code' | 'unplaced' | 'foreign-division';
export const enterpriseFlags: readonly EnterpriseFlag[] = [
  'overdue',
  'no-officer',
  'nobody-to-tell',
  'no-code',
  'unplaced',
  'foreign-division',
];

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
  total?: number;
}

export interface Named {
  id: string;
  name: string;
}

export interface AccessGrant {
  accessToken: string;
  /** Seconds. */
  expiresIn: number;
}

export interface Me {
  id: string;
  username: string;
  name: string;
  roles: Role[];
  officerId?: string;
  areaId?: string;
  areaName?: string;
  enterpriseId?: string;
  permissions: Permission[];
  language: 'zh' | 'en';
  today: LocalDate;
  cityName: string;
  /** The enterprises of this city are invented. */
  isSampleCity: boolean;
}

export type DeadlineState = 'open' | 'fulfilled' | 'waived' | 'missed' | 'superseded';
export const deadlineStates: readonly DeadlineState[] = ['open', 'fulfilled', 'waived', 'missed', 'superseded'];

export interface NextDeadline {
  id: string;
  kind: string;
  programme: string | null;
  dueOn: LocalDate;
  isProvisional: boolean;
}

export interface EnterpriseItem {
  id: string;
  name: string;
  uscc: string | null;
  tier: Tier;
  certainTier: Tier;
  standing: Standing;
  area: Named;
  /** GB/T 2260 code of the registered division. */
  district: string | null;
  /** Code of the development zone. */
  zone: string | null;
  chain: string | null;
  primaryOfficer: Named | null;
  officer: Named | null;
  nextDeadline: NextDeadline | null;
  lastVisitOn: LocalDate | null;
  openDemands: number;
  planState: string | null;
  flags: EnterpriseFlag[];
  isSample: boolean;
  /** Where the search found its words in the name: half-open ranges of characters. */
  highlight?: [number, number][];
}

export type AssignmentRole = 'primary' | 'assistant' | 'cover';

export interface Contact {
  id: string;
  name: string;
  phone: string | null;
  email: string | null;
  position: string | null;
  isPrimary: boolean;
  /** Can sign on to Tidu. */
  hasAccount: boolean;
  etag: string;
}

export type QualificationState = 'upcoming' | 'valid' | 'awaiting-renewal' | 'lapsed' | 'revoked';

export interface Listing {
  board: 'sse' | 'szse' | 'bse' | 'overseas' | 'neeq' | 'regional';
  stage: string;
  stockCode?: string | null;
}

export interface Qualification {
  id: string;
  programme: string;
  version: string;
  certificateNo: string | null;
  batch: string | null;
  issuedOn: LocalDate;
  validFrom: LocalDate;
  /** The last valid day as printed; null where the programme knows no end. */
  validTo: LocalDate | null;
  effectiveFrom: LocalDate;
  effectiveTo: LocalDate | null;
  /** The last day on which the title still counts. */
  countsTo: LocalDate | null;
  revokedOn: LocalDate | null;
  listing: Listing | null;
  state: QualificationState;
  source: string | null;
  etag: string;
}

export interface TierSegment {
  from: LocalDate;
  /** The first day that no longer belongs to the segment. */
  to: LocalDate | null;
  tier: Tier;
  certainTier: Tier;
  /** Ids of the qualifications that carry the tier. */
  because: string[];
}

export interface EnterpriseDeadline {
  id: string;
  kind: string;
  dueOn: LocalDate;
  isProvisional: boolean;
  params: Record<string, string>;
  state: DeadlineState;
}

export interface Enterprise extends Omit<
  EnterpriseItem,
  'primaryOfficer' | 'officer' | 'nextDeadline' | 'flags' | 'highlight'
> {
  registeredOn: LocalDate | null;
  address: string | null;
  registeredText: string | null;
  version: number;
  /** Somebody at the enterprise can be told. */
  hasContact: boolean;
  formerNames: { name: string; untilDay: LocalDate }[];
  standings: { standing: Standing; from: LocalDate; source: string }[];
  officers: { role: AssignmentRole; officerId: string; name: string; from: Instant }[];
  qualifications: Qualification[];
  segments: TierSegment[];
  /** Open ones, the nearest first. */
  deadlines: EnterpriseDeadline[];
}

export interface TimelineEntry {
  at: Instant;
  kind: string;
  title: string;
  detail?: string | null;
  actor?: string | null;
}

export interface Texts {
  zh: string;
  en: string;
}

export interface ProgrammeVersion {
  version: string;
  from: LocalDate;
  to: LocalDate | null;
  documents: (string | { title: string; number: string | null })[];
  validityYears: number | null;
  mark: string;
}

export interface Programme {
  key: string;
  title: Texts;
  short: Texts;
  tier: Tier;
  versions: ProgrammeVersion[];
}

export type ImportState = 'received' | 'reading' | 'previewed' | 'applying' | 'applied' | 'undone' | 'failed';
export type Verdict = 'new' | 'changed' | 'unchanged' | 'doubtful' | 'rejected';
export const verdicts: readonly Verdict[] = ['new', 'changed', 'unchanged', 'doubtful', 'rejected'];

export interface ImportList {
  id: string;
  state: ImportState;
  progress: { done: number; total: number | null };
  kind: string;
  fileName: string;
  options: Record<string, unknown>;
  counts: Record<Verdict, number>;
  /** `field` null: the column is not known and kept with the row. */
  columns: { header: string; field: string | null }[];
  /** Sheets of the workbook that were not read. */
  otherSheets: string[];
  problem: { code: string; detail: Texts } | null;
  createdAt: Instant;
  createdBy: Named;
  appliedAt: Instant | null;
  undoneAt?: Instant | null;
  allowed: string[];
}

export interface ImportReason {
  code: string;
  field?: string;
  severity: 'error' | 'warning';
  detail: Texts;
}

export interface ImportRow {
  rowNo: number;
  verdict: Verdict;
  reasons: ImportReason[];
  /** In the order of the list's columns. */
  cells: string[];
  enterprise: Named | null;
  effect: Record<string, unknown> | null;
}

export type AreaKind = 'city' | 'district' | 'zone' | 'grid' | 'building';

export interface Area {
  id: string;
  code: string;
  kind: AreaKind;
  name: string;
  shortName: string;
  parentId: string | null;
  head: Named | null;
}

export interface Officer {
  id: string;
  name: string;
  areaId: string | null;
  loads?: Record<string, number>;
}

export interface DeadlineItem {
  id: string;
  enterprise: { id: string; name: string; tier: Tier };
  kind: string;
  dueOn: LocalDate;
  isProvisional: boolean;
  state: DeadlineState;
  /** What it is about: `programme`, `certificateNo`, `action`. */
  params: Record<string, string>;
  knownOn: LocalDate;
  allowed: string[];
}

export interface DeadlineRecord extends DeadlineItem {
  closedOn: LocalDate | null;
  reason: string | null;
}

/** `planned`: still to come; `not-told`: its day came and went, the reason says why. */
export type ReminderState = 'planned' | 'queued' | 'done' | 'withdrawn' | 'stale' | 'not-told';
export type NotificationState =
  'queued' | 'sending' | 'sent' | 'delivered' | 'read' | 'acknowledged' | 'failed' | 'dead' | 'withdrawn';

export interface ReminderEntry {
  leadDays: number;
  plannedOn: LocalDate;
  state: ReminderState;
  recipient: { kind: string; name: string } | null;
  via: string | null;
  reason: string | null;
  notifications: {
    channel: string;
    state: NotificationState;
    at: Instant | null;
    attempts: number;
    error: string | null;
  }[];
}

export interface InboxItem {
  id: string;
  kind: string;
  enterprise: Named | null;
  subject: string;
  body: string;
  link: string | null;
  state: NotificationState;
  createdAt: Instant;
  readAt: Instant | null;
  acknowledgedAt: Instant | null;
  wantsAcknowledgement: boolean;
}

export interface HomeBoard {
  today: LocalDate;
  counts: {
    total: number;
    overdue: number;
    due7: number;
    due30: number;
    noOfficer: number;
    nobodyToTell: number;
    noCode: number;
    unplaced: number;
    tiers: Record<Tier, number>;
    certainTiers: Record<Tier, number>;
  };
  /** The ten enterprises with the nearest deadline. */
  due: EnterpriseItem[];
}

export interface FieldProblem {
  pointer: string;
  code: string;
  detail: string;
}

/** RFC 9457 with what Tidu adds. */
export interface Problem {
  type?: string;
  title: string;
  status: number;
  detail?: string;
  instance?: string;
  code: string;
  traceId?: string;
  errors?: FieldProblem[];
}

export interface Sweep {
  id: string;
  state: 'queued' | 'done';
  requestedAt: Instant;
  sinceDay: LocalDate | null;
  day: LocalDate | null;
  finishedAt: Instant | null;
  counts: { queued: number; digested: number; stale: number; untold: number } | null;
}

export interface CalendarYear {
  year: number;
  /** The notice that fixes it. */
  source: string;
  /** Days that differ from the plain week. */
  days: { day: LocalDate; kind: 'rest' | 'work'; name: string }[];
}

export interface LockedAccount {
  id: string | null;
  username: string;
  name: string | null;
  failures: number;
  lockedUntil: Instant;
}

export interface AuditEntry {
  id: string;
  at: Instant;
  actorName: string | null;
  action: string;
  subjectType: string;
  subjectId: string | null;
  before: unknown;
  after: unknown;
}
