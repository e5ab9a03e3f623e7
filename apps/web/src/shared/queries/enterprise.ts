import { queryOptions } from '@tanstack/react-query';
import { getRecord } from '../api/http';
import type { Enterprise } from '../api/types';

/** One enterprise with its ETag, which an edit sends back as `If-Match`. */
export const enterpriseQuery = (id: string) =>
  queryOptions({
    queryKey: ['enterprises', 'record', id],
    queryFn: ({ signal }) => getRecord<Enterprise>(`/enterprises/${id}`, signal),
  });
