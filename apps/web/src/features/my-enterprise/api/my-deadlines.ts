import { queryOptions } from '@tanstack/react-query';
import { getJson } from '../../../shared/api/http';
import type { DeadlineItem, Page } from '../../../shared/api/types';

const shown = 20;

export const myDeadlinesQuery = (enterpriseId: string) =>
  queryOptions({
    queryKey: ['deadlines', 'mine', enterpriseId],
    queryFn: async ({ signal }) =>
      (await getJson<Page<DeadlineItem>>('/deadlines', { enterpriseId, state: 'open', limit: shown }, signal)).items,
  });
