import { useTranslation } from 'react-i18next';
import type { ImportList } from '../../../shared/api/types';
import styles from './list-progress.module.css';

/** How far it is, in rows; one may leave and come back. */
export function ListProgress({ list }: { list: ImportList }) {
  const { t } = useTranslation();
  const { done, total } = list.progress;
  const share = total === null || total === 0 ? null : Math.min(1, done / total);
  const phase = list.state === 'applying' ? 'applying' : 'reading';
  return (
    <div className={styles['progress']} role="status">
      <p>
        <strong>{t(`lists.phase.${phase}`)}</strong>
        <span className="num">
          {total === null
            ? t('lists.rowsDone', { done: done.toLocaleString('en') })
            : t('lists.rowsOf', { done: done.toLocaleString('en'), total: total.toLocaleString('en') })}
        </span>
      </p>
      <div
        className={styles['bar']}
        role="progressbar"
        aria-label={t(`lists.phase.${phase}`)}
        aria-valuemin={0}
        aria-valuemax={total ?? undefined}
        aria-valuenow={share === null ? undefined : done}
        data-unknown={share === null || undefined}
      >
        <span style={share === null ? undefined : { width: `${share * 100}%` }} />
      </div>
      <p className="note">{t('lists.mayLeave')}</p>
    </div>
  );
}
