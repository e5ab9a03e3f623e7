import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { getJson, post } from '../../../shared/api/http';
import type { DeadlineRecord, ReminderEntry } from '../../../shared/api/types';

export const deadlineQuery = (id: string) =>
  queryOptions({
    queryKey: ['deadlines', 'one', id],
    queryFn: ({ signal }) => getJson<DeadlineRecord>(`/deadlines/${id}`, {}, signal),
  });

/** The ledger: what was told, to whom, and why or why not. */
export const remindersQuery = (id: string) =>
  queryOptions({
    queryKey: ['deadlines', 'reminders', id],
    queryFn: async ({ signal }) =>
      (await getJson<{ items: ReminderEntry[] }>(`/deadlines/${id}/reminders`, {}, signal)).items,
  });

export type DeadlineVerb = 'fulfil' | 'waive';

export function useCloseDeadline(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ verb, reason }: { verb: DeadlineVerb; reason: string }) =>
      post<unknown>(`/deadlines/${id}/${verb}`, reason === '' ? {} : { reason }),
    onSuccess: () =>
      Promise.all(
        ['deadlines', 'enterprises', 'dashboards'].map((key) => client.invalidateQueries({ queryKey: [key] })),
      ),
  });
}
