import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './data-list.module.css';

export interface DataColumn<Row> {
  key: string;
  title: string;
  /** Least width; what remains is shared among the columns that grow. */
  width: number;
  grow?: number;
  align?: 'end';
  render: (row: Row) => React.ReactNode;
}

export interface DataSelection {
  has: (id: string) => boolean;
  toggle: (id: string) => void;
  /** The box in the head: all, some or none of the rows that are loaded. */
  state: 'all' | 'some' | 'none';
  toggleLoaded: () => void;
}

interface DataListProps<Row> {
  label: string;
  rows: readonly Row[];
  rowId: (row: Row) => string;
  rowLabel: (row: Row) => string;
  /** The first column is frozen. */
  columns: readonly DataColumn<Row>[];
  rowHeight: number;
  total?: number | undefined;
  hasMore: boolean;
  isLoadingMore: boolean;
  onMore: () => void;
  onOpen?: (row: Row) => void;
  selection?: DataSelection;
  /** Shown after the last row. */
  end?: React.ReactNode;
  /** Room left free below, for a bar that floats. */
  bottomSpace?: number;
}

const boxWidth = 40;

/**
 * Rows by the thousand: only those in view exist. The first column stays while the rest scrolls; arrows move, Enter opens,
 * Space selects; the next page is fetched before its rows come into view.
 */
export function DataList<Row>(props: DataListProps<Row>) {
  const { label, rows, rowId, rowLabel, columns, rowHeight, total, hasMore, isLoadingMore, onMore, onOpen, selection } =
    props;
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const gridId = useId();
  const [active, setActive] = useState(-1);
  const current = Math.min(active, rows.length - 1);

  // eslint-disable-next-line react-hooks/incompatible-library -- the React Compiler is not used here
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  useEffect(() => virtualizer.measure(), [virtualizer, rowHeight]);
  const items = virtualizer.getVirtualItems();
  const lastSeen = items.at(-1)?.index ?? -1;
  useEffect(() => {
    if (hasMore && !isLoadingMore && lastSeen >= rows.length - 20) onMore();
  }, [hasMore, isLoadingMore, lastSeen, rows.length, onMore]);

  const template = useMemo(() => {
    const box = selection === undefined ? [] : [`${boxWidth}px`];
    return [
      ...box,
      ...columns.map((c) => (c.grow === undefined ? `${c.width}px` : `minmax(${c.width}px, ${c.grow}fr)`)),
    ].join(' ');
  }, [columns, selection]);
  const minWidth = columns.reduce((sum, c) => sum + c.width, selection === undefined ? 0 : boxWidth);
  const frame = { gridTemplateColumns: template, minWidth };
  const [first, ...rest] = columns;

  const move = (to: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, to));
    setActive(next);
    virtualizer.scrollToIndex(next, { align: 'auto' });
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.target !== event.currentTarget || rows.length === 0) return;
    const pageRows = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 2);
    const row = rows[current];
    if (event.key === 'ArrowDown') move(current + 1);
    else if (event.key === 'ArrowUp') move(current - 1);
    else if (event.key === 'PageDown') move(current + pageRows);
    else if (event.key === 'PageUp') move(current - pageRows);
    else if (event.key === 'Home') move(0);
    else if (event.key === 'End') move(rows.length - 1);
    else if (event.key === 'Enter' && row !== undefined) onOpen?.(row);
    else if (event.key === ' ' && row !== undefined) selection?.toggle(rowId(row));
    else return;
    event.preventDefault();
  };

  return (
    <div ref={scroller} className={styles['scroller']}>
      <div
        className={styles['list']}
        role="grid"
        aria-label={label}
        aria-rowcount={total === undefined ? -1 : total + 1}
        aria-colcount={columns.length + (selection === undefined ? 0 : 1)}
        aria-multiselectable={selection === undefined ? undefined : true}
        aria-activedescendant={current >= 0 ? `${gridId}-${current}` : undefined}
        tabIndex={0}
        data-grid
        onKeyDown={onKeyDown}
        onFocus={(event) => {
          if (event.target === event.currentTarget && active < 0 && rows.length > 0) setActive(0);
        }}
      >
        <div className={styles['head']} role="row" aria-rowindex={1} style={frame}>
          {selection === undefined ? null : (
            <div className={`${styles['cell']} ${styles['box']}`} role="columnheader">
              <CheckBox label={t('list.selectLoaded')} state={selection.state} onChange={selection.toggleLoaded} />
            </div>
          )}
          {columns.map((column, i) => (
            <div
              key={column.key}
              className={`${styles['cell']} ${i === 0 ? styles['frozen'] : ''}`}
              role="columnheader"
              data-align={column.align}
              data-boxed={selection === undefined ? undefined : true}
            >
              {column.title}
            </div>
          ))}
        </div>
        <div className={styles['rows']} role="rowgroup" style={{ height: virtualizer.getTotalSize(), minWidth }}>
          {items.map((item) => {
            const row = rows[item.index];
            if (row === undefined) return null;
            const id = rowId(row);
            const isSelected = selection?.has(id) ?? false;
            return (
              <div
                key={id}
                id={`${gridId}-${item.index}`}
                role="row"
                aria-rowindex={item.index + 2}
                aria-selected={selection === undefined ? undefined : isSelected}
                className={styles['row']}
                data-active={item.index === current || undefined}
                data-openable={onOpen === undefined ? undefined : true}
                style={{ ...frame, height: rowHeight, transform: `translateY(${item.start}px)` }}
                onClick={(event) => {
                  setActive(item.index);
                  if (!(event.target as Element).closest('a, button, input, label')) onOpen?.(row);
                }}
              >
                {selection === undefined ? null : (
                  <div className={`${styles['cell']} ${styles['box']}`} role="gridcell">
                    <CheckBox
                      label={t('list.selectRow', { name: rowLabel(row) })}
                      state={isSelected ? 'all' : 'none'}
                      onChange={() => selection.toggle(id)}
                    />
                  </div>
                )}
                {first === undefined ? null : (
                  <div
                    className={`${styles['cell']} ${styles['frozen']}`}
                    role="rowheader"
                    data-boxed={selection === undefined ? undefined : true}
                  >
                    {first.render(row)}
                  </div>
                )}
                {rest.map((column) => (
                  <div key={column.key} className={styles['cell']} role="gridcell" data-align={column.align}>
                    {column.render(row)}
                  </div>
                ))}
              </div>
            );
          })}
        </div>
      </div>
      <div className={styles['end']} style={{ paddingBottom: props.bottomSpace ?? 0 }}>
        {props.end}
      </div>
    </div>
  );
}

interface CheckBoxProps {
  label: string;
  state: 'all' | 'some' | 'none';
  onChange: () => void;
}

function CheckBox({ label, state, onChange }: CheckBoxProps) {
  return (
    <label className={styles['check']}>
      <input
        type="checkbox"
        aria-label={label}
        tabIndex={-1}
        checked={state === 'all'}
        ref={(input) => {
          if (input !== null) input.indeterminate = state === 'some';
        }}
        onChange={onChange}
      />
      <svg viewBox="0 0 16 16" width={16} height={16} aria-hidden data-state={state}>
        <rect x=".5" y=".5" width="15" height="15" rx="3.5" className={styles['check-box']} />
        {state === 'all' ? <path d="m4 8.2 2.7 2.7L12 5.4" className={styles['check-tick']} /> : null}
        {state === 'some' ? <rect x="4" y="4" width="8" height="8" className={styles['check-some']} /> : null}
      </svg>
    </label>
  );
}
