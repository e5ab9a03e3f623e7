import { useTranslation } from 'react-i18next';
import { PageTop } from '../../../shared/parts/page-top';
import { LockedCard } from '../components/locked-card';
import styles from './administration.module.css';

export default function SecurityHome() {
  const { t } = useTranslation();
  return (
    <div className={styles['page']}>
      <PageTop path={[{ label: t('nav.home') }]} />
      <div className={styles['title']}>
        <h1>{t('nav.people')}</h1>
        <p>{t('locked.text')}</p>
      </div>
      <section className="card">
        <LockedCard />
      </section>
    </div>
  );
}
