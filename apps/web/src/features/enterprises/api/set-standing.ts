import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { LocalDate } from '@tidu/kernel';
import { post } from '../../../shared/api/http';
import type { Standing } from '../../../shared/api/types';

export interface StandingFields {
  standing: Standing;
  from: LocalDate;
  source: string;
}

export function useSetStanding(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (fields: StandingFields) => post<void>(`/enterprises/${id}/standings`, fields),
    onSuccess: () =>
      Promise.all(
        ['enterprises', 'deadlines', 'dashboards'].map((key) => client.invalidateQueries({ queryKey: [key] })),
      ),
  });
}
