import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Enterprise } from '../../../shared/api/types';
import { Chip } from '../../../shared/parts/chip';
import { areasQuery } from '../../../shared/queries/areas';
import { useCan } from '../../../shared/who';
import styles from './registry-facts.module.css';

export function RegistryFacts({ enterprise }: { enterprise: Enterprise }) {
  const { t } = useTranslation();
  const canSeeAreas = useCan('areas.read');
  const areas = useQuery({ ...areasQuery, enabled: canSeeAreas });
  const named = (code: string | null) =>
    code === null ? null : (areas.data?.find((a) => a.code === code)?.name ?? code);
  const [standing] = enterprise.standings;
  const facts: [string, React.ReactNode][] = [
    [
      t('standing.label'),
      standing === undefined
        ? t(`standing.${enterprise.standing}`)
        : `${t(`standing.${enterprise.standing}`)}，${standing.from}`,
    ],
    [t('field.registeredOn'), enterprise.registeredOn],
    [t('field.area'), enterprise.area.name],
    [t('field.district'), named(enterprise.district) ?? enterprise.registeredText],
    [t('field.zone'), named(enterprise.zone)],
    [t('field.chain'), enterprise.chain],
    [t('field.address'), enterprise.address],
    [
      t('field.formerNames'),
      enterprise.formerNames.length === 0
        ? null
        : enterprise.formerNames.map((f) => t('record.formerName', f)).join(t('list.semicolon')),
    ],
  ];
  return (
    <>
      <h2 className={styles['head']}>{t('record.tab.registry')}</h2>
      <dl className={styles['facts']}>
        {facts
          .filter(([label, value]) => value !== null || (label !== t('field.formerNames') && label !== t('field.zone')))
          .map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value ?? <Chip tone="unknown">{t('state.unknown')}</Chip>}</dd>
            </div>
          ))}
      </dl>
    </>
  );
}
