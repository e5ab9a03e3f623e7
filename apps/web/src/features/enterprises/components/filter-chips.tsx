import { CloseOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { EnterpriseFlag, Standing, Tier } from '../../../shared/api/types';
import { useProgrammeWords } from '../../../shared/programme-words';
import { areasQuery } from '../../../shared/queries/areas';
import { officersQuery } from '../../../shared/queries/officers';
import { useCan, useMe } from '../../../shared/who';
import { filterNames, type Filter, type FilterName } from '../enterprise-filter';
import styles from './filter-chips.module.css';

/** "梯次：小、高" in words, for chips and for "which condition to drop". */
export function useFilterWords(filter: Filter): (name: FilterName) => string {
  const { t } = useTranslation();
  const me = useMe();
  const { short } = useProgrammeWords();
  const canSee = useCan('officers.read');
  const needsOfficers = filter.officerId !== undefined || filter.primaryOfficerId !== undefined;
  const officers = useQuery({ ...officersQuery, enabled: canSee && needsOfficers });
  const areas = useQuery({
    ...areasQuery,
    enabled: canSee && (filter.areaId !== undefined || filter.district !== undefined),
  });
  const officer = (id: string) =>
    id === me.officerId ? t('filter.me') : (officers.data?.find((o) => o.id === id)?.name ?? '…');
  const words: Record<FilterName, (value: string) => string> = {
    q: (value) => value,
    tier: (value) =>
      value
        .split(',')
        .map((one) => t(`tier.${one as Tier}`))
        .join(t('list.and')),
    certainTier: (value) =>
      value
        .split(',')
        .map((one) => t(`tier.${one as Tier}`))
        .join(t('list.and')),
    officerId: officer,
    primaryOfficerId: officer,
    areaId: (value) => areas.data?.find((a) => a.id === value)?.shortName ?? '…',
    district: (value) => areas.data?.find((a) => a.code === value)?.shortName ?? value,
    chain: (value) => value,
    programme: short,
    expiringBefore: (value) => value,
    notVisitedSince: (value) => value,
    standing: (value) => t(`standing.${value as Standing}`),
    flag: (value) => t(`flag.${value as EnterpriseFlag}`),
  };
  return (name) => `${t(`filter.${name}`)}${t('list.colon')}${words[name](filter[name] ?? '')}`;
}

export function FilterChips({ filter, onDrop }: { filter: Filter; onDrop: (name: FilterName) => void }) {
  const { t } = useTranslation();
  const words = useFilterWords(filter);
  return filterNames
    .filter((name) => name !== 'q' && filter[name] !== undefined)
    .map((name) => (
      <span key={name} className={styles['chip']}>
        {words(name)}
        <button type="button" aria-label={t('filter.drop', { filter: words(name) })} onClick={() => onDrop(name)}>
          <CloseOutlined />
        </button>
      </span>
    ));
}
