import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { LocalDate } from '@tidu/kernel';
import { patch, post } from '../../../shared/api/http';
import type { Listing } from '../../../shared/api/types';

export interface GrantFields {
  programme: string;
  certificateNo?: string;
  issuedOn: LocalDate;
  validFrom?: LocalDate;
  /** The last valid day. */
  validTo?: LocalDate;
  batch?: string;
  source?: string;
  listing?: Listing;
}

/** A title moves the tier, the deadlines and what people are told: all of them are asked anew. */
function useAfterTitle(enterpriseId: string) {
  const client = useQueryClient();
  return () =>
    Promise.all([
      client.invalidateQueries({ queryKey: ['enterprises', 'record', enterpriseId] }),
      client.invalidateQueries({ queryKey: ['enterprises', 'timeline', enterpriseId] }),
      client.invalidateQueries({ queryKey: ['enterprises', 'list'] }),
      client.invalidateQueries({ queryKey: ['enterprises', 'count'] }),
      client.invalidateQueries({ queryKey: ['deadlines'] }),
      client.invalidateQueries({ queryKey: ['dashboards'] }),
    ]);
}

export function useGrant(enterpriseId: string) {
  const onSuccess = useAfterTitle(enterpriseId);
  return useMutation({
    mutationFn: (fields: GrantFields) => post<unknown>(`/enterprises/${enterpriseId}/qualifications`, fields),
    onSuccess,
  });
}

export function useRenew(enterpriseId: string, qualificationId: string) {
  const onSuccess = useAfterTitle(enterpriseId);
  return useMutation({
    mutationFn: (fields: Omit<GrantFields, 'programme'>) =>
      post<unknown>(`/qualifications/${qualificationId}/renew`, fields),
    onSuccess,
  });
}

export function useRevoke(enterpriseId: string, qualificationId: string) {
  const onSuccess = useAfterTitle(enterpriseId);
  return useMutation({
    mutationFn: (fields: { on: LocalDate; reason: string }) =>
      post<unknown>(`/qualifications/${qualificationId}/revoke`, fields),
    onSuccess,
  });
}

export interface CorrectionFields {
  certificateNo?: string | null;
  batch?: string | null;
  issuedOn?: LocalDate;
  validFrom?: LocalDate;
  validTo?: LocalDate | null;
  source?: string | null;
}

export function useCorrect(enterpriseId: string, qualificationId: string, etag: string) {
  const onSuccess = useAfterTitle(enterpriseId);
  return useMutation({
    mutationFn: (fields: CorrectionFields) => patch<unknown>(`/qualifications/${qualificationId}`, fields, etag),
    onSuccess,
  });
}
