import { queryOptions } from '@tanstack/react-query';
import { getJson } from '../api/http';
import type { InboxItem, Page } from '../api/types';

/** How many messages wait to be read. */
export const unreadQuery = queryOptions({
  queryKey: ['notifications', 'unread-count'],
  queryFn: async ({ signal }) =>
    (await getJson<Page<InboxItem>>('/notifications', { unread: true, limit: 1, count: 'exact' }, signal)).total ?? 0,
  staleTime: 30_000,
  refetchInterval: 60_000,
});
