import { DownloadOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router';
import { verdicts, type ImportList, type Verdict } from '../../../shared/api/types';
import { dayAndTime } from '../../../shared/days';
import { Bars, BlockState, FailedBlock } from '../../../shared/parts/block-state';
import { Chip } from '../../../shared/parts/chip';
import { FormFailure } from '../../../shared/parts/form-failure';
import { PillLinks } from '../../../shared/parts/link-tabs';
import { notify } from '../../../shared/parts/notice';
import { PageTop } from '../../../shared/parts/page-top';
import { useProblemText } from '../../../shared/problem-text';
import { saveFile } from '../../../shared/save-file';
import { fetchRejects, importQuery, isBusy, useApplyList } from '../api/imports';
import { ColumnMapping } from '../components/column-mapping';
import { ListProgress } from '../components/list-progress';
import { VerdictRows } from '../components/verdict-rows';
import { stateTones } from '../list-words';
import styles from './list-page.module.css';

export function Component() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const query = useQuery(importQuery(id));
  return (
    <>
      <PageTop path={[{ label: t('nav.lists'), to: '/lists' }, { label: query.data?.fileName ?? '…' }]} />
      {query.data !== undefined ? (
        <OneList list={query.data} />
      ) : (
        <div className="card">
          {query.isError ? (
            <FailedBlock isPage error={query.error} onRetry={() => void query.refetch()} />
          ) : (
            <Bars rows={8} />
          )}
        </div>
      )}
    </>
  );
}

/** What a list did to the city is asked anew everywhere, once, when it has done it. */
function useCityAnew(state: ImportList['state']): void {
  const client = useQueryClient();
  const before = useRef(state);
  useEffect(() => {
    const hasChanged = before.current !== state && state === 'applied';
    before.current = state;
    if (!hasChanged) return;
    for (const key of ['enterprises', 'deadlines', 'dashboards']) void client.invalidateQueries({ queryKey: [key] });
  }, [state, client]);
}

function OneList({ list }: { list: ImportList }) {
  const { t, i18n } = useTranslation();
  const [params] = useSearchParams();
  useCityAnew(list.state);
  const asked = params.get('verdict') as Verdict | null;
  const verdict = asked !== null && verdicts.includes(asked) ? asked : null;
  const total = Object.values(list.counts).reduce((sum, n) => sum + n, 0);
  const language = i18n.language === 'en' ? 'en' : 'zh';

  return (
    <div className={styles['page']}>
      <div className={styles['title']}>
        <h1>{list.fileName}</h1>
        <Chip tone={stateTones[list.state]}>{t(`importState.${list.state}`)}</Chip>
        <span>
          {i18n.exists(`listKind.${list.kind}`) ? t(`listKind.${list.kind as 'recognition'}`) : list.kind} ·{' '}
          {list.createdBy.name} · <span>{dayAndTime(list.createdAt)}</span>
          {list.appliedAt === null ? null : ` · ${t('lists.appliedAt', { when: dayAndTime(list.appliedAt) })}`}
        </span>
      </div>
      {isBusy(list) ? (
        <section className="card">
          <ListProgress list={list} />
        </section>
      ) : null}
      {list.state === 'failed' && list.problem !== null ? (
        <section className="card">
          <BlockState look="error" title={t('lists.failedTitle')} text={list.problem.detail[language]}>
            <Link to="/lists">{t('lists.sendOther')}</Link>
          </BlockState>
        </section>
      ) : null}
      {list.state === 'failed' || list.state === 'received' || list.state === 'reading' ? null : (
        <>
          <Act list={list} />
          <div className={styles['columns']}>
            <section className={`card ${styles['rows']}`}>
              <div className={styles['verdicts']}>
                <PillLinks
                  label={t('lists.verdicts')}
                  current={verdict ?? 'all'}
                  tabs={[
                    { key: 'all', to: '?', label: t('lists.allRows'), count: total },
                    ...verdicts.map((key) => ({
                      key,
                      to: `?verdict=${key}`,
                      label: t(`verdict.${key}`),
                      count: list.counts[key],
                    })),
                  ]}
                />
              </div>
              <VerdictRows key={`${list.state}-${verdict ?? ''}`} list={list} verdict={verdict} />
            </section>
            <section className={`card ${styles['mapping']}`}>
              <ColumnMapping list={list} />
            </section>
          </div>
        </>
      )}
    </div>
  );
}

/** What applying will do stands beside the button; the rejected and doubtful rows go back as a file. */
function Act({ list }: { list: ImportList }) {
  const { t, i18n } = useTranslation();
  const textOf = useProblemText();
  const apply = useApplyList(list.id);
  const rejects = useMutation({
    mutationFn: () => fetchRejects(list.id, i18n.language === 'en' ? 'en' : 'zh'),
    onSuccess: ({ blob, name }) => saveFile(blob, name ?? `${list.fileName}.rejects`),
    onError: (error) => notify('failed', textOf(error)),
  });
  const { counts } = list;
  const allowed: readonly string[] = list.allowed;
  const left = counts.doubtful + counts.rejected;
  const failed = apply.error;
  const number = (n: number) => n.toLocaleString('en');
  return (
    <section className={`card ${styles['act']}`}>
      <div>
        <p>
          <strong>
            {list.state === 'previewed'
              ? counts.new + counts.changed === 0
                ? t(counts.unchanged > 0 ? 'lists.nothingToDo' : 'lists.nothingUsable')
                : t('lists.willDo', { created: number(counts.new), changed: number(counts.changed) })
              : list.state === 'applying'
                ? t('lists.phase.applying')
                : t('lists.didDo', { created: number(counts.new), changed: number(counts.changed) })}
          </strong>
        </p>
        <p className="note">
          {left === 0
            ? t('lists.noneLeft')
            : t('lists.leftAlone', { doubtful: number(counts.doubtful), rejected: number(counts.rejected) })}
          {list.state === 'previewed' && allowed.includes('apply') ? ` ${t('lists.asOne')}` : null}
        </p>
        <FormFailure text={failed === null ? null : textOf(failed)} />
      </div>
      <span className={styles['buttons']}>
        {left === 0 ? null : (
          <Button icon={<DownloadOutlined />} loading={rejects.isPending} onClick={() => rejects.mutate()}>
            {t('lists.rejects', { count: left })}
          </Button>
        )}
        {allowed.includes('apply') ? (
          <Button type="primary" size="large" loading={apply.isPending} onClick={() => apply.mutate()}>
            {t('lists.apply')}
          </Button>
        ) : null}
      </span>
    </section>
  );
}
