import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { PageTop } from '../../../shared/parts/page-top';
import { CalendarCard } from '../components/calendar-card';
import { RequestSweep, SweepsCard } from '../components/sweeps-card';
import styles from './administration.module.css';

const shown = 5;

export default function AdminHome() {
  const { t } = useTranslation();
  return (
    <div className={styles['page']}>
      <PageTop path={[{ label: t('nav.home') }]} />
      <div className={styles['title']}>
        <h1>{t('admin.title')}</h1>
        <RequestSweep />
      </div>
      <section className="card">
        <div className={styles['head']}>
          <h2>{t('nav.sweeps')}</h2>
          <Link to="/sweeps">{t('action.all')}</Link>
        </div>
        <SweepsCard limit={shown} />
      </section>
      <section className="card">
        <div className={styles['head']}>
          <h2>{t('nav.calendarYears')}</h2>
          <Link to="/calendar-years">{t('calendar.load')}</Link>
        </div>
        <CalendarCard />
      </section>
    </div>
  );
}
