import { CheckOutlined } from '@ant-design/icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { InboxItem } from '../../../shared/api/types';
import { dayAndTime } from '../../../shared/days';
import { Bars, BlockState, FailedBlock } from '../../../shared/parts/block-state';
import { Chip } from '../../../shared/parts/chip';
import { TabLinks } from '../../../shared/parts/link-tabs';
import { notify } from '../../../shared/parts/notice';
import { PageTop } from '../../../shared/parts/page-top';
import { useProblemText } from '../../../shared/problem-text';
import { useToday } from '../../../shared/who';
import { inboxQuery, useInboxVerb, useReadAll } from '../api/notifications';
import { groupInbox } from '../inbox-groups';
import styles from './inbox-page.module.css';

export function Component() {
  const { t } = useTranslation();
  const today = useToday();
  const textOf = useProblemText();
  const [params] = useSearchParams();
  const onlyUnread = params.get('unread') !== null;
  const inbox = useInfiniteQuery(inboxQuery(onlyUnread));
  const readAll = useReadAll();
  const items = inbox.data?.pages.flatMap((page) => page.items) ?? [];
  const hasUnread = items.some((item) => item.readAt === null);

  return (
    <div className={styles['page']}>
      <PageTop path={[{ label: t('nav.inbox') }]} />
      <div className={styles['title']}>
        <h1>{t('nav.inbox')}</h1>
        <Button
          icon={<CheckOutlined />}
          disabled={!hasUnread}
          loading={readAll.isPending}
          onClick={() => readAll.mutate(undefined, { onError: (error) => notify('failed', textOf(error)) })}
        >
          {t('inbox.readAll')}
        </Button>
      </div>
      <div className={`card ${styles['card']}`}>
        <div className={styles['tabs']}>
          <TabLinks
            label={t('nav.inbox')}
            current={onlyUnread ? 'unread' : 'all'}
            tabs={[
              { key: 'all', to: '?', label: t('inbox.all') },
              { key: 'unread', to: '?unread', label: t('inbox.unread') },
            ]}
          />
        </div>
        {inbox.isError && items.length === 0 ? (
          <FailedBlock error={inbox.error} onRetry={() => void inbox.refetch()} />
        ) : inbox.isPending ? (
          <Bars rows={6} height={64} />
        ) : items.length === 0 ? (
          <BlockState
            look="done"
            title={onlyUnread ? t('inbox.noneUnread') : t('inbox.none')}
            text={onlyUnread ? undefined : t('inbox.noneText')}
          >
            {onlyUnread ? <Link to="?">{t('inbox.seeAll')}</Link> : undefined}
          </BlockState>
        ) : (
          groupInbox(items, today).map((group) => (
            <section key={group.key} aria-label={t(`inbox.group.${group.key}`)}>
              <h2 className={styles['group']}>{t(`inbox.group.${group.key}`)}</h2>
              <ul>
                {group.items.map((item) => (
                  <Message key={item.id} item={item} />
                ))}
              </ul>
            </section>
          ))
        )}
        {inbox.hasNextPage ? (
          <button
            type="button"
            className={`plain link ${styles['more']}`}
            disabled={inbox.isFetchingNextPage}
            onClick={() => void inbox.fetchNextPage()}
          >
            {inbox.isFetchingNextPage ? t('state.loading') : t('list.more')}
          </button>
        ) : null}
      </div>
    </div>
  );
}

/** A link out of a message leads into this application and nowhere else. */
function placeOf(link: string): string | null {
  return /^\/(?![/\\])/.test(link) ? link : null;
}

function Message({ item }: { item: InboxItem }) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const act = useInboxVerb();
  const place = placeOf(item.link);
  const isUnread = item.readAt === null;
  const failed = (error: unknown) => notify('failed', textOf(error));
  const read = () => {
    if (isUnread) act.mutate({ id: item.id, verb: 'read' }, { onError: failed });
  };
  return (
    <li className={styles['message']} data-unread={isUnread || undefined}>
      <span className={styles['dot']}>{isUnread ? <span className="sr-only">{t('inbox.isUnread')}</span> : null}</span>
      <div className={styles['body']}>
        <p className={styles['subject']}>
          <strong>{item.subject}</strong>
          <time dateTime={item.createdAt}>{dayAndTime(item.createdAt)}</time>
        </p>
        <p className={styles['text']}>{item.body}</p>
        <p className={styles['actions']}>
          {place === null ? null : (
            <Link to={place} onClick={read}>
              {t('inbox.open')}
            </Link>
          )}
          {isUnread && item.allowed.includes('read') ? (
            <button type="button" className="plain link" disabled={act.isPending} onClick={read}>
              {t('inbox.read')}
            </button>
          ) : null}
          {item.acknowledgedAt !== null ? (
            <Chip tone="green" mark="met">
              {t('inbox.acknowledged', { when: dayAndTime(item.acknowledgedAt) })}
            </Chip>
          ) : item.allowed.includes('acknowledge') ? (
            <Button
              size="small"
              loading={act.isPending && act.variables.verb === 'acknowledge'}
              onClick={() => act.mutate({ id: item.id, verb: 'acknowledge' }, { onError: failed })}
            >
              {t('inbox.acknowledge')}
            </Button>
          ) : null}
        </p>
      </div>
    </li>
  );
}
