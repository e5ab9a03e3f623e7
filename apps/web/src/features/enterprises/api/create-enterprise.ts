import type { LocalDate } from '@tidu/kernel';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { post } from '../../../shared/api/http';

export interface NewEnterpriseFields {
  name: string;
  uscc?: string;
  registeredOn?: LocalDate;
  district?: string;
  zone?: string;
  areaId?: string;
  chain?: string;
  address?: string;
}

export function useCreateEnterprise() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (fields: NewEnterpriseFields) => post<{ id: string }>('/enterprises', fields),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['enterprises'] }),
        client.invalidateQueries({ queryKey: ['dashboards'] }),
      ]),
  });
}
