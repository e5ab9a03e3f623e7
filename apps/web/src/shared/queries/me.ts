import { queryOptions } from '@tanstack/react-query';
import { getJson } from '../api/http';
import type { Me } from '../api/types';

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => getJson<Me>('/me', {}, signal),
  staleTime: 60_000,
  refetchInterval: 60_000,
});
