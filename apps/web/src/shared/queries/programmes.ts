import { queryOptions } from '@tanstack/react-query';
import { getJson } from '../api/http';
import type { Programme } from '../api/types';

/** Dated law changes rarely: fetched once a page load. */
export const programmesQuery = queryOptions({
  queryKey: ['programmes'],
  queryFn: async ({ signal }) => (await getJson<{ items: Programme[] }>('/programmes', {}, signal)).items,
  staleTime: Infinity,
});
