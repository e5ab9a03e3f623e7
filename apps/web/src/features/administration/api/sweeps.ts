import { infiniteQueryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { getJson, post } from '../../../shared/api/http';
import type { Page, Sweep } from '../../../shared/api/types';

export const sweepsQuery = infiniteQueryOptions({
  queryKey: ['sweeps'],
  queryFn: ({ pageParam, signal }) => getJson<Page<Sweep>>('/sweeps', { limit: 25, cursor: pageParam }, signal),
  initialPageParam: null as string | null,
  getNextPageParam: (last) => last.nextCursor,
  refetchInterval: (query) =>
    query.state.data?.pages.some((page) => page.items.some((sweep) => sweep.state === 'queued')) === true
      ? 2000
      : false,
});

export function useRequestSweep() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => post<Sweep>('/sweeps'),
    onSuccess: () => client.invalidateQueries({ queryKey: ['sweeps'] }),
  });
}
