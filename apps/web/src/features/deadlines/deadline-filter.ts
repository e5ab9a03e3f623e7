import { LocalDate } from '@tidu/kernel';
import { deadlineStates } from '../../shared/api/types';
import { soonDays } from '../../shared/days';

export const deadlineKinds = ['expiry', 'annual-report', 'yearly-update', 'filing-window'] as const;

export const ranges = ['overdue', 'due7', 'due30', 'due90', 'all'] as const;
export type Range = (typeof ranges)[number];

const isId = (value: string) => /^[0-9a-f-]{36}$/i.test(value);

/** Who, what kind, which state: what stays when the range of days changes. A digest names its own deadlines, whatever became of them. */
export function readDeadlineFilter(params: URLSearchParams): Record<string, string> {
  const filter: Record<string, string> = {};
  for (const name of ['enterpriseId', 'officerId']) {
    const value = params.get(name);
    if (value !== null && isId(value)) filter[name] = value;
  }
  const kind = params.get('kind');
  if (kind !== null && (deadlineKinds as readonly string[]).includes(kind)) filter['kind'] = kind;
  const digestOn = params.get('digestOn');
  if (digestOn !== null && LocalDate.tryParse(digestOn) !== undefined) return { ...filter, digestOn };
  const state = params.get('state');
  filter['state'] = state !== null && (deadlineStates as readonly string[]).includes(state) ? state : 'open';
  return filter;
}

export function readRange(params: URLSearchParams): Range {
  const range = params.get('range') as Range | null;
  if (range !== null && ranges.includes(range)) return range;
  return params.get('enterpriseId') === null &&
    params.get('digestOn') === null &&
    (params.get('state') ?? 'open') === 'open'
    ? 'due30'
    : 'all';
}

/** The first and the last day of a range, both counted; what is overdue belongs to every range that reaches today. */
export function daysOf(range: Range, today: LocalDate): { from?: LocalDate; to?: LocalDate } {
  switch (range) {
    case 'overdue':
      return { to: LocalDate.addDays(today, -1) };
    case 'due7':
      return { to: LocalDate.addDays(today, 7) };
    case 'due30':
      return { to: LocalDate.addDays(today, soonDays) };
    case 'due90':
      return { to: LocalDate.addDays(today, 90) };
    case 'all':
      return {};
  }
}

/** The month shown, by its first day. */
export function readMonth(params: URLSearchParams, today: LocalDate): LocalDate {
  const asked = LocalDate.tryParse(`${params.get('month') ?? ''}-01`);
  return asked ?? LocalDate.of(LocalDate.year(today), LocalDate.month(today), 1);
}
