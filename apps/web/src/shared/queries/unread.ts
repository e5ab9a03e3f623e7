import { queryOptions } from '@tanstack/react-query';
import type { UnreadDto } from '../api/generated/types.gen';
import { getJson } from '../api/http';

/** How many messages wait to be read. */
export const unreadQuery = queryOptions({
  queryKey: ['notifications', 'unread-count'],
  queryFn: async ({ signal }) => (await getJson<UnreadDto>('/notifications/unread', {}, signal)).unread,
  staleTime: 30_000,
  refetchInterval: 60_000,
});
