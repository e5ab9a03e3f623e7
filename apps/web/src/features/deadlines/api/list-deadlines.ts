import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { LocalDate } from '@tidu/kernel';
import { getJson } from '../../../shared/api/http';
import type { DeadlineItem, Page } from '../../../shared/api/types';

export type DeadlineFilter = Readonly<Record<string, string>>;

const fetchPage = (query: Record<string, string | number | null>, signal: AbortSignal) =>
  getJson<Page<DeadlineItem>>('/deadlines', query, signal);

/** The nearest first, page by page. */
export const deadlinesQuery = (filter: DeadlineFilter) =>
  infiniteQueryOptions({
    queryKey: ['deadlines', 'list', filter],
    queryFn: ({ pageParam, signal }) => fetchPage({ ...filter, limit: 50, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  });

/** So many a calendar month holds at most; beyond it the month says that it is not all. */
export const monthLimit = 1000;

export const monthQuery = (filter: DeadlineFilter, from: LocalDate, to: LocalDate) =>
  queryOptions({
    queryKey: ['deadlines', 'month', filter, from, to],
    queryFn: async ({ signal }) => {
      const items: DeadlineItem[] = [];
      let cursor: string | null = null;
      do {
        const page: Page<DeadlineItem> = await fetchPage({ ...filter, from, to, limit: 200, cursor }, signal);
        items.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor !== null && items.length < monthLimit);
      return { items, isAll: cursor === null };
    },
  });
