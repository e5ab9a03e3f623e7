import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { getJson, post } from '../../../shared/api/http';
import type { LockedAccount } from '../../../shared/api/types';

export const lockedAccountsQuery = queryOptions({
  queryKey: ['locked-accounts'],
  queryFn: async ({ signal }) => (await getJson<{ items: LockedAccount[] }>('/locked-accounts', {}, signal)).items,
  refetchInterval: 60_000,
});

export function useUnlock() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => post<unknown>(`/people/${id}/unlock`),
    onSuccess: () => client.invalidateQueries({ queryKey: ['locked-accounts'] }),
  });
}
