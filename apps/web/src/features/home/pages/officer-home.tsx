import { RightOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { LocalDate } from '@tidu/kernel';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { soonDays } from '../../../shared/days';
import { Bars, BlockState, FailedBlock } from '../../../shared/parts/block-state';
import { homeBoardQuery } from '../../../shared/queries/home-board';
import { useMe, useToday } from '../../../shared/who';
import { DueList } from '../components/due-list';
import { FigureStrip } from '../components/figure-strip';
import { HomeHead } from '../components/home-head';
import styles from './home.module.css';

export default function OfficerHome() {
  const { t } = useTranslation();
  const me = useMe();
  const today = useToday();
  const board = useQuery(homeBoardQuery);
  const area = me.areaName ?? me.cityName;
  const counts = board.data?.counts;
  return (
    <div className={`${styles['page']} ${styles['narrow']}`}>
      <HomeHead
        text={counts === undefined ? area : t('home.serves', { area, total: counts.total.toLocaleString('en') })}
      />
      {board.data === undefined || counts === undefined ? (
        <div className="card">
          {board.isError ? (
            <FailedBlock error={board.error} onRetry={() => void board.refetch()} />
          ) : (
            <Bars rows={8} height={56} />
          )}
        </div>
      ) : counts.total === 0 ? (
        <div className="card">
          <BlockState look="nothing" title={t('home.noCaseload')} text={t('home.noCaseloadText')} />
        </div>
      ) : (
        <>
          <FigureStrip
            label={t('home.dueFigures')}
            figures={[
              {
                to: '/enterprises?flag=overdue',
                label: t('home.overdue'),
                value: counts.overdue,
                tone: 'red',
                mark: 'overdue',
              },
              {
                to: `/enterprises?expiringBefore=${LocalDate.addDays(today, 8)}`,
                label: t('home.due7Short'),
                value: counts.overdue + counts.due7,
                tone: 'amber',
                mark: 'soon',
              },
              {
                to: `/enterprises?expiringBefore=${LocalDate.addDays(today, soonDays + 1)}`,
                label: t('home.due30Short'),
                value: counts.overdue + counts.due30,
                tone: 'amber',
              },
              { to: '/enterprises?flag=no-code', label: t('flagShort.no-code'), value: counts.noCode },
            ]}
          />
          <div className={styles['section']}>
            <h2>{t('home.first')}</h2>
            <Link to="/deadlines?range=due30">
              {t('home.allDue')} <RightOutlined />
            </Link>
          </div>
          <section className="card" aria-label={t('home.first')}>
            <DueList rows={board.data.due} />
          </section>
        </>
      )}
    </div>
  );
}
