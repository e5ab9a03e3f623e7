import { queryOptions } from '@tanstack/react-query';
import { getJson } from '../api/http';
import type { Officer } from '../api/types';

export const officersQuery = queryOptions({
  queryKey: ['officers'],
  queryFn: async ({ signal }) => (await getJson<{ items: Officer[] }>('/officers', {}, signal)).items,
  staleTime: 300_000,
});
