import { queryOptions } from '@tanstack/react-query';
import { getJson } from '../api/http';
import type { Area, Page } from '../api/types';

/** The whole service tree as a flat list; a city has some hundred nodes. */
export const areasQuery = queryOptions({
  queryKey: ['areas'],
  queryFn: async ({ signal }) => {
    const areas: Area[] = [];
    let cursor: string | null = null;
    do {
      const page: Page<Area> = await getJson<Page<Area>>('/areas', { limit: 200, cursor }, signal);
      areas.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null);
    return areas;
  },
  staleTime: 300_000,
});
