import { queryOptions } from '@tanstack/react-query';
import { getJson } from '../api/http';
import type { Area } from '../api/types';

/** The whole service tree as a flat list; a city has some hundred nodes. */
export const areasQuery = queryOptions({
  queryKey: ['areas'],
  queryFn: async ({ signal }) => (await getJson<{ items: Area[] }>('/areas', {}, signal)).items,
  staleTime: 300_000,
});
