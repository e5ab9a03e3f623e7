import { CalendarOutlined, CloseOutlined, UnorderedListOutlined } from '@ant-design/icons';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { LocalDate } from '@tidu/kernel';
import { Select } from 'antd';
import { lazy, Suspense, useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { deadlineStates, type DeadlineItem } from '../../../shared/api/types';
import { urgencyOf } from '../../../shared/days';
import { useDeadlineWords } from '../../../shared/deadline-words';
import { Bars, BlockState, FailedBlock } from '../../../shared/parts/block-state';
import { Chip } from '../../../shared/parts/chip';
import { DataList, type DataColumn } from '../../../shared/parts/data-list';
import { DaysLeft } from '../../../shared/parts/days-left';
import { TabLinks } from '../../../shared/parts/link-tabs';
import { PageTop } from '../../../shared/parts/page-top';
import { markOf, StateMark } from '../../../shared/parts/state-mark';
import { TierChip } from '../../../shared/parts/tier-mark';
import { enterpriseQuery } from '../../../shared/queries/enterprise';
import { officersQuery } from '../../../shared/queries/officers';
import { useIsPhone } from '../../../shared/use-media';
import { useCan, useMe, useToday } from '../../../shared/who';
import { deadlinesQuery } from '../api/list-deadlines';
import { DeadlineMonth } from '../components/deadline-month';
import { daysOf, deadlineKinds, ranges, readDeadlineFilter, readMonth, readRange } from '../deadline-filter';
import styles from './deadlines-page.module.css';

const DeadlineDrawer = lazy(() => import('../components/deadline-drawer').then((m) => ({ default: m.DeadlineDrawer })));

export function Component() {
  const { t } = useTranslation();
  const today = useToday();
  const me = useMe();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const search = params.toString();
  const isOwn = me.enterpriseId !== undefined;

  const { filter, range, day, isMonth, month, openId } = useMemo(() => {
    const read = new URLSearchParams(search);
    const asked = read.get('day');
    return {
      filter: readDeadlineFilter(read),
      range: readRange(read),
      day: asked === null ? undefined : LocalDate.tryParse(asked),
      isMonth: read.get('view') === 'month',
      month: readMonth(read, today),
      openId: read.get('open'),
    };
  }, [search, today]);
  const asked = useMemo(
    () => ({ ...filter, ...(day === undefined ? daysOf(range, today) : { from: day, to: day }) }),
    [filter, range, day, today],
  );

  const at = useCallback(
    (change: Record<string, string | null>) => {
      const next = new URLSearchParams(search);
      for (const [name, value] of Object.entries(change)) {
        if (value === null) next.delete(name);
        else next.set(name, value);
      }
      const text = next.toString();
      return text === '' ? '/deadlines' : `/deadlines?${text}`;
    },
    [search],
  );
  const go = (change: Record<string, string | null>) => void navigate(at(change), { replace: true });

  return (
    <div className={styles['page']}>
      <PageTop path={[{ label: t('nav.deadlines') }]} />
      <div className={styles['title']}>
        <h1>{t('deadlines.title')}</h1>
        <span>{today}</span>
        <span className={styles['view']}>
          <Link to={at({ view: null, month: null })} replace aria-current={isMonth ? undefined : 'true'}>
            <UnorderedListOutlined /> {t('deadlines.asList')}
          </Link>
          <Link to={at({ view: 'month', day: null })} replace aria-current={isMonth ? 'true' : undefined}>
            <CalendarOutlined /> {t('deadlines.asMonth')}
          </Link>
        </span>
      </div>
      <div className={`card ${styles['card']}`} data-view={isMonth ? 'month' : 'list'}>
        {isMonth ? null : (
          <div className={styles['tabs']}>
            <TabLinks
              label={t('deadlines.ranges')}
              current={day === undefined ? range : ''}
              tabs={ranges.map((key) => ({ key, to: at({ range: key, day: null }), label: t(`range.${key}`) }))}
            />
          </div>
        )}
        <div className={styles['filters']}>
          {filter['digestOn'] === undefined ? null : (
            <Active text={t('deadlines.digest', { day: filter['digestOn'] })} onDrop={() => go({ digestOn: null })} />
          )}
          {day === undefined ? null : <Active text={day} onDrop={() => go({ day: null })} />}
          {filter['enterpriseId'] === undefined || isOwn ? null : (
            <EnterpriseChip id={filter['enterpriseId']} onDrop={() => go({ enterpriseId: null })} />
          )}
          <Filters filter={filter} onSet={(name, value) => go({ [name]: value })} />
        </div>
        {isMonth ? (
          <DeadlineMonth month={month} filter={filter} at={at} />
        ) : (
          <Rows filter={asked} isOwn={isOwn} onOpen={(id) => void navigate(at({ open: id }))} />
        )}
      </div>
      <Suspense fallback={null}>
        {openId === null ? null : <DeadlineDrawer id={openId} onClose={() => go({ open: null })} />}
      </Suspense>
    </div>
  );
}

function Active({ text, onDrop }: { text: string; onDrop: () => void }) {
  const { t } = useTranslation();
  return (
    <span className={styles['active']}>
      {text}
      <button type="button" aria-label={t('filter.drop', { filter: text })} onClick={onDrop}>
        <CloseOutlined />
      </button>
    </span>
  );
}

function EnterpriseChip({ id, onDrop }: { id: string; onDrop: () => void }) {
  const record = useQuery(enterpriseQuery(id));
  return <Active text={record.data?.body.name ?? '…'} onDrop={onDrop} />;
}

function Filters({
  filter,
  onSet,
}: {
  filter: Record<string, string>;
  onSet: (name: string, value: string | null) => void;
}) {
  const { t } = useTranslation();
  const canSeeOfficers = useCan('officers.read');
  const officers = useQuery({ ...officersQuery, enabled: canSeeOfficers });
  return (
    <>
      <Select
        size="small"
        aria-label={t('deadlines.kind')}
        value={filter['kind'] ?? ''}
        popupMatchSelectWidth={false}
        options={[
          { value: '', label: t('deadlines.anyKind') },
          ...deadlineKinds.map((kind) => ({ value: kind, label: t(`deadlineKindName.${kind}`) })),
        ]}
        onChange={(value) => onSet('kind', value === '' ? null : value)}
      />
      <Select
        size="small"
        aria-label={t('deadlines.state')}
        value={filter['state'] ?? 'open'}
        popupMatchSelectWidth={false}
        options={deadlineStates.map((state) => ({ value: state, label: t(`deadlineState.${state}`) }))}
        onChange={(value) => onSet('state', value === 'open' ? null : value)}
      />
      {canSeeOfficers ? (
        <Select
          size="small"
          className={styles['officer'] ?? ''}
          aria-label={t('deadlines.officer')}
          value={filter['officerId'] ?? ''}
          showSearch={{ optionFilterProp: 'label' }}
          popupMatchSelectWidth={false}
          options={[
            { value: '', label: t('deadlines.anyOfficer') },
            ...(officers.data ?? []).map((o) => ({ value: o.id, label: o.name })),
          ]}
          onChange={(value) => onSet('officerId', value === '' ? null : value)}
        />
      ) : null}
    </>
  );
}

function Rows({
  filter,
  isOwn,
  onOpen,
}: {
  filter: Record<string, string>;
  isOwn: boolean;
  onOpen: (id: string) => void;
}) {
  const { t } = useTranslation();
  const isPhone = useIsPhone();
  const query = useInfiniteQuery(deadlinesQuery(filter));
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  const columns = useColumns(isOwn);
  const more = useCallback(() => {
    if (!query.isFetchingNextPage) void query.fetchNextPage();
  }, [query]);
  if (query.isError && rows.length === 0)
    return <FailedBlock error={query.error} onRetry={() => void query.refetch()} />;
  if (query.isPending) return <Bars rows={10} height={37} />;
  if (rows.length === 0)
    return (
      <BlockState look="done" title={t('deadlines.noneTitle')} text={t('deadlines.noneText')}>
        <Link to="/deadlines?range=all">{t('deadlines.seeAll')}</Link>
      </BlockState>
    );
  if (isPhone)
    return (
      <>
        <ul className={styles['cards']}>
          {rows.map((row) => (
            <li key={row.id}>
              <DeadlineCard row={row} isOwn={isOwn} onOpen={() => onOpen(row.id)} />
            </li>
          ))}
        </ul>
        {query.hasNextPage ? (
          <button
            type="button"
            className={`plain link ${styles['more']}`}
            onClick={more}
            disabled={query.isFetchingNextPage}
          >
            {query.isFetchingNextPage ? t('state.loading') : t('list.more')}
          </button>
        ) : null}
      </>
    );
  return (
    <DataList
      label={t('deadlines.title')}
      rows={rows}
      rowId={(row) => row.id}
      rowLabel={(row) => row.enterprise.name}
      columns={columns}
      rowHeight={37}
      hasMore={query.hasNextPage}
      isLoadingMore={query.isFetchingNextPage}
      onMore={more}
      onOpen={(row) => onOpen(row.id)}
      end={
        <p className={styles['end']} role="status">
          {query.hasNextPage ? t('list.shown', { count: rows.length }) : t('list.shownAll', { count: rows.length })}
        </p>
      }
    />
  );
}

const isClosed = (row: DeadlineItem) => row.state !== 'open' && row.state !== 'missed';

function useColumns(isOwn: boolean): DataColumn<DeadlineItem>[] {
  const { t } = useTranslation();
  const today = useToday();
  const { matter } = useDeadlineWords();
  return [
    {
      key: 'matter',
      title: t('deadlines.matter'),
      width: 220,
      grow: 1,
      render: (row) => (
        <>
          <StateMark
            kind={isClosed(row) ? (row.state === 'fulfilled' ? 'met' : 'later') : markOf[urgencyOf(today, row.dueOn)]}
          />
          <span className={styles['matter']}>{matter(row)}</span>
        </>
      ),
    },
    ...(isOwn
      ? []
      : [
          {
            key: 'name',
            title: t('column.name'),
            width: 240,
            grow: 1.4,
            render: (row: DeadlineItem) => (
              <Link className={styles['name']} to={`/enterprises/${row.enterprise.id}`} tabIndex={-1}>
                {row.enterprise.name}
              </Link>
            ),
          },
          {
            key: 'tier',
            title: t('column.tier'),
            width: 100,
            render: (row: DeadlineItem) => <TierChip tier={row.enterprise.tier} />,
          },
        ]),
    { key: 'due', title: t('deadlines.dueOn'), width: 116, render: (row) => <span className="num">{row.dueOn}</span> },
    {
      key: 'left',
      title: t('column.left'),
      width: 116,
      render: (row) => <DaysLeft dueOn={row.dueOn} isClosed={isClosed(row)} />,
    },
    {
      key: 'state',
      title: t('deadlines.state'),
      width: 150,
      render: (row) => (
        <>
          <Chip>{t(`deadlineState.${row.state}`)}</Chip>
          {row.isProvisional ? <Chip tone="unknown">{t('deadlines.provisional')}</Chip> : null}
        </>
      ),
    },
  ];
}

function DeadlineCard({ row, isOwn, onOpen }: { row: DeadlineItem; isOwn: boolean; onOpen: () => void }) {
  const { t } = useTranslation();
  const today = useToday();
  const { matter } = useDeadlineWords();
  return (
    <button type="button" className={styles['row']} onClick={onOpen}>
      <StateMark
        kind={isClosed(row) ? (row.state === 'fulfilled' ? 'met' : 'later') : markOf[urgencyOf(today, row.dueOn)]}
      />
      <span>
        <strong>{matter(row)}</strong>
        <span>
          {isOwn
            ? row.isProvisional
              ? t('deadlines.provisional')
              : t(`deadlineState.${row.state}`)
            : row.enterprise.name}
        </span>
      </span>
      <span className={styles['row-end']}>
        <DaysLeft dueOn={row.dueOn} isClosed={isClosed(row)} />
        <span>{row.dueOn}</span>
      </span>
    </button>
  );
}
