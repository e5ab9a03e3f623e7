import { useTranslation } from 'react-i18next';
import { PageTop } from '../../../shared/parts/page-top';
import { AuditCard } from '../components/audit-card';
import styles from './administration.module.css';

export function Component() {
  const { t } = useTranslation();
  return (
    <div className={styles['page']}>
      <PageTop path={[{ label: t('nav.audit') }]} />
      <div className={styles['title']}>
        <h1>{t('nav.audit')}</h1>
        <p>{t('audit.text')}</p>
      </div>
      <section className="card">
        <AuditCard />
      </section>
    </div>
  );
}
