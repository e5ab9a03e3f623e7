import { infiniteQueryOptions } from '@tanstack/react-query';
import { getJson } from '../../../shared/api/http';
import type { AuditEntry, Page } from '../../../shared/api/types';

export const auditEntriesQuery = infiniteQueryOptions({
  queryKey: ['audit-entries'],
  queryFn: ({ pageParam, signal }) =>
    getJson<Page<AuditEntry>>('/audit-entries', { limit: 50, cursor: pageParam }, signal),
  initialPageParam: null as string | null,
  getNextPageParam: (last) => last.nextCursor,
});
