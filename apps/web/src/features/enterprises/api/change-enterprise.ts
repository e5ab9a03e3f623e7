import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { LocalDate } from '@tidu/kernel';
import { patch } from '../../../shared/api/http';

export interface EnterpriseChange {
  name?: string;
  uscc?: string | null;
  registeredOn?: LocalDate | null;
  district?: string | null;
  zone?: string | null;
  chain?: string | null;
  address?: string | null;
}

/** `etag` is that of the record the form was filled from. */
export function useChangeEnterprise(id: string, etag: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: EnterpriseChange) => patch<void>(`/enterprises/${id}`, change, etag),
    onSettled: () => client.invalidateQueries({ queryKey: ['enterprises'] }),
  });
}
