import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { getFile, getJson, post } from '../../../shared/api/http';
import type { ImportList, ImportRow, ImportState, Page, Verdict } from '../../../shared/api/types';

/** The server works on these by itself: they are asked again until they change. */
const busyStates: readonly ImportState[] = ['received', 'reading', 'applying'];

export const isBusy = (list: ImportList): boolean => busyStates.includes(list.state);

const pollMs = 1000;

export const importsQuery = infiniteQueryOptions({
  queryKey: ['imports', 'history'],
  queryFn: ({ pageParam, signal }) => getJson<Page<ImportList>>('/imports', { limit: 25, cursor: pageParam }, signal),
  initialPageParam: null as string | null,
  getNextPageParam: (last) => last.nextCursor,
  refetchInterval: (query) =>
    query.state.data?.pages.some((page) => page.items.some(isBusy)) === true ? pollMs * 3 : false,
});

export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ['imports', 'one', id],
    queryFn: ({ signal }) => getJson<ImportList>(`/imports/${id}`, {}, signal),
    refetchInterval: (query) => (query.state.data !== undefined && isBusy(query.state.data) ? pollMs : false),
  });

/** `state` belongs to the key: what a row came to changes with it. */
export const importRowsQuery = (id: string, state: ImportState, verdict: Verdict | null) =>
  infiniteQueryOptions({
    queryKey: ['imports', 'rows', id, state, verdict],
    queryFn: ({ pageParam, signal }) =>
      getJson<Page<ImportRow>>(`/imports/${id}/rows`, { verdict, limit: 200, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    staleTime: Infinity,
  });

export interface NewList {
  file: File;
  kind: string;
  options: Record<string, unknown>;
}

export function useSendList() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ file, kind, options }: NewList) => {
      const form = new FormData();
      form.append('kind', kind);
      form.append('options', JSON.stringify(options));
      form.append('file', file);
      return post<ImportList>('/imports', form);
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ['imports', 'history'] }),
  });
}

export function useApplyList(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => post<ImportList>(`/imports/${id}/apply`),
    onSuccess: (list) => {
      client.setQueryData(importQuery(id).queryKey, list);
      return client.invalidateQueries({ queryKey: ['imports', 'history'] });
    },
    onError: () => client.invalidateQueries({ queryKey: ['imports', 'one', id] }),
  });
}

export function fetchRejects(id: string, language: string): Promise<{ blob: Blob; name: string | null }> {
  return getFile(`/imports/${id}/rejects`, { language });
}
