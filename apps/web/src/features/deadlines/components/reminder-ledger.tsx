import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { NotificationState, ReminderEntry, ReminderState } from '../../../shared/api/types';
import { dayAndTime } from '../../../shared/days';
import { Bars, BlockState, FailedBlock } from '../../../shared/parts/block-state';
import { Chip, type Tone } from '../../../shared/parts/chip';
import { StateMark, type MarkKind } from '../../../shared/parts/state-mark';
import { remindersQuery } from '../api/one-deadline';
import styles from './reminder-ledger.module.css';

const marks: Record<ReminderState, MarkKind> = {
  planned: 'later',
  queued: 'soon',
  done: 'met',
  withdrawn: 'unmet',
  stale: 'unknown',
  'not-told': 'unknown',
};

const tones: Partial<Record<NotificationState, Tone>> = {
  sent: 'green',
  delivered: 'green',
  read: 'green',
  acknowledged: 'green',
  failed: 'amber',
  dead: 'red',
};

/** "为什么（没）收到": every reminder of a deadline, past and planned, with its reason. */
export function ReminderLedger({ deadlineId }: { deadlineId: string }) {
  const { t } = useTranslation();
  const ledger = useQuery(remindersQuery(deadlineId));
  if (ledger.isError) return <FailedBlock error={ledger.error} onRetry={() => void ledger.refetch()} />;
  if (ledger.data === undefined) return <Bars rows={4} height={48} />;
  if (ledger.data.length === 0)
    return <BlockState look="nothing" title={t('ledger.noneTitle')} text={t('ledger.noneText')} />;
  return (
    <ol className={styles['ledger']}>
      {ledger.data.map((entry, i) => (
        <Entry key={`${entry.leadDays}-${entry.recipient?.name ?? ''}-${i}`} entry={entry} />
      ))}
    </ol>
  );
}

function Entry({ entry }: { entry: ReminderEntry }) {
  const { t, i18n } = useTranslation();
  const lead =
    entry.leadDays < 0
      ? t('ledger.overdueNotice')
      : entry.leadDays === 0
        ? t('ledger.onTheDay')
        : t('ledger.daysBefore', { count: entry.leadDays });
  const reason =
    entry.reason === null
      ? null
      : i18n.exists(`reminderReason.${entry.reason}`)
        ? t(`reminderReason.${entry.reason as 'stale'}`)
        : entry.reason;
  return (
    <li>
      <StateMark kind={marks[entry.state]} />
      <div>
        <p className={styles['head']}>
          <strong>{lead}</strong>
          <span className="num">{entry.plannedOn}</span>
          <span>{t(`reminderState.${entry.state}`)}</span>
        </p>
        {entry.recipient === null ? null : (
          <p>
            {t('ledger.to', {
              kind: i18n.exists(`recipient.${entry.recipient.kind}`)
                ? t(`recipient.${entry.recipient.kind as 'contact'}`)
                : entry.recipient.kind,
              name: entry.recipient.name,
            })}
            {entry.via === null || !i18n.exists(`via.${entry.via}`) ? null : ` · ${t(`via.${entry.via as 'digest'}`)}`}
          </p>
        )}
        {reason === null ? null : <p className={styles['reason']}>{reason}</p>}
        {entry.notifications.length === 0 ? null : (
          <ul>
            {entry.notifications.map((sent) => (
              <li key={sent.channel}>
                <Chip tone={tones[sent.state] ?? 'plain'}>
                  {i18n.exists(`channel.${sent.channel}`) ? t(`channel.${sent.channel as 'email'}`) : sent.channel} ·{' '}
                  {t(`notificationState.${sent.state}`)}
                </Chip>
                <span className="note">
                  {sent.at === null ? null : dayAndTime(sent.at)}
                  {sent.attempts > 1 ? ` · ${t('ledger.attempts', { count: sent.attempts })}` : null}
                  {sent.error === null ? null : ` · ${sent.error}`}
                </span>
              </li>
            ))}
          </ul>
        )}
      </div>
    </li>
  );
}
