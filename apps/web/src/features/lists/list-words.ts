import { useTranslation } from 'react-i18next';
import type { ImportState, Verdict } from '../../shared/api/types';
import type { Tone } from '../../shared/parts/chip';
import type { MarkKind } from '../../shared/parts/state-mark';

export const listFieldNames = [
  'name',
  'uscc',
  'city',
  'district',
  'zone',
  'address',
  'chain',
  'registeredOn',
  'contactName',
  'contactPhone',
  'contactEmail',
  'contactPosition',
  'programme',
  'certificateNo',
  'issuedOn',
  'validFrom',
  'validTo',
  'batch',
  'source',
] as const;

export const stateTones: Record<ImportState, Tone> = {
  received: 'plain',
  reading: 'brand',
  previewed: 'amber',
  applying: 'brand',
  applied: 'green',
  undone: 'plain',
  failed: 'red',
};

export const verdictLooks: Record<Verdict, { tone: Tone; mark?: MarkKind }> = {
  new: { tone: 'brand' },
  changed: { tone: 'green' },
  unchanged: { tone: 'plain' },
  doubtful: { tone: 'amber', mark: 'judged' },
  rejected: { tone: 'red', mark: 'unmet' },
};

/** What a column of a list holds, in words. */
export function useFieldWords(): (field: string) => string {
  const { t, i18n } = useTranslation();
  return (field) => (i18n.exists(`listField.${field}`) ? t(`listField.${field as 'name'}`) : field);
}
