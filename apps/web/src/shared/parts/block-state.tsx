import {
  CheckCircleOutlined,
  DisconnectOutlined,
  InboxOutlined,
  LockOutlined,
  SearchOutlined,
  WarningOutlined,
} from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { Refusal, Unreachable } from '../api/problem';
import { useProblemText } from '../problem-text';
import styles from './block-state.module.css';

type Look = 'done' | 'nothing' | 'no-match' | 'error' | 'offline' | 'no-right';

const icons: Record<Look, React.ReactNode> = {
  done: <CheckCircleOutlined />,
  nothing: <InboxOutlined />,
  'no-match': <SearchOutlined />,
  error: <WarningOutlined />,
  offline: <DisconnectOutlined />,
  'no-right': <LockOutlined />,
};

interface BlockStateProps {
  look: Look;
  title: string;
  text?: React.ReactNode;
  /** The next step. */
  children?: React.ReactNode;
  /** It stands for the whole page: its title is the page's. */
  isPage?: boolean;
}

/** What a block says instead of its content, with the next step. */
export function BlockState({ look, title, text, children, isPage = false }: BlockStateProps) {
  const { t } = useTranslation();
  const Title = isPage ? 'h1' : 'p';
  return (
    <div
      className={styles['state']}
      data-look={look}
      role={look === 'error' || look === 'offline' ? 'alert' : undefined}
    >
      <span className={styles['icon']}>{icons[look]}</span>
      <div className={styles['words']}>
        {isPage ? <title>{`${title} · ${t('app.name')}`}</title> : null}
        <Title className={styles['title']}>{title}</Title>
        {text === undefined ? null : <p className={styles['text']}>{text}</p>}
        {children === undefined ? null : <div className={styles['next']}>{children}</div>}
      </div>
    </div>
  );
}

interface FailedBlockProps {
  error: unknown;
  onRetry?: () => void;
  isPage?: boolean;
}

/** Only the block that failed says so, with a way to try again and the number to quote. */
export function FailedBlock({ error, onRetry, isPage = false }: FailedBlockProps) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const again =
    onRetry === undefined ? null : (
      <button type="button" className="plain link" onClick={onRetry}>
        {t('state.retry')}
      </button>
    );
  if (error instanceof Unreachable)
    return (
      <BlockState isPage={isPage} look="offline" title={t('state.offlineTitle')} text={t('state.offlineText')}>
        {again}
      </BlockState>
    );
  if (error instanceof Refusal && error.problem.status === 404)
    return <BlockState isPage={isPage} look="no-right" title={t('state.absentTitle')} text={t('state.absentText')} />;
  if (error instanceof Refusal && error.problem.status === 403)
    return (
      <BlockState isPage={isPage} look="no-right" title={t('state.forbiddenTitle')} text={t('state.forbiddenText')} />
    );
  const traceId = error instanceof Refusal ? error.problem.traceId : undefined;
  return (
    <BlockState isPage={isPage} look="error" title={t('state.failedTitle')} text={textOf(error)}>
      {again}
      {traceId === undefined ? null : <span className={styles['number']}>{t('state.number', { id: traceId })}</span>}
    </BlockState>
  );
}

/** Grey bars where the words will be, so that nothing jumps. */
export function Bars({ rows = 3, height = 44 }: { rows?: number; height?: number }) {
  const { t } = useTranslation();
  return (
    <div className={styles['bars']} role="status" aria-label={t('state.loading')}>
      {Array.from({ length: rows }, (_, i) => (
        <div key={i} className={styles['bar-row']} style={{ height }}>
          <span className={styles['bar']} style={{ width: 14 }} />
          <span className={styles['bar']} style={{ width: `${30 + ((i * 17) % 30)}%` }} />
          <span className={styles['bar']} style={{ width: 64, marginLeft: 'auto' }} />
        </div>
      ))}
    </div>
  );
}
