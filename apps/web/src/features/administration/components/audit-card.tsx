import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { dayAndTime } from '../../../shared/days';
import { Bars, BlockState, FailedBlock } from '../../../shared/parts/block-state';
import { WideTable } from '../../../shared/parts/wide-table';
import { auditEntriesQuery } from '../api/audit-entries';
import styles from '../pages/administration.module.css';

/** Who changed what, newest first; personal fields stay enciphered. */
export function AuditCard() {
  const { t, i18n } = useTranslation();
  const sayAction = (action: string) => {
    const key = `auditAction.${action.replaceAll('.', '_')}`;
    return i18n.exists(key) ? t(key as 'auditAction.session_opened') : action;
  };
  const log = useInfiniteQuery(auditEntriesQuery);
  const entries = log.data?.pages.flatMap((page) => page.items) ?? [];
  if (log.isError && entries.length === 0) return <FailedBlock error={log.error} onRetry={() => void log.refetch()} />;
  if (log.isPending) return <Bars rows={8} />;
  if (entries.length === 0) return <BlockState look="nothing" title={t('audit.noneTitle')} />;
  return (
    <>
      <WideTable label={t('nav.audit')}>
        <thead>
          <tr>
            <th scope="col">{t('audit.at')}</th>
            <th scope="col">{t('audit.who')}</th>
            <th scope="col">{t('audit.action')}</th>
            <th scope="col">{t('audit.subject')}</th>
            <th scope="col">{t('audit.before')}</th>
            <th scope="col">{t('audit.after')}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.id}>
              <td className="num">{dayAndTime(entry.at)}</td>
              <td>{entry.actorName === '' ? t('audit.system') : entry.actorName}</td>
              <td>{sayAction(entry.action)}</td>
              <td title={entry.subjectId}>
                {entry.subjectType} <span className="note">{entry.subjectId.slice(-12)}</span>
              </td>
              <td>
                <Values value={entry.before} />
              </td>
              <td>
                <Values value={entry.after} />
              </td>
            </tr>
          ))}
        </tbody>
      </WideTable>
      {log.hasNextPage ? (
        <button
          type="button"
          className={`plain link ${styles['more']}`}
          disabled={log.isFetchingNextPage}
          onClick={() => void log.fetchNextPage()}
        >
          {log.isFetchingNextPage ? t('state.loading') : t('list.more')}
        </button>
      ) : null}
    </>
  );
}

function Values({ value }: { value: unknown }) {
  if (value === null || value === undefined) return null;
  const text = JSON.stringify(value);
  return (
    <div className={styles['values']} title={text}>
      {text}
    </div>
  );
}
