import { SyncOutlined } from '@ant-design/icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { dayAndTime } from '../../../shared/days';
import { Bars, BlockState, FailedBlock } from '../../../shared/parts/block-state';
import { Chip } from '../../../shared/parts/chip';
import { notify } from '../../../shared/parts/notice';
import { WideTable } from '../../../shared/parts/wide-table';
import { useProblemText } from '../../../shared/problem-text';
import { sweepsQuery, useRequestSweep } from '../api/sweeps';
import styles from '../pages/administration.module.css';

export function RequestSweep() {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const request = useRequestSweep();
  return (
    <Button
      type="primary"
      icon={<SyncOutlined />}
      loading={request.isPending}
      onClick={() =>
        request.mutate(undefined, {
          onSuccess: () => notify('done', t('sweeps.requested')),
          onError: (error) => notify('failed', textOf(error)),
        })
      }
    >
      {t('sweeps.request')}
    </Button>
  );
}

export function SweepsCard({ limit }: { limit?: number }) {
  const { t } = useTranslation();
  const sweeps = useInfiniteQuery(sweepsQuery);
  const all = sweeps.data?.pages.flatMap((page) => page.items) ?? [];
  if (sweeps.isError && all.length === 0)
    return <FailedBlock error={sweeps.error} onRetry={() => void sweeps.refetch()} />;
  if (sweeps.isPending) return <Bars rows={4} />;
  if (all.length === 0) return <BlockState look="nothing" title={t('sweeps.noneTitle')} text={t('sweeps.noneText')} />;
  return (
    <>
      <WideTable label={t('nav.sweeps')}>
        <thead>
          <tr>
            <th scope="col">{t('sweeps.day')}</th>
            <th scope="col">{t('sweeps.state')}</th>
            <th scope="col" data-align="end">
              {t('sweeps.queued')}
            </th>
            <th scope="col" data-align="end">
              {t('sweeps.digested')}
            </th>
            <th scope="col" data-align="end">
              {t('sweeps.stale')}
            </th>
            <th scope="col" data-align="end">
              {t('sweeps.untold')}
            </th>
            <th scope="col">{t('sweeps.finishedAt')}</th>
          </tr>
        </thead>
        <tbody>
          {(limit === undefined ? all : all.slice(0, limit)).map((sweep) => (
            <tr key={sweep.id}>
              <td className="num">
                {sweep.sinceDay !== null && sweep.day !== null && sweep.sinceDay !== sweep.day
                  ? t('sweeps.days', { from: sweep.sinceDay, to: sweep.day })
                  : sweep.day}
              </td>
              <td>
                <Chip tone={sweep.state === 'done' ? 'green' : 'brand'}>{t(`sweepState.${sweep.state}`)}</Chip>
              </td>
              {(['queued', 'digested', 'stale', 'untold'] as const).map((count) => (
                <td key={count} className="num" data-align="end">
                  {sweep.counts?.[count].toLocaleString('en')}
                </td>
              ))}
              <td className="num">
                {sweep.finishedAt === null
                  ? t('sweeps.waiting', { since: dayAndTime(sweep.requestedAt) })
                  : dayAndTime(sweep.finishedAt)}
              </td>
            </tr>
          ))}
        </tbody>
      </WideTable>
      {limit === undefined && sweeps.hasNextPage ? (
        <button
          type="button"
          className={`plain link ${styles['more']}`}
          disabled={sweeps.isFetchingNextPage}
          onClick={() => void sweeps.fetchNextPage()}
        >
          {sweeps.isFetchingNextPage ? t('state.loading') : t('list.more')}
        </button>
      ) : null}
    </>
  );
}
