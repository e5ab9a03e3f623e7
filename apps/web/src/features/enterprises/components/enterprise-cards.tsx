import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { EnterpriseItem } from '../../../shared/api/types';
import { Chip } from '../../../shared/parts/chip';
import { DaysLeft } from '../../../shared/parts/days-left';
import { TierChip } from '../../../shared/parts/tier-mark';
import { Deadline } from './enterprise-columns';
import styles from './enterprise-cards.module.css';

interface EnterpriseCardsProps {
  rows: readonly EnterpriseItem[];
  search: string;
  hasMore: boolean;
  isLoadingMore: boolean;
  onMore: () => void;
}

/** The list on a phone: one card each, the next page when the end comes near. */
export function EnterpriseCards({ rows, search, hasMore, isLoadingMore, onMore }: EnterpriseCardsProps) {
  const { t } = useTranslation();
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = end.current;
    if (element === null || !hasMore || isLoadingMore) return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting === true) onMore();
      },
      { rootMargin: '600px' },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [hasMore, isLoadingMore, onMore]);
  return (
    <>
      <ul className={styles['cards']}>
        {rows.map((row) => (
          <li key={row.id}>
            <Link to={`/enterprises/${row.id}`} state={{ search }} className="card">
              <span className={styles['head']}>
                <strong>{row.name}</strong>
                <TierChip tier={row.tier} isUncertain={row.tier !== row.certainTier} />
              </span>
              <span className={styles['matter']}>
                <Deadline row={row} />
                {row.nextDeadline === null ? null : <DaysLeft dueOn={row.nextDeadline.dueOn} />}
              </span>
              <span className={styles['foot']}>
                {row.area.name}
                {row.officer === null ? (
                  <Chip tone="unknown">{t('flag.no-officer')}</Chip>
                ) : (
                  <span>{row.officer.name}</span>
                )}
                {row.uscc === null ? <Chip tone="unknown">{t('flagShort.no-code')}</Chip> : null}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      <div ref={end} className={styles['end']}>
        {hasMore ? (
          <button type="button" className="plain link" disabled={isLoadingMore} onClick={onMore}>
            {isLoadingMore ? t('state.loading') : t('list.more')}
          </button>
        ) : (
          t('list.end')
        )}
      </div>
    </>
  );
}
