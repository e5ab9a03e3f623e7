import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { dayAndTime } from '../../../shared/days';
import { Bars, BlockState, FailedBlock } from '../../../shared/parts/block-state';
import { notify } from '../../../shared/parts/notice';
import { WideTable } from '../../../shared/parts/wide-table';
import { useProblemText } from '../../../shared/problem-text';
import { lockedAccountsQuery, useUnlock } from '../api/locked-accounts';

export function LockedCard() {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const locked = useQuery(lockedAccountsQuery);
  const unlock = useUnlock();
  if (locked.isError) return <FailedBlock error={locked.error} onRetry={() => void locked.refetch()} />;
  if (locked.data === undefined) return <Bars rows={3} />;
  if (locked.data.length === 0)
    return <BlockState look="done" title={t('locked.noneTitle')} text={t('locked.noneText')} />;
  return (
    <WideTable label={t('nav.people')}>
      <thead>
        <tr>
          <th scope="col">{t('signOn.username')}</th>
          <th scope="col">{t('locked.name')}</th>
          <th scope="col" data-align="end">
            {t('locked.failures')}
          </th>
          <th scope="col">{t('locked.until')}</th>
          <th scope="col">
            <span className="sr-only">{t('locked.unlock')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {locked.data.map(({ id, username, name, failures, lockedUntil }) => (
          <tr key={username}>
            <td>{username}</td>
            <td>{name ?? t('locked.nobody')}</td>
            <td className="num" data-align="end">
              {failures}
            </td>
            <td className="num">{dayAndTime(lockedUntil)}</td>
            <td>
              {id === null ? null : (
                <Button
                  size="small"
                  loading={unlock.isPending && unlock.variables === id}
                  onClick={() =>
                    unlock.mutate(id, {
                      onSuccess: () => notify('done', t('locked.unlocked', { username })),
                      onError: (error) => notify('failed', textOf(error)),
                    })
                  }
                >
                  {t('locked.unlock')}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </WideTable>
  );
}
