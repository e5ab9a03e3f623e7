import { useTranslation } from 'react-i18next';
import type { Tier } from './api/types';

/** Which rung a programme lifts to (`config/tiers.yaml`); the server's own list wins where it is at hand. */
export const tierOfProgramme: Readonly<Record<string, Tier>> = {
  'sme-national': 'sme',
  'sme-provincial': 'sme',
  'innovative-sme': 'sme',
  'high-tech': 'high-tech',
  'specialised-sme': 'strong',
  'little-giant': 'strong',
  'manufacturing-champion': 'strong',
  gazelle: 'strong',
  unicorn: 'strong',
  'tech-leader': 'strong',
  listing: 'listed',
};

export const programmeKeys = Object.keys(tierOfProgramme);

/** "高企", "高新技术企业"; an unknown key says itself. */
export function useProgrammeWords(): { short: (key: string) => string; full: (key: string) => string } {
  const { t, i18n } = useTranslation();
  const say = (kind: 'programme' | 'programmeFull', key: string) =>
    i18n.exists(`${kind}.${key}`) ? t(`${kind}.${key as 'high-tech'}`) : key;
  return { short: (key) => say('programme', key), full: (key) => say('programmeFull', key) };
}
