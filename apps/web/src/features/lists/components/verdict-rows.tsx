import { useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ImportList, ImportReason, ImportRow, Verdict } from '../../../shared/api/types';
import { Bars, BlockState, FailedBlock } from '../../../shared/parts/block-state';
import { Chip } from '../../../shared/parts/chip';
import { DataList, type DataColumn } from '../../../shared/parts/data-list';
import { importRowsQuery } from '../api/imports';
import { verdictLooks } from '../list-words';
import styles from './verdict-rows.module.css';

/** Every row with its verdict and reasons, beside what stood in the sheet. Quick at any length: only what is seen exists. */
export function VerdictRows({ list, verdict }: { list: ImportList; verdict: Verdict | null }) {
  const { t } = useTranslation();
  const query = useInfiniteQuery(importRowsQuery(list.id, list.state, verdict));
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  const columns = useColumns(list);
  const more = useCallback(() => {
    if (!query.isFetchingNextPage) void query.fetchNextPage();
  }, [query]);
  const total = verdict === null ? Object.values(list.counts).reduce((sum, n) => sum + n, 0) : list.counts[verdict];
  if (query.isError && rows.length === 0)
    return <FailedBlock error={query.error} onRetry={() => void query.refetch()} />;
  if (query.isPending) return <Bars rows={10} height={37} />;
  if (rows.length === 0) return <BlockState look="done" title={t('lists.noRows')} />;
  return (
    <DataList
      label={t('lists.rows')}
      rows={rows}
      rowId={(row) => String(row.rowNo)}
      rowLabel={(row) => String(row.rowNo)}
      columns={columns}
      rowHeight={37}
      total={total}
      hasMore={query.hasNextPage}
      isLoadingMore={query.isFetchingNextPage}
      onMore={more}
      end={
        <p className={styles['end']} role="status">
          {query.hasNextPage
            ? t('list.shownRowsOf', { count: rows.length, total: total.toLocaleString('en') })
            : t('list.shownAllRows', { count: rows.length })}
        </p>
      }
    />
  );
}

function useColumns(list: ImportList): DataColumn<ImportRow>[] {
  const { t, i18n } = useTranslation();
  return useMemo(() => {
    const language = i18n.language === 'en' ? 'en' : 'zh';
    const nameAt = list.columns.findIndex((column) => column.field === 'name');
    const inSheet = list.columns
      .map((column, at) => ({ ...column, at }))
      .filter(({ at }) => at !== nameAt)
      // What is understood first, what is only kept after it.
      .sort((a, b) => Number(a.field === null) - Number(b.field === null) || a.at - b.at);
    return [
      {
        key: 'row',
        title: t('lists.rowNo'),
        width: 150,
        render: (row) => (
          <>
            <span className={`num ${styles['no']}`}>{row.rowNo}</span>
            <Chip {...verdictLooks[row.verdict]}>{t(`verdict.${row.verdict}`)}</Chip>
          </>
        ),
      },
      {
        key: 'name',
        title: nameAt < 0 ? t('column.name') : (list.columns[nameAt]?.header ?? ''),
        width: 240,
        grow: 1,
        render: (row) => <span className={styles['cell']}>{row.cells[nameAt]}</span>,
      },
      {
        key: 'enterprise',
        title: t('lists.matched'),
        width: 210,
        grow: 0.8,
        render: (row) =>
          row.enterprise === null ? (
            <span className={styles['quiet']}>{row.verdict === 'new' ? t('lists.willBeNew') : '—'}</span>
          ) : (
            <Link className={styles['cell']} to={`/enterprises/${row.enterprise.id}`} tabIndex={-1}>
              {row.enterprise.name}
            </Link>
          ),
      },
      {
        key: 'reasons',
        title: t('lists.reasons'),
        width: 320,
        grow: 1.4,
        render: (row) => <Reasons reasons={row.reasons} language={language} />,
      },
      ...inSheet.map(({ header, at }): DataColumn<ImportRow> => ({
        key: `cell-${at}`,
        title: header,
        width: 140,
        render: (row) => <span className={styles['quiet']}>{row.cells[at]}</span>,
      })),
    ];
  }, [list.columns, t, i18n.language]);
}

function Reasons({ reasons, language }: { reasons: readonly ImportReason[]; language: 'zh' | 'en' }) {
  // What keeps the row out comes before what is only remarked.
  const ordered = [...reasons].sort((a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'));
  const text = ordered.map((reason) => reason.detail[language]).join(language === 'zh' ? '；' : '; ');
  return (
    <span
      className={styles['reasons']}
      title={text}
      data-error={reasons.some((reason) => reason.severity === 'error') || undefined}
    >
      {text}
    </span>
  );
}
