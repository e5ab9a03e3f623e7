import { infiniteQueryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { getJson, post } from '../../../shared/api/http';
import type { InboxItem, Page } from '../../../shared/api/types';

export const inboxQuery = (onlyUnread: boolean) =>
  infiniteQueryOptions({
    queryKey: ['notifications', 'list', onlyUnread],
    queryFn: ({ pageParam, signal }) =>
      getJson<Page<InboxItem>>('/notifications', { unread: onlyUnread || null, limit: 30, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  });

export function useInboxVerb() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, verb }: { id: string; verb: 'read' | 'acknowledge' }) =>
      post<unknown>(`/notifications/${id}/${verb}`),
    onSuccess: () => client.invalidateQueries({ queryKey: ['notifications'] }),
  });
}

export function useReadAll() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => post<unknown>('/notifications/read-all'),
    onSuccess: () => client.invalidateQueries({ queryKey: ['notifications'] }),
  });
}
