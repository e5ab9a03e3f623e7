import { queryOptions } from '@tanstack/react-query';
import { getJson } from '../api/http';
import type { Officer, Page } from '../api/types';

export const officersQuery = queryOptions({
  queryKey: ['officers'],
  queryFn: async ({ signal }) => {
    const officers: Officer[] = [];
    let cursor: string | null = null;
    do {
      const page: Page<Officer> = await getJson<Page<Officer>>('/officers', { limit: 200, cursor }, signal);
      officers.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null);
    return officers;
  },
  staleTime: 300_000,
});
