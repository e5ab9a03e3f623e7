import { ColumnHeightOutlined, SettingOutlined, SortAscendingOutlined } from '@ant-design/icons';
import { Checkbox, Dropdown, Popover } from 'antd';
import { useTranslation } from 'react-i18next';
import { sorts, type Sort } from '../enterprise-filter';
import { columnKeys, usualColumns, type ColumnKey } from './enterprise-columns';
import styles from './list-tools.module.css';

export const rowHeights = { tight: 30, standard: 37, loose: 45 } as const;
export type RowHeight = keyof typeof rowHeights;

interface ListToolsProps {
  sort: Sort;
  onSort: (sort: Sort) => void;
  rowHeight: RowHeight;
  onRowHeight: (height: RowHeight) => void;
  columns: readonly ColumnKey[];
  onColumns: (columns: readonly ColumnKey[]) => void;
}

export function ListTools({ sort, onSort, rowHeight, onRowHeight, columns, onColumns }: ListToolsProps) {
  const { t } = useTranslation();
  return (
    <div className={styles['tools']}>
      <Dropdown
        trigger={['click']}
        menu={{
          selectable: true,
          selectedKeys: [sort],
          items: sorts.map((key) => ({ key, label: t(`sort.${key}`) })),
          onClick: ({ key }) => onSort(key as Sort),
        }}
      >
        <button type="button" className="plain">
          <SortAscendingOutlined /> {t(`sort.${sort}`)}
        </button>
      </Dropdown>
      <Dropdown
        trigger={['click']}
        menu={{
          selectable: true,
          selectedKeys: [rowHeight],
          items: Object.keys(rowHeights).map((key) => ({ key, label: t(`rowHeight.${key as RowHeight}`) })),
          onClick: ({ key }) => onRowHeight(key as RowHeight),
        }}
      >
        <button type="button" className="plain">
          <ColumnHeightOutlined /> {t(`rowHeight.${rowHeight}`)}
        </button>
      </Dropdown>
      <Popover
        trigger="click"
        placement="bottomRight"
        arrow={false}
        content={
          <div className={styles['columns']}>
            <Checkbox.Group
              value={[...columns]}
              onChange={(keys) => onColumns(keys)}
              options={columnKeys
                .filter((key) => key !== 'name')
                .map((key) => ({ value: key, label: t(`column.${key}`) }))}
            />
            <button type="button" className="plain link" onClick={() => onColumns(usualColumns)}>
              {t('column.usual')}
            </button>
          </div>
        }
      >
        <button type="button" className="plain">
          <SettingOutlined /> {t('column.choose')}
        </button>
      </Popover>
    </div>
  );
}
