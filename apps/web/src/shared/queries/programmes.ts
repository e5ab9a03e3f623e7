import { queryOptions } from '@tanstack/react-query';
import { getJson } from '../api/http';
import type { Page, Programme } from '../api/types';

/** Dated law changes rarely: fetched once a page load. */
export const programmesQuery = queryOptions({
  queryKey: ['programmes'],
  queryFn: async ({ signal }) => listOf(await getJson<Programme[] | Page<Programme>>('/programmes', {}, signal)),
  staleTime: Infinity,
});

function listOf<T>(answer: T[] | Page<T>): T[] {
  return Array.isArray(answer) ? answer : answer.items;
}
