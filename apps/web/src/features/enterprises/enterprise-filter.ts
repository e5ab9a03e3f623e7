import { LocalDate } from '@tidu/kernel';
import { enterpriseFlags, standings, tiers } from '../../shared/api/types';
import { soonDays } from '../../shared/days';
import { programmeKeys } from '../../shared/programme-words';

/** What the list can be narrowed by, as `GET /enterprises` names it. */
export const filterNames = [
  'q',
  'tier',
  'certainTier',
  'officerId',
  'primaryOfficerId',
  'areaId',
  'district',
  'chain',
  'programme',
  'expiringBefore',
  'notVisitedSince',
  'standing',
  'flag',
] as const;
export type FilterName = (typeof filterNames)[number];

export type Filter = Readonly<Partial<Record<FilterName, string>>>;

export const sorts = ['nextDeadline', 'name', 'lastVisit'] as const;
export type Sort = (typeof sorts)[number];

const oneOf = (allowed: readonly string[]) => (value: string) => allowed.includes(value);
const someOf = (allowed: readonly string[]) => (value: string) =>
  value.split(',').every((one) => allowed.includes(one));
const isDay = (value: string) => LocalDate.tryParse(value) !== undefined;
const isId = (value: string) => /^[0-9a-f-]{36}$/i.test(value);
const isShort = (value: string) => value.length <= 100;

const isValid: Record<FilterName, (value: string) => boolean> = {
  q: isShort,
  tier: someOf(tiers),
  certainTier: someOf(tiers),
  officerId: isId,
  primaryOfficerId: isId,
  areaId: isId,
  district: (value) => /^\d{6}$/.test(value),
  chain: isShort,
  programme: oneOf(programmeKeys),
  expiringBefore: isDay,
  notVisitedSince: isDay,
  standing: oneOf(standings),
  flag: oneOf(enterpriseFlags),
};

/** The filter in an address; what is not understood is left out rather than sent. */
export function readFilter(params: URLSearchParams): Filter {
  const filter: Partial<Record<FilterName, string>> = {};
  for (const name of filterNames) {
    const value = params.get(name)?.trim();
    if (value !== undefined && value !== '' && isValid[name](value)) filter[name] = value;
  }
  return filter;
}

export function readSort(params: URLSearchParams): Sort {
  const sort = params.get('sort') as Sort | null;
  return sort !== null && sorts.includes(sort) ? sort : 'nextDeadline';
}

/** The address of a filter, without what is the default. */
export function writeFilter(filter: Filter, sort: Sort = 'nextDeadline'): string {
  const params = new URLSearchParams();
  for (const name of filterNames) {
    const value = filter[name];
    if (value !== undefined && value !== '') params.set(name, value);
  }
  if (sort !== 'nextDeadline') params.set('sort', sort);
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}

export function sameFilter(a: Filter, b: Filter): boolean {
  return writeFilter(a) === writeFilter(b);
}

export interface View {
  key: string;
  filter: Filter;
}

/** The views everybody has. "Within 30 days" counts the thirtieth. */
export function standardViews(today: LocalDate, isManager: boolean): View[] {
  const all: View[] = [
    { key: 'all', filter: {} },
    { key: 'due30', filter: { expiringBefore: LocalDate.addDays(today, soonDays + 1) } },
    { key: 'overdue', filter: { flag: 'overdue' } },
  ];
  const gaps: View[] = [
    { key: 'no-officer', filter: { flag: 'no-officer' } },
    { key: 'nobody-to-tell', filter: { flag: 'nobody-to-tell' } },
    { key: 'no-code', filter: { flag: 'no-code' } },
    { key: 'unplaced', filter: { flag: 'unplaced' } },
  ];
  return [...all, ...(isManager ? gaps : gaps.filter((view) => view.key === 'no-code'))];
}

/** A view somebody saved on this device. */
export interface SavedView {
  name: string;
  search: string;
}

export function readSavedViews(stored: string | null): SavedView[] {
  if (stored === null) return [];
  try {
    const parsed: unknown = JSON.parse(stored);
    return Array.isArray(parsed) ? parsed.filter(isSavedView) : [];
  } catch {
    return [];
  }
}

function isSavedView(value: unknown): value is SavedView {
  if (typeof value !== 'object' || value === null) return false;
  const { name, search } = value as Record<string, unknown>;
  return typeof name === 'string' && typeof search === 'string' && (search === '' || search.startsWith('?'));
}
