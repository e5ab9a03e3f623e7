import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Enterprise } from '../../../shared/api/types';
import { urgencyOf } from '../../../shared/days';
import { useDeadlineWords } from '../../../shared/deadline-words';
import { BlockState } from '../../../shared/parts/block-state';
import { Chip } from '../../../shared/parts/chip';
import { DaysLeft } from '../../../shared/parts/days-left';
import { markOf, StateMark } from '../../../shared/parts/state-mark';
import { useToday } from '../../../shared/who';
import styles from './deadlines-tab.module.css';

export function DeadlinesTab({ enterprise }: { enterprise: Enterprise }) {
  const { t } = useTranslation();
  const today = useToday();
  const { matter } = useDeadlineWords();
  if (enterprise.deadlines.length === 0)
    return <BlockState look="done" title={t('record.nothingDue')} text={t('record.nothingDueText')} />;
  return (
    <ul className={styles['deadlines']}>
      {enterprise.deadlines.map((deadline) => (
        <li key={deadline.id}>
          <Link to={`/deadlines?enterpriseId=${enterprise.id}&open=${deadline.id}`}>
            <StateMark kind={markOf[urgencyOf(today, deadline.dueOn)]} />
            <span className="num">{deadline.dueOn}</span>
            <strong>{matter(deadline)}</strong>
            {deadline.isProvisional ? <Chip tone="unknown">{t('deadlines.provisional')}</Chip> : null}
            <DaysLeft dueOn={deadline.dueOn} />
          </Link>
        </li>
      ))}
    </ul>
  );
}
