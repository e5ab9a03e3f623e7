import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { getJson, put } from '../../../shared/api/http';
import type { CalendarYear } from '../../../shared/api/types';

export const calendarYearsQuery = queryOptions({
  queryKey: ['calendar-years'],
  queryFn: async ({ signal }) => (await getJson<{ items: CalendarYear[] }>('/calendar-years', {}, signal)).items,
});

export function usePutCalendarYear() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ year, source, days }: CalendarYear) => put<unknown>(`/calendar-years/${year}`, { source, days }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['calendar-years'] }),
  });
}
