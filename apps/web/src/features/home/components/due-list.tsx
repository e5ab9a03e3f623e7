import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { EnterpriseItem } from '../../../shared/api/types';
import { urgencyOf } from '../../../shared/days';
import { useDeadlineWords } from '../../../shared/deadline-words';
import { BlockState } from '../../../shared/parts/block-state';
import { DaysLeft } from '../../../shared/parts/days-left';
import { markOf, StateMark } from '../../../shared/parts/state-mark';
import { TierMark } from '../../../shared/parts/tier-mark';
import { useToday } from '../../../shared/who';
import styles from './due-list.module.css';

/** "先办这些": mark, matter, enterprise with its rung, what is left. */
export function DueList({ rows }: { rows: readonly EnterpriseItem[] }) {
  const { t } = useTranslation();
  const today = useToday();
  const { matter } = useDeadlineWords();
  const due = rows.filter((row) => row.nextDeadline !== null);
  if (due.length === 0)
    return (
      <BlockState look="done" title={t('home.nothingDue')} text={t('home.nothingDueText')}>
        <Link to="/deadlines?range=all">{t('deadlines.seeAll')}</Link>
      </BlockState>
    );
  return (
    <ul className={styles['due']}>
      {due.map((row) => {
        const next = row.nextDeadline;
        if (next === null) return null;
        return (
          <li key={row.id}>
            <Link to={`/deadlines?enterpriseId=${row.id}&open=${next.id}`}>
              <StateMark kind={markOf[urgencyOf(today, next.dueOn)]} />
              <span className={styles['what']}>
                <strong>{matter(next)}</strong>
                <span>
                  <TierMark tier={row.tier} />
                  <span className="sr-only">{t(`tier.${row.tier}`)}</span>
                  <span className={styles['name']}>{row.name}</span>
                </span>
              </span>
              <span className={styles['when']}>
                <DaysLeft dueOn={next.dueOn} />
                <span>{next.dueOn}</span>
              </span>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
