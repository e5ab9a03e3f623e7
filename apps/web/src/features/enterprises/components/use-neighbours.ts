import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useLocation } from 'react-router';
import { enterprisesQuery } from '../api/list-enterprises';
import { readFilter, readSort } from '../enterprise-filter';

export interface Neighbours {
  /** From 1. */
  place: number;
  total: number | undefined;
  previous: string | null;
  next: string | null;
  search: string;
}

/** Where the record stands in the list it was opened from; `null` where it was opened by itself. */
export function useNeighbours(id: string): Neighbours | null {
  const { state } = useLocation() as { state: unknown };
  const search = typeof state === 'object' && state !== null ? (state as Record<string, unknown>)['search'] : undefined;
  const filter = useMemo(() => {
    const params = new URLSearchParams(typeof search === 'string' ? search : '');
    return { ...readFilter(params), sort: readSort(params) };
  }, [search]);
  const list = useInfiniteQuery({ ...enterprisesQuery(filter), enabled: typeof search === 'string' });
  if (typeof search !== 'string' || list.data === undefined) return null;
  const ids = list.data.pages.flatMap((page) => page.items.map((item) => item.id));
  const at = ids.indexOf(id);
  if (at < 0) return null;
  return {
    place: at + 1,
    total: list.data.pages[0]?.total,
    previous: ids[at - 1] ?? null,
    next: ids[at + 1] ?? null,
    search,
  };
}
