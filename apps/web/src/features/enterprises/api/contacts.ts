import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { getJson, post, put, remove } from '../../../shared/api/http';
import type { Contact } from '../../../shared/api/types';

export const contactsQuery = (enterpriseId: string) =>
  queryOptions({
    queryKey: ['enterprises', 'contacts', enterpriseId],
    queryFn: async ({ signal }) =>
      (await getJson<{ items: Contact[] }>(`/enterprises/${enterpriseId}/contacts`, {}, signal)).items,
  });

export interface ContactFields {
  name: string;
  phone?: string | null;
  email?: string | null;
  position?: string | null;
  isPrimary?: boolean;
}

function useAfterChange(enterpriseId: string) {
  const client = useQueryClient();
  return () =>
    Promise.all([
      client.invalidateQueries({ queryKey: ['enterprises', 'contacts', enterpriseId] }),
      client.invalidateQueries({ queryKey: ['enterprises', 'record', enterpriseId] }),
      client.invalidateQueries({ queryKey: ['dashboards'] }),
    ]);
}

/** Adds a contact, or changes the one given. */
export function useSaveContact(enterpriseId: string, contact: Contact | null) {
  const onSettled = useAfterChange(enterpriseId);
  return useMutation({
    mutationFn: (fields: ContactFields) =>
      contact === null
        ? post<unknown>(`/enterprises/${enterpriseId}/contacts`, fields)
        : put<unknown>(`/enterprises/${enterpriseId}/contacts/${contact.id}`, fields, contact.etag),
    onSettled,
  });
}

export function useRemoveContact(enterpriseId: string) {
  const onSettled = useAfterChange(enterpriseId);
  return useMutation({
    mutationFn: (id: string) => remove(`/enterprises/${enterpriseId}/contacts/${id}`),
    onSettled,
  });
}
