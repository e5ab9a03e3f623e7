import { useTranslation } from 'react-i18next';
import { PageTop } from '../../../shared/parts/page-top';
import { RequestSweep, SweepsCard } from '../components/sweeps-card';
import styles from './administration.module.css';

export function Component() {
  const { t } = useTranslation();
  return (
    <div className={styles['page']}>
      <PageTop path={[{ label: t('nav.sweeps') }]} />
      <div className={styles['title']}>
        <h1>{t('nav.sweeps')}</h1>
        <RequestSweep />
        <p>{t('sweeps.text')}</p>
      </div>
      <section className="card">
        <SweepsCard />
      </section>
    </div>
  );
}
