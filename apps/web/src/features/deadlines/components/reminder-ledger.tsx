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

/** "为什么（没）收到": by recipient, every reminder of a deadline, past and planned, with its reason. */
export function ReminderLedger({ deadlineId }: { deadlineId: string }) {
  const { t } = useTranslation();
  const ledger = useQuery(remindersQuery(deadlineId));
  if (ledger.isError) return <FailedBlock error={ledger.error} onRetry={() => void ledger.refetch()} />;
  if (ledger.data === undefined) return <Bars rows={4} height={48} />;
  const [first] = ledger.data;
  if (first === undefined)
    return <BlockState look="nothing" title={t('ledger.noneTitle')} text={t('ledger.noneText')} />;
  const byRecipient = new Map<string, [ReminderEntry, ...ReminderEntry[]]>();
  for (const entry of ledger.data) {
    const known = byRecipient.get(entry.recipient.id);
    if (known === undefined) byRecipient.set(entry.recipient.id, [entry]);
    else known.push(entry);
  }
  return [...byRecipient].map(([id, entries]) => (
    <section key={id} className={styles['recipient']}>
      <h3>
        {t(`recipient.${entries[0].recipient.kind}`)} {entries[0].recipient.name ?? t('ledger.hasLeft')}
        <span>{t(`via.${entries[0].via}`)}</span>
      </h3>
      <ol className={styles['ledger']}>
        {entries.map((entry) => (
          <Entry key={`${entry.dueOn} ${entry.leadDays} ${entry.reminderId ?? ''}`} entry={entry} />
        ))}
      </ol>
    </section>
  ));
}

function Entry({ entry }: { entry: ReminderEntry }) {
  const { t, i18n } = useTranslation();
  const lead =
    entry.leadDays < 0
      ? t('ledger.overdueNotice')
      : entry.leadDays === 0
        ? t('ledger.onTheDay')
        : t('ledger.daysBefore', { count: entry.leadDays });
  const sayReason = (reason: string) =>
    i18n.exists(`reminderReason.${reason}`) ? t(`reminderReason.${reason as 'merged'}`) : reason;
  return (
    <li>
      <StateMark kind={marks[entry.state]} />
      <div>
        <p className={styles['head']}>
          <strong>{lead}</strong>
          <span>{entry.plannedOn}</span>
          <span>{t(`reminderState.${entry.state}`)}</span>
        </p>
        {entry.reason === null ? null : <p className={styles['reason']}>{sayReason(entry.reason)}</p>}
        {entry.notifications.length === 0 ? null : (
          <ul>
            {entry.notifications.map((sent) => (
              <li key={sent.id}>
                <Chip tone={tones[sent.state] ?? 'plain'}>
                  {t(`channel.${sent.channel}`)} · {t(`notificationState.${sent.state}`)}
                </Chip>
                <span className="note">
                  {dayAndTime(sent.acknowledgedAt ?? sent.readAt ?? sent.sentAt ?? sent.createdAt)}
                  {sent.attempts > 1 ? ` · ${t('ledger.attempts', { count: sent.attempts })}` : null}
                  {sent.lastError === null ? null : ` · ${sayReason(sent.lastError)}`}
                </span>
              </li>
            ))}
          </ul>
        )}
      </div>
    </li>
  );
}
