import { useTranslation } from 'react-i18next';
import { session } from '../../shared/api/session';
import { PlainDialog } from '../../shared/parts/plain-dialog';
import { SignOnForm } from './sign-on-form';
import styles from './sign-on.module.css';

/** Over the page, so that nothing typed is lost. */
export function SignOnAgain({ username, onOther }: { username: string; onOther: () => void }) {
  const { t } = useTranslation();
  return (
    <PlainDialog label={t('signOn.againTitle')} hasCloseButton={false} onClose={() => undefined}>
      <div className={styles['again']}>
        <h2>{t('signOn.againTitle')}</h2>
        <p>{t('signOn.againText')}</p>
        <SignOnForm username={username} onDone={() => undefined} />
        <button
          type="button"
          className="plain link"
          onClick={() => {
            session.signedOut();
            onOther();
          }}
        >
          {t('signOn.other')}
        </button>
      </div>
    </PlainDialog>
  );
}
