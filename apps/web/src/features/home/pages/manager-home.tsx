import { useQuery } from '@tanstack/react-query';
import { LocalDate } from '@tidu/kernel';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { soonDays } from '../../../shared/days';
import { Bars, BlockState, FailedBlock } from '../../../shared/parts/block-state';
import { homeBoardQuery } from '../../../shared/queries/home-board';
import { useIsOfWholeCity } from '../../../shared/use-is-of-whole-city';
import { useMe, useToday } from '../../../shared/who';
import { DueList } from '../components/due-list';
import { FigureStrip } from '../components/figure-strip';
import { HomeHead } from '../components/home-head';
import { TierStairs } from '../components/tier-stairs';
import styles from './home.module.css';

export default function ManagerHome() {
  const { t } = useTranslation();
  const me = useMe();
  const today = useToday();
  const isOfWholeCity = useIsOfWholeCity();
  const board = useQuery(homeBoardQuery);
  const head = (
    <HomeHead
      text={
        board.data === undefined
          ? (me.areaName ?? me.cityName)
          : t('home.serves', { area: me.areaName ?? me.cityName, total: board.data.counts.total.toLocaleString('en') })
      }
    />
  );
  if (board.data === undefined)
    return (
      <div className={styles['page']}>
        {head}
        <div className="card">
          {board.isError ? <FailedBlock error={board.error} onRetry={() => void board.refetch()} /> : <Bars rows={8} />}
        </div>
      </div>
    );
  const { counts, due } = board.data;
  const before = (days: number) => LocalDate.addDays(today, days + 1);
  if (counts.total === 0)
    return (
      <div className={styles['page']}>
        {head}
        <div className="card">
          <BlockState look="nothing" title={t('home.emptyTitle')} text={t('home.emptyText')}>
            {isOfWholeCity ? <Link to="/lists">{t('home.emptyNext')}</Link> : null}
          </BlockState>
        </div>
      </div>
    );
  return (
    <div className={styles['page']}>
      {head}
      <div className={styles['strips']}>
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
              to: `/enterprises?expiringBefore=${before(7)}`,
              label: t('home.due7'),
              value: counts.overdue + counts.due7,
              tone: 'amber',
              mark: 'soon',
            },
            {
              to: `/enterprises?expiringBefore=${before(soonDays)}`,
              label: t('home.due30'),
              value: counts.overdue + counts.due30,
              tone: 'amber',
              mark: 'soon',
            },
          ]}
        />
        <FigureStrip
          label={t('home.gapFigures')}
          figures={[
            {
              to: '/enterprises?flag=no-officer',
              label: t('flag.no-officer'),
              value: counts.noOfficer,
              mark: 'warning',
            },
            {
              to: '/enterprises?flag=nobody-to-tell',
              label: t('flag.nobody-to-tell'),
              value: counts.nobodyToTell,
              tone: 'red',
              mark: 'warning',
            },
            { to: '/enterprises?flag=no-code', label: t('flag.no-code'), value: counts.noCode, mark: 'unknown' },
            { to: '/enterprises?flag=unplaced', label: t('flag.unplaced'), value: counts.unplaced, mark: 'unknown' },
          ]}
        />
      </div>
      <div className={styles['columns']}>
        <section className="card">
          <div className={styles['head']}>
            <h2>{t('home.first')}</h2>
            <Link to="/deadlines?range=due30">{t('home.allDue')}</Link>
          </div>
          <DueList rows={due} />
        </section>
        <section className={`card ${styles['stairs']}`}>
          <div className={styles['head']}>
            <h2>{t('home.tiers')}</h2>
            <span className="note">{t('home.tiersText', { day: today })}</span>
          </div>
          <TierStairs counts={counts} />
        </section>
      </div>
    </div>
  );
}
