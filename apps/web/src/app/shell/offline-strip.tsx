import { DisconnectOutlined } from '@ant-design/icons';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { contact } from '../../shared/api/contact';
import { clockTime } from '../../shared/days';
import styles from './offline-strip.module.css';

function subscribe(listener: () => void): () => void {
  const stop = contact.subscribe(listener);
  window.addEventListener('online', listener);
  window.addEventListener('offline', listener);
  return () => {
    stop();
    window.removeEventListener('online', listener);
    window.removeEventListener('offline', listener);
  };
}

/** Says that what is seen is from before, and from when. */
export function OfflineStrip() {
  const { t } = useTranslation();
  const isOffline = useSyncExternalStore(subscribe, () => contact.current().isLost || !navigator.onLine);
  if (!isOffline) return null;
  const { lastAnswer } = contact.current();
  return (
    <div className={`${styles['strip']} no-print`} role="status">
      <DisconnectOutlined />
      <p>
        <strong>{t('state.offlineTitle')}</strong>
        <span>
          {lastAnswer === null ? t('state.offlineNothing') : t('state.offlineSince', { time: clockTime(lastAnswer) })}
        </span>
      </p>
    </div>
  );
}
