import { queryOptions } from '@tanstack/react-query';
import { getJson } from '../api/http';
import type { HomeBoard } from '../api/types';

/** What is to do today, in counts that each open a list. */
export const homeBoardQuery = queryOptions({
  queryKey: ['dashboards', 'home'],
  queryFn: ({ signal }) => getJson<HomeBoard>('/dashboards/home', {}, signal),
  staleTime: 60_000,
});
