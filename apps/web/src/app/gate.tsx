import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useLocation } from 'react-router';
import { refresh } from '../shared/api/http';
import { session } from '../shared/api/session';
import { Bars, FailedBlock } from '../shared/parts/block-state';
import { meQuery } from '../shared/queries/me';
import { WhoContext } from '../shared/who';
import { followLanguage } from './i18n';
import { Shell } from './shell/shell';
import { SignOnAgain } from './sign-on/sign-on-again';
import styles from './gate.module.css';

/** Opens for whoever is signed in; a session lost on the way is taken up again where one stands. */
export function Gate() {
  const state = useSyncExternalStore(session.subscribe, session.state);
  const { pathname, search } = useLocation();
  const client = useQueryClient();
  const { t } = useTranslation();
  const start = useQuery({
    queryKey: ['session'],
    queryFn: async () => (await refresh()) !== null,
    enabled: state === 'starting',
    staleTime: Infinity,
    gcTime: 0,
  });
  const me = useQuery({ ...meQuery, enabled: state === 'signed-in' });
  const language = me.data?.language;
  useEffect(() => {
    if (language !== undefined) void followLanguage(language);
  }, [language]);

  if (state === 'signed-out') {
    const next = pathname === '/' ? '' : `?next=${encodeURIComponent(pathname + search)}`;
    return <Navigate to={`/sign-on${next}`} replace />;
  }
  if (me.data === undefined) {
    const failed = start.error ?? me.error;
    return (
      <div className={styles['waiting']}>
        <title>{t('app.name')}</title>
        <div className="card">
          {failed === null ? (
            <Bars rows={3} />
          ) : (
            <FailedBlock error={failed} onRetry={() => void (state === 'starting' ? start.refetch() : me.refetch())} />
          )}
        </div>
      </div>
    );
  }
  return (
    <WhoContext value={me.data}>
      <Shell />
      {state === 'expired' ? <SignOnAgain username={me.data.username} onOther={() => client.clear()} /> : null}
    </WhoContext>
  );
}
