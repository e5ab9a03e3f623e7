import { CheckCircleFilled, CloseOutlined, InfoCircleFilled, WarningFilled } from '@ant-design/icons';
import { useEffect, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './notice.module.css';

type Tone = 'done' | 'failed' | 'plain';

interface Notice {
  id: number;
  tone: Tone;
  text: string;
}

const stayMs = 6000;
let notices: readonly Notice[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function become(next: readonly Notice[]): void {
  notices = next;
  for (const listener of listeners) listener();
}

function dismiss(id: number): void {
  become(notices.filter((n) => n.id !== id));
}

/** One short sentence about what just happened. A failure stays until it is closed. */
export function notify(tone: Tone, text: string): void {
  lastId += 1;
  become([...notices.filter((n) => n.text !== text).slice(-2), { id: lastId, tone, text }]);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const icons: Record<Tone, React.ReactNode> = {
  done: <CheckCircleFilled />,
  failed: <WarningFilled />,
  plain: <InfoCircleFilled />,
};

export function Notices() {
  const shown = useSyncExternalStore(subscribe, () => notices);
  return (
    <div className={`${styles['notices']} no-print`} role="status" aria-live="polite">
      {shown.map((notice) => (
        <OneNotice key={notice.id} notice={notice} />
      ))}
    </div>
  );
}

function OneNotice({ notice }: { notice: Notice }) {
  const { t } = useTranslation();
  const { id, tone, text } = notice;
  useEffect(() => {
    if (tone === 'failed') return;
    const timer = setTimeout(() => dismiss(id), stayMs);
    return () => clearTimeout(timer);
  }, [id, tone]);
  return (
    <div className={styles['notice']} data-tone={tone}>
      <span className={styles['icon']}>{icons[tone]}</span>
      <span>{text}</span>
      <button type="button" className={styles['close']} aria-label={t('action.close')} onClick={() => dismiss(id)}>
        <CloseOutlined />
      </button>
    </div>
  );
}
