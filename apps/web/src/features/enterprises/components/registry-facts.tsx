import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Enterprise } from '../../../shared/api/types';
import { Chip } from '../../../shared/parts/chip';
import { areasQuery } from '../../../shared/queries/areas';
import { useCan } from '../../../shared/who';
import styles from './registry-facts.module.css';

interface Fact {
  label: string;
  value: string | null;
  /** Left out where there is none; the others say that they are missing. */
  isOptional?: boolean;
}

export function RegistryFacts({ enterprise }: { enterprise: Enterprise }) {
  const { t } = useTranslation();
  const canSeeAreas = useCan('areas.read');
  const areas = useQuery({ ...areasQuery, enabled: canSeeAreas });
  const named = (code: string | null) =>
    code === null ? null : (areas.data?.find((a) => a.code === code)?.name ?? null);
  const [standing] = enterprise.standings;
  const facts: Fact[] = [
    {
      label: t('standing.label'),
      value: `${t(`standing.${enterprise.standing}`)}${standing === undefined ? '' : ` · ${standing.from}`}`,
    },
    { label: t('field.registeredOn'), value: enterprise.registeredOn },
    { label: t('field.area'), value: enterprise.area.name },
    // Names of divisions come with the areas, which an enterprise does not see.
    {
      label: t('field.district'),
      value: named(enterprise.district) ?? enterprise.registeredText,
      isOptional: !canSeeAreas,
    },
    { label: t('field.zone'), value: named(enterprise.zone), isOptional: true },
    { label: t('field.chain'), value: enterprise.chain },
    { label: t('field.address'), value: enterprise.address },
    {
      label: t('field.formerNames'),
      value: enterprise.formerNames.map((f) => t('record.formerName', f)).join(t('list.semicolon')) || null,
      isOptional: true,
    },
  ];
  return (
    <>
      <h2 className={styles['head']}>{t('record.tab.registry')}</h2>
      <dl className={styles['facts']}>
        {facts
          .filter((fact) => fact.value !== null || fact.isOptional !== true)
          .map(({ label, value }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value ?? <Chip tone="unknown">{t('state.unknown')}</Chip>}</dd>
            </div>
          ))}
      </dl>
    </>
  );
}
