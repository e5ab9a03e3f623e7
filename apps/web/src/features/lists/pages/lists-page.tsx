import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { verdicts, type ImportList } from '../../../shared/api/types';
import { dayAndTime } from '../../../shared/days';
import { Bars, BlockState, FailedBlock } from '../../../shared/parts/block-state';
import { Chip } from '../../../shared/parts/chip';
import { PageTop } from '../../../shared/parts/page-top';
import { importsQuery } from '../api/imports';
import { SendList } from '../components/send-list';
import { stateTones } from '../list-words';
import styles from './lists-page.module.css';

export function Component() {
  const { t } = useTranslation();
  return (
    <div className={styles['page']}>
      <PageTop path={[{ label: t('nav.lists') }]} />
      <div className={styles['title']}>
        <h1>{t('lists.title')}</h1>
        <span>{t('lists.text')}</span>
      </div>
      <SendList />
      <History />
    </div>
  );
}

function History() {
  const { t } = useTranslation();
  const history = useInfiniteQuery(importsQuery);
  const lists = history.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className={`card ${styles['history']}`}>
      <h2>{t('lists.history')}</h2>
      {history.isError && lists.length === 0 ? (
        <FailedBlock error={history.error} onRetry={() => void history.refetch()} />
      ) : history.isPending ? (
        <Bars rows={4} height={44} />
      ) : lists.length === 0 ? (
        <BlockState look="nothing" title={t('lists.noneTitle')} text={t('lists.noneText')} />
      ) : (
        <ul>
          {lists.map((list) => (
            <OneList key={list.id} list={list} />
          ))}
        </ul>
      )}
      {history.hasNextPage ? (
        <button
          type="button"
          className={`plain link ${styles['more']}`}
          disabled={history.isFetchingNextPage}
          onClick={() => void history.fetchNextPage()}
        >
          {history.isFetchingNextPage ? t('state.loading') : t('list.more')}
        </button>
      ) : null}
    </section>
  );
}

function OneList({ list }: { list: ImportList }) {
  const { t, i18n } = useTranslation();
  return (
    <li>
      <Link to={`/lists/${list.id}`}>
        <span className={styles['file']}>
          <strong>{list.fileName}</strong>
          <span>
            {i18n.exists(`listKind.${list.kind}`) ? t(`listKind.${list.kind as 'recognition'}`) : list.kind} ·{' '}
            {list.createdBy.name} · <span>{dayAndTime(list.createdAt)}</span>
          </span>
        </span>
        <span className={styles['counts']}>
          {verdicts
            .filter((verdict) => list.counts[verdict] > 0)
            .map((verdict) => (
              <span key={verdict}>
                {t(`verdict.${verdict}`)} <b className="num">{list.counts[verdict].toLocaleString('en')}</b>
              </span>
            ))}
        </span>
        <Chip tone={stateTones[list.state]}>{t(`importState.${list.state}`)}</Chip>
      </Link>
    </li>
  );
}
