import { infiniteQueryOptions } from '@tanstack/react-query';
import { getJson } from '../../../shared/api/http';
import type { Page, TimelineEntry } from '../../../shared/api/types';

export const timelineQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['enterprises', 'timeline', id],
    queryFn: ({ pageParam, signal }) =>
      getJson<Page<TimelineEntry>>(`/enterprises/${id}/timeline`, { limit: 50, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  });
