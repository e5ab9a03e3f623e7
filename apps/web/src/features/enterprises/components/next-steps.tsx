import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Enterprise } from '../../../shared/api/types';
import { urgencyOf } from '../../../shared/days';
import { useDeadlineWords } from '../../../shared/deadline-words';
import { BlockState } from '../../../shared/parts/block-state';
import { DaysLeft } from '../../../shared/parts/days-left';
import { markOf, StateMark } from '../../../shared/parts/state-mark';
import { useToday } from '../../../shared/who';
import styles from './next-steps.module.css';

const shown = 4;

export function NextSteps({ enterprise }: { enterprise: Enterprise }) {
  const { t } = useTranslation();
  const { matter } = useDeadlineWords();
  const today = useToday();
  const steps = enterprise.deadlines.slice(0, shown);
  return (
    <>
      <div className={styles['head']}>
        <h2>{t('record.nextSteps')}</h2>
        {enterprise.deadlines.length > shown ? (
          <Link to="?tab=deadlines">{t('record.allDeadlines', { count: enterprise.deadlines.length })}</Link>
        ) : null}
      </div>
      {steps.length === 0 ? (
        <BlockState look="done" title={t('record.nothingDue')} text={t('record.nothingDueText')} />
      ) : (
        <ul className={styles['steps']}>
          {steps.map((deadline) => (
            <li key={deadline.id}>
              <Link to={`/deadlines?enterpriseId=${enterprise.id}&open=${deadline.id}`}>
                <StateMark kind={markOf[urgencyOf(today, deadline.dueOn)]} />
                <span className={styles['matter']}>
                  <strong>{matter(deadline)}</strong>
                  <span>
                    {deadline.dueOn}
                    {deadline.isProvisional ? t('deadlines.provisionalShort') : null}
                  </span>
                </span>
                <DaysLeft dueOn={deadline.dueOn} />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
