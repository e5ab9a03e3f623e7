import { CloseOutlined, DownloadOutlined, PlusOutlined, SearchOutlined } from '@ant-design/icons';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Button, Input, type InputRef } from 'antd';
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import type { EnterpriseItem } from '../../../shared/api/types';
import { Bars, BlockState, FailedBlock } from '../../../shared/parts/block-state';
import { DataList, type DataSelection } from '../../../shared/parts/data-list';
import { PageTop } from '../../../shared/parts/page-top';
import { useStored } from '../../../shared/stored';
import { useIsPhone } from '../../../shared/use-media';
import { useCan, useToday } from '../../../shared/who';
import { enterpriseCountQuery, enterprisesQuery, type EnterpriseFilter } from '../api/list-enterprises';
import { EnterpriseCards } from '../components/enterprise-cards';
import { columnKeys, useEnterpriseColumns, usualColumns, type ColumnKey } from '../components/enterprise-columns';
import { FilterChips, useFilterWords } from '../components/filter-chips';
import { AddFilter } from '../components/filter-fields';
import { ListTools, rowHeights, type RowHeight } from '../components/list-tools';
import { useExport, type Export } from '../components/use-export';
import { ViewTabs } from '../components/view-tabs';
import {
  filterNames,
  readFilter,
  readSort,
  writeFilter,
  type Filter,
  type FilterName,
  type Sort,
} from '../enterprise-filter';
import styles from './enterprises-page.module.css';

const NewEnterprise = lazy(() => import('../components/new-enterprise').then((m) => ({ default: m.NewEnterprise })));

export function Component() {
  const { t } = useTranslation();
  const today = useToday();
  const isPhone = useIsPhone();
  const canWrite = useCan('enterprises.write');
  const canExport = useCan('enterprises.export');
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const search = params.toString();
  const { filter, sort } = useMemo(() => {
    const read = new URLSearchParams(search);
    return { filter: readFilter(read), sort: readSort(read) };
  }, [search]);
  const asked: EnterpriseFilter = useMemo(() => ({ ...filter, sort }), [filter, sort]);
  const query = useInfiniteQuery(enterprisesQuery(asked));
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  const total = query.data?.pages[0]?.total;
  const exporting = useExport();

  const show = (next: Filter, nextSort: Sort = sort) =>
    void navigate(`/enterprises${writeFilter(next, nextSort)}`, { replace: true, preventScrollReset: true });
  const set = (name: FilterName, value: string | null) => {
    const { [name]: _dropped, ...rest } = filter;
    show(value === null ? rest : { ...rest, [name]: value });
  };
  const more = useCallback(() => {
    if (!query.isFetchingNextPage) void query.fetchNextPage();
  }, [query]);
  const open = (row: EnterpriseItem) => void navigate(`/enterprises/${row.id}`, { state: { search: `?${search}` } });

  const hasConditions = filterNames.some((name) => filter[name] !== undefined);
  const title = canWrite ? t('enterprises.title') : t('enterprises.caseload');

  return (
    <div className={styles['page']}>
      <PageTop path={[{ label: t('nav.enterprises') }]} />
      <div className={styles['title']}>
        <h1>{title}</h1>
        <span>{today}</span>
        <span className={styles['actions']}>
          {canExport && !isPhone ? (
            <Button
              icon={<DownloadOutlined />}
              loading={exporting.progress !== null}
              disabled={total === 0}
              onClick={() => exporting.all(asked)}
            >
              {exporting.progress !== null
                ? t('export.progress', { done: exporting.progress, total: total ?? '…' })
                : total === undefined
                  ? t('export.action')
                  : t('export.these', { count: total })}
            </Button>
          ) : null}
          {canWrite ? (
            <Button
              type="primary"
              icon={<PlusOutlined />}
              onClick={() => setParams((now) => ({ ...Object.fromEntries(now), new: '1' }))}
            >
              {t('enterprises.create')}
            </Button>
          ) : null}
        </span>
      </div>

      <div className={`card ${styles['card']}`}>
        <ViewTabs filter={filter} sort={sort} />
        <div className={styles['filters']}>
          <SearchBox key={filter.q ?? ''} value={filter.q ?? ''} onSearch={(q) => set('q', q === '' ? null : q)} />
          <FilterChips filter={filter} onDrop={(name) => set(name, null)} />
          <AddFilter filter={filter} onSet={set} />
          {hasConditions ? (
            <button type="button" className="plain link" onClick={() => show({})}>
              {t('filter.clear')}
            </button>
          ) : null}
          {isPhone ? null : <DeskTools sort={sort} onSort={(next) => show(filter, next)} />}
        </div>
        {query.isError && rows.length === 0 ? (
          <FailedBlock error={query.error} onRetry={() => void query.refetch()} />
        ) : query.isPending ? (
          <Bars rows={12} height={37} />
        ) : rows.length === 0 ? (
          <NoMatch filter={filter} onDrop={(name) => set(name, null)} onClear={() => show({})} />
        ) : isPhone ? null : (
          <Rows
            key={search}
            rows={rows}
            total={total}
            filter={asked}
            hasMore={query.hasNextPage}
            isLoadingMore={query.isFetchingNextPage}
            onMore={more}
            onOpen={open}
            exporting={canExport ? exporting : null}
          />
        )}
      </div>
      {isPhone && rows.length > 0 ? (
        <EnterpriseCards
          rows={rows}
          search={`?${search}`}
          hasMore={query.hasNextPage}
          isLoadingMore={query.isFetchingNextPage}
          onMore={more}
        />
      ) : null}
      <Suspense fallback={null}>
        {canWrite && params.get('new') !== null ? (
          <NewEnterprise
            onClose={() =>
              setParams((now) => {
                now.delete('new');
                return now;
              })
            }
          />
        ) : null}
      </Suspense>
    </div>
  );
}

/** `/` comes here; Escape goes back to the rows. */
function SearchBox({ value, onSearch }: { value: string; onSearch: (q: string) => void }) {
  const { t } = useTranslation();
  const input = useRef<InputRef>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isTyping = event.target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
      if (event.key !== '/' || isTyping) return;
      event.preventDefault();
      input.current?.focus({ cursor: 'all' });
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <Input
      ref={input}
      className={styles['search'] ?? ''}
      size="small"
      prefix={<SearchOutlined />}
      suffix={<kbd>/</kbd>}
      allowClear
      defaultValue={value}
      maxLength={100}
      aria-label={t('enterprises.search')}
      placeholder={t('enterprises.search')}
      onPressEnter={(event) => onSearch(event.currentTarget.value.trim())}
      onClear={() => onSearch('')}
      onKeyDown={(event) => {
        if (event.key === 'Escape') document.querySelector<HTMLElement>('[data-grid]')?.focus();
      }}
    />
  );
}

function useColumnChoice(): [readonly ColumnKey[], (keys: readonly ColumnKey[]) => void] {
  const [stored, store] = useStored('tidu.columns.enterprises');
  const chosen = useMemo(
    () => (stored === null ? usualColumns : columnKeys.filter((key) => stored.split(',').includes(key))),
    [stored],
  );
  return [chosen, (keys) => store(keys === usualColumns ? null : keys.join(','))];
}

function useRowHeight(): [RowHeight, (height: RowHeight) => void] {
  const [stored, store] = useStored('tidu.row-height');
  return [
    stored === 'tight' || stored === 'loose' ? stored : 'standard',
    (height) => store(height === 'standard' ? null : height),
  ];
}

function DeskTools({ sort, onSort }: { sort: Sort; onSort: (sort: Sort) => void }) {
  const [columns, chooseColumns] = useColumnChoice();
  const [rowHeight, chooseRowHeight] = useRowHeight();
  return (
    <ListTools
      sort={sort}
      onSort={onSort}
      rowHeight={rowHeight}
      onRowHeight={chooseRowHeight}
      columns={columns}
      onColumns={chooseColumns}
    />
  );
}

interface RowsProps {
  rows: EnterpriseItem[];
  total: number | undefined;
  filter: EnterpriseFilter;
  hasMore: boolean;
  isLoadingMore: boolean;
  onMore: () => void;
  onOpen: (row: EnterpriseItem) => void;
  exporting: Export | null;
}

type Selected = { kind: 'some'; ids: ReadonlySet<string> } | { kind: 'all' };
const none: Selected = { kind: 'some', ids: new Set() };

function Rows({ rows, total, filter, exporting, ...list }: RowsProps) {
  const { t } = useTranslation();
  const [columns] = useColumnChoice();
  const [rowHeight] = useRowHeight();
  const [selected, setSelected] = useState<Selected>(none);
  const has = (id: string) => selected.kind === 'all' || selected.ids.has(id);
  const count = selected.kind === 'all' ? (total ?? rows.length) : selected.ids.size;

  const selection: DataSelection = {
    has,
    toggle: (id) => {
      const ids = new Set(selected.kind === 'all' ? rows.map((row) => row.id) : selected.ids);
      if (!ids.delete(id)) ids.add(id);
      setSelected({ kind: 'some', ids });
    },
    state: count === 0 ? 'none' : rows.every((row) => has(row.id)) ? 'all' : 'some',
    toggleLoaded: () =>
      setSelected(rows.every((row) => has(row.id)) ? none : { kind: 'some', ids: new Set(rows.map((row) => row.id)) }),
  };

  return (
    <>
      <DataList
        label={t('enterprises.title')}
        rows={rows}
        rowId={(row) => row.id}
        rowLabel={(row) => row.name}
        columns={useEnterpriseColumns(columns)}
        rowHeight={rowHeights[rowHeight]}
        total={total}
        selection={selection}
        bottomSpace={count > 0 ? 72 : 0}
        end={
          <p className={styles['end']} role="status">
            {total === undefined
              ? t('list.shown', { count: rows.length })
              : list.hasMore
                ? t('list.shownOf', { count: rows.length, total: total.toLocaleString('en') })
                : t('list.shownAll', { count: rows.length })}
          </p>
        }
        {...list}
      />
      {count === 0 ? null : (
        <div className={styles['bulk']} role="region" aria-label={t('selection.label')}>
          <strong>{selected.kind === 'all' ? t('selection.all', { count }) : t('selection.loaded', { count })}</strong>
          {selected.kind === 'all' || total === undefined || total <= count ? null : (
            <button type="button" className="plain link" onClick={() => setSelected({ kind: 'all' })}>
              {t('selection.takeAll', { count: total })}
            </button>
          )}
          <button type="button" className="plain" onClick={() => setSelected(none)}>
            <CloseOutlined /> {t('selection.clear')}
          </button>
          {exporting === null ? null : (
            <span className={styles['bulk-actions']}>
              <Button
                icon={<DownloadOutlined />}
                loading={exporting.progress !== null}
                onClick={() =>
                  selected.kind === 'all'
                    ? exporting.all(filter)
                    : exporting.these(rows.filter((row) => selected.ids.has(row.id)))
                }
              >
                {t('export.action')}
              </Button>
            </span>
          )}
        </div>
      )}
    </>
  );
}

interface NoMatchProps {
  filter: Filter;
  onDrop: (name: FilterName) => void;
  onClear: () => void;
}

/** Which condition to drop, and how many there would be then; what would help nothing is not offered. */
function NoMatch({ filter, onDrop, onClear }: NoMatchProps) {
  const { t } = useTranslation();
  const words = useFilterWords(filter);
  const names = filterNames.filter((name) => filter[name] !== undefined);
  if (names.length === 0)
    return <BlockState look="nothing" title={t('enterprises.emptyTitle')} text={t('enterprises.emptyText')} />;
  return (
    <BlockState
      look="no-match"
      title={t('enterprises.noMatchTitle')}
      text={t('enterprises.noMatchText', { filters: names.map(words).join(t('list.and')) })}
    >
      {names.map((name) => (
        <DropFilter key={name} filter={filter} name={name} words={words(name)} onDrop={onDrop} />
      ))}
      <button type="button" className="plain link" onClick={onClear}>
        {t('filter.clear')}
      </button>
    </BlockState>
  );
}

interface DropFilterProps {
  filter: Filter;
  name: FilterName;
  words: string;
  onDrop: (name: FilterName) => void;
}

function DropFilter({ filter, name, words, onDrop }: DropFilterProps) {
  const { t } = useTranslation();
  const { [name]: _dropped, ...rest } = filter;
  const { data: count } = useQuery(enterpriseCountQuery(rest));
  if (count === 0) return null;
  return (
    <button type="button" className="plain link" onClick={() => onDrop(name)}>
      {typeof count === 'number'
        ? t('filter.dropFinds', { filter: words, count })
        : t('filter.drop', { filter: words })}
    </button>
  );
}
