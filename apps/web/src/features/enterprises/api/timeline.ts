import { infiniteQueryOptions } from '@tanstack/react-query';
import { getJson } from '../../../shared/api/http';
import type { Page, TimelineEntry } from '../../../shared/api/types';

export const timelineKinds = ['qualification', 'notice', 'handover', 'standing', 'name'] as const;
export type TimelineKind = TimelineEntry['kind'];

/** The newest first; of one kind, or of all. */
export const timelineQuery = (id: string, kind: TimelineKind | null) =>
  infiniteQueryOptions({
    queryKey: ['enterprises', 'timeline', id, kind],
    queryFn: ({ pageParam, signal }) =>
      getJson<Page<TimelineEntry>>(`/enterprises/${id}/timeline`, { kind, limit: 50, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  });
