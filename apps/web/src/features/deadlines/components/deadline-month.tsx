import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { LocalDate } from '@tidu/kernel';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { DeadlineItem } from '../../../shared/api/types';
import { dayParts, monthWeeks, urgencyOf, weekdays } from '../../../shared/days';
import { useDeadlineWords } from '../../../shared/deadline-words';
import { Bars, FailedBlock } from '../../../shared/parts/block-state';
import { markOf, StateMark } from '../../../shared/parts/state-mark';
import { useToday } from '../../../shared/who';
import { monthLimit, monthQuery, type DeadlineFilter } from '../api/list-deadlines';
import styles from './deadline-month.module.css';

interface DeadlineMonthProps {
  month: LocalDate;
  filter: DeadlineFilter;
  /** The address of this page with something changed. */
  at: (change: Record<string, string | null>) => string;
}

const shownPerDay = 3;

export function DeadlineMonth({ month, filter, at }: DeadlineMonthProps) {
  const { t } = useTranslation();
  const today = useToday();
  const { matter } = useDeadlineWords();
  const weeks = monthWeeks(month);
  const from = weeks[0]?.[0] ?? month;
  const to = weeks.at(-1)?.[6] ?? month;
  const query = useQuery(monthQuery(filter, from, to));
  const byDay = new Map<LocalDate, DeadlineItem[]>();
  for (const item of query.data?.items ?? []) byDay.set(item.dueOn, [...(byDay.get(item.dueOn) ?? []), item]);
  const monthName = month.slice(0, 7);

  return (
    <div className={styles['month']}>
      <div className={styles['head']}>
        <Link to={at({ month: LocalDate.addMonths(month, -1).slice(0, 7) })} replace aria-label={t('month.previous')}>
          <LeftOutlined />
        </Link>
        <h2>{t('month.name', dayParts(month))}</h2>
        <Link to={at({ month: LocalDate.addMonths(month, 1).slice(0, 7) })} replace aria-label={t('month.next')}>
          <RightOutlined />
        </Link>
        {monthName === today.slice(0, 7) ? null : (
          <Link to={at({ month: null })} replace className={styles['back']}>
            {t('month.toToday')}
          </Link>
        )}
        {query.data?.isAll === false ? <span className="note">{t('month.notAll', { count: monthLimit })}</span> : null}
      </div>
      {query.isError ? (
        <FailedBlock error={query.error} onRetry={() => void query.refetch()} />
      ) : query.isPending ? (
        <Bars rows={6} height={90} />
      ) : (
        <table className={styles['grid']}>
          <caption className="sr-only">{t('month.name', dayParts(month))}</caption>
          <thead>
            <tr>
              {weekdays.map((weekday) => (
                <th key={weekday} scope="col">
                  {t(`weekday.${weekday}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {weeks.map((week) => (
              <tr key={week[0]}>
                {week.map((day) => {
                  const items = byDay.get(day) ?? [];
                  return (
                    <td
                      key={day}
                      data-outside={day.slice(0, 7) !== monthName || undefined}
                      data-today={day === today || undefined}
                    >
                      <span className={styles['day']}>
                        <time dateTime={day}>{LocalDate.day(day)}</time>
                        {items.length === 0 ? null : (
                          <Link
                            to={at({ view: null, month: null, range: 'all', day })}
                            aria-label={t('month.dayCount', { day, count: items.length })}
                          >
                            {items.length}
                          </Link>
                        )}
                      </span>
                      <ul>
                        {items.slice(0, shownPerDay).map((item) => (
                          <li key={item.id}>
                            <Link to={at({ open: item.id })} title={`${item.enterprise.name} ${matter(item)}`}>
                              <StateMark kind={markOf[urgencyOf(today, item.dueOn)]} size={11} />
                              <span>{item.enterprise.name}</span>
                            </Link>
                          </li>
                        ))}
                      </ul>
                      {items.length > shownPerDay ? (
                        <span className={styles['more']}>{t('month.more', { count: items.length - shownPerDay })}</span>
                      ) : null}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
