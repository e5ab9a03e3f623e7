import { CloseOutlined, PlusOutlined } from '@ant-design/icons';
import { useQueries } from '@tanstack/react-query';
import { Button, Input, Popover } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TabLinks } from '../../../shared/parts/link-tabs';
import { useStored } from '../../../shared/stored';
import { useCan, useMe, useToday } from '../../../shared/who';
import { enterpriseCountQuery } from '../api/list-enterprises';
import {
  readFilter,
  readSavedViews,
  sameFilter,
  standardViews,
  writeFilter,
  type Filter,
  type Sort,
} from '../enterprise-filter';
import styles from './view-tabs.module.css';

interface ViewTabsProps {
  filter: Filter;
  sort: Sort;
}

/** Views as tabs with their counts: those everybody has, then those saved on this device. */
export function ViewTabs({ filter, sort }: ViewTabsProps) {
  const { t } = useTranslation();
  const me = useMe();
  const today = useToday();
  const isManager = useCan('enterprises.write');
  const [stored, store] = useStored(`tidu.views.${me.id}`);
  const saved = readSavedViews(stored);
  const standard = standardViews(today, isManager);
  const views = [
    ...standard.map((view) => ({
      key: view.key,
      label: t(`view.${view.key === 'all' && !isManager ? 'mine' : view.key}` as 'view.all'),
      filter: view.filter,
      search: writeFilter(view.filter),
    })),
    ...saved.map((view) => ({
      key: `saved:${view.name}`,
      label: view.name,
      filter: readFilter(new URLSearchParams(view.search)),
      search: view.search,
    })),
  ];
  const counts = useQueries({ queries: views.map((view) => enterpriseCountQuery(view.filter)) });
  const current = views.find((view) => sameFilter(view.filter, filter))?.key ?? '';
  const isSaved = current.startsWith('saved:');

  return (
    <div className={styles['bar']}>
      <TabLinks
        label={t('view.label')}
        current={current}
        tabs={views.map((view, i) => ({
          key: view.key,
          to: `/enterprises${view.search}`,
          label: view.label,
          count: counts[i]?.data,
        }))}
      />
      {isSaved ? (
        <button
          type="button"
          className="plain link"
          onClick={() => store(JSON.stringify(saved.filter((view) => `saved:${view.name}` !== current)))}
        >
          <CloseOutlined /> {t('view.forget')}
        </button>
      ) : current === '' ? (
        <SaveView
          onSave={(name) =>
            store(
              JSON.stringify([
                ...saved.filter((view) => view.name !== name),
                { name, search: writeFilter(filter, sort) },
              ]),
            )
          }
        />
      ) : null}
    </div>
  );
}

function SaveView({ onSave }: { onSave: (name: string) => void }) {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  const [name, setName] = useState('');
  const save = () => {
    if (name.trim() === '') return;
    onSave(name.trim());
    setIsOpen(false);
    setName('');
  };
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      arrow={false}
      open={isOpen}
      onOpenChange={setIsOpen}
      content={
        <div className={styles['save']}>
          <Input
            aria-label={t('view.name')}
            placeholder={t('view.name')}
            value={name}
            maxLength={20}
            autoFocus
            onChange={(event) => setName(event.target.value)}
            onPressEnter={save}
          />
          <Button type="primary" disabled={name.trim() === ''} onClick={save}>
            {t('action.save')}
          </Button>
          <p className="note">{t('view.where')}</p>
        </div>
      }
    >
      <button type="button" className="plain link">
        <PlusOutlined /> {t('view.save')}
      </button>
    </Popover>
  );
}
