import { useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useSearchParams } from 'react-router';
import { refresh } from '../../shared/api/http';
import { session } from '../../shared/api/session';
import { Brand } from '../shell/brand';
import { LanguageChoice } from '../shell/preferences';
import { SignOnForm } from './sign-on-form';
import styles from './sign-on.module.css';

/** Only a place of this application: `//elsewhere` and `https:` stay out. */
function safePlace(next: string | null): string {
  return next !== null && /^\/(?![/\\])/.test(next) ? next : '/';
}

export function Component() {
  const { t } = useTranslation();
  const [params] = useSearchParams();
  const state = useSyncExternalStore(session.subscribe, session.state);
  // Whoever still has a session goes straight in.
  useQuery({
    queryKey: ['session'],
    queryFn: async () => (await refresh()) !== null,
    enabled: state === 'starting',
    retry: false,
    gcTime: 0,
  });
  if (state === 'signed-in') return <Navigate to={safePlace(params.get('next'))} replace />;
  return (
    <main className={styles['page']}>
      <title>{`${t('signOn.title')} · ${t('app.name')}`}</title>
      <div className={styles['box']}>
        <p className={styles['brand']}>
          <Brand size={36} />
          <strong>{t('app.name')}</strong>
        </p>
        <h1>{t('signOn.title')}</h1>
        <p className={styles['purpose']}>{t('app.purpose')}</p>
        <SignOnForm onDone={() => undefined} />
        <p className={styles['help']}>{t('signOn.help')}</p>
      </div>
      <div className={styles['language']}>
        <LanguageChoice />
      </div>
    </main>
  );
}
