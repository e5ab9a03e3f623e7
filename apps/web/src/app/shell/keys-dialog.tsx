import { useTranslation } from 'react-i18next';
import { PlainDialog } from '../../shared/parts/plain-dialog';
import styles from './keys-dialog.module.css';

const groups = [
  {
    title: 'everywhere',
    keys: [
      ['Ctrl K', 'palette'],
      ['?', 'keys'],
      ['Esc', 'close'],
    ],
  },
  {
    title: 'inLists',
    keys: [
      ['↑ ↓', 'move'],
      ['Enter', 'open'],
      ['Space', 'select'],
      ['/', 'search'],
      ['Home End', 'ends'],
    ],
  },
  { title: 'inRecord', keys: [['[ ]', 'neighbours']] },
] as const;

export function KeysDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <PlainDialog label={t('shell.help')} onClose={onClose}>
      <div className={styles['body']}>
        <h2>{t('shell.help')}</h2>
        {groups.map((group) => (
          <section key={group.title}>
            <h3>{t(`keys.${group.title}`)}</h3>
            <dl>
              {group.keys.map(([keys, does]) => (
                <div key={does}>
                  <dt>
                    {keys.split(' ').map((key) => (
                      <kbd key={key}>{key}</kbd>
                    ))}
                  </dt>
                  <dd>{t(`keys.${does}`)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <h3>{t('keys.firstSteps')}</h3>
        <p className={styles['steps']}>{t('keys.firstStepsText')}</p>
      </div>
    </PlainDialog>
  );
}
