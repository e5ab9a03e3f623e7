import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { getJson, type Query } from '../../../shared/api/http';
import type { EnterpriseItem, Page } from '../../../shared/api/types';

/** The filters and the sort of `GET /enterprises`, as they stand in the address. */
export type EnterpriseFilter = Readonly<Record<string, string | readonly string[]>>;

const pageSize = 50;

function fetchPage(query: Query, signal?: AbortSignal): Promise<Page<EnterpriseItem>> {
  return getJson<Page<EnterpriseItem>>('/enterprises', query, signal);
}

/** Page by page along the keyset; the first page brings the total. */
export const enterprisesQuery = (filter: EnterpriseFilter) =>
  infiniteQueryOptions({
    queryKey: ['enterprises', 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      fetchPage(
        { ...filter, limit: pageSize, cursor: pageParam, ...(pageParam === null ? { count: 'exact' } : {}) },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  });

/** How many a saved view holds. */
export const enterpriseCountQuery = (filter: EnterpriseFilter) =>
  queryOptions({
    queryKey: ['enterprises', 'count', filter],
    queryFn: async ({ signal }) => (await fetchPage({ ...filter, limit: 1, count: 'exact' }, signal)).total ?? null,
    staleTime: 60_000,
  });

/** The best few for what is typed into the command palette. */
export const enterpriseSearchQuery = (q: string) =>
  queryOptions({
    queryKey: ['enterprises', 'search', q],
    queryFn: ({ signal }) => fetchPage({ q, limit: 8 }, signal),
    enabled: q !== '',
  });

/** Every enterprise that matches, for an export; tells how far it is. */
export async function collectEnterprises(
  filter: EnterpriseFilter,
  onProgress: (done: number) => void,
  signal: AbortSignal,
): Promise<EnterpriseItem[]> {
  const rows: EnterpriseItem[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<EnterpriseItem> = await fetchPage({ ...filter, limit: 200, cursor }, signal);
    rows.push(...page.items);
    cursor = page.nextCursor;
    onProgress(rows.length);
  } while (cursor !== null);
  return rows;
}
