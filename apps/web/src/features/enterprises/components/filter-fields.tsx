import { FilterOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { LocalDate } from '@tidu/kernel';
import { Input, Popover, Select } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { enterpriseFlags, standings, tiers } from '../../../shared/api/types';
import { DayPicker } from '../../../shared/parts/day-picker';
import { programmeKeys, useProgrammeWords } from '../../../shared/programme-words';
import { areasQuery } from '../../../shared/queries/areas';
import { officersQuery } from '../../../shared/queries/officers';
import { useCan } from '../../../shared/who';
import type { Filter, FilterName } from '../enterprise-filter';
import styles from './filter-fields.module.css';

type SetFilter = (name: FilterName, value: string | null) => void;

/** "加筛选": every condition of the list in one place; each choice acts at once. */
export function AddFilter({ filter, onSet }: { filter: Filter; onSet: SetFilter }) {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Popover
      trigger="click"
      placement="bottomLeft"
      arrow={false}
      open={isOpen}
      onOpenChange={setIsOpen}
      content={<FilterFields filter={filter} onSet={onSet} />}
    >
      <button type="button" className={styles['add']} aria-expanded={isOpen}>
        <FilterOutlined />
        {t('filter.add')}
      </button>
    </Popover>
  );
}

function FilterFields({ filter, onSet }: { filter: Filter; onSet: SetFilter }) {
  const { t } = useTranslation();
  const { full } = useProgrammeWords();
  const canSeeOfficers = useCan('officers.read');
  const officers = useQuery({ ...officersQuery, enabled: canSeeOfficers });
  const areas = useQuery({ ...areasQuery, enabled: canSeeOfficers });
  const tierOptions = tiers.map((tier) => ({ value: tier, label: t(`tier.${tier}`) }));
  const officerOptions = officers.data?.map((o) => ({ value: o.id, label: o.name })) ?? [];
  const choose = (name: FilterName) => (value: string | null | undefined) => onSet(name, value ?? null);
  const chooseSome = (name: FilterName) => (values: string[]) =>
    onSet(name, values.length === 0 ? null : values.join(','));
  const split = (value: string | undefined) => (value === undefined ? [] : value.split(','));
  const day = (value: string | undefined) => (value === undefined ? null : LocalDate.parse(value));

  return (
    <div className={styles['fields']} role="dialog" aria-label={t('filter.add')}>
      <Field name="tier">
        {(id) => (
          <Select
            id={id}
            mode="multiple"
            value={split(filter.tier)}
            options={tierOptions}
            onChange={chooseSome('tier')}
            placeholder={t('filter.any')}
          />
        )}
      </Field>
      <Field name="certainTier">
        {(id) => (
          <Select
            id={id}
            mode="multiple"
            value={split(filter.certainTier)}
            options={tierOptions}
            onChange={chooseSome('certainTier')}
            placeholder={t('filter.any')}
          />
        )}
      </Field>
      <Field name="programme">
        {(id) => (
          <Select
            id={id}
            allowClear
            value={filter.programme ?? null}
            options={programmeKeys.map((key) => ({ value: key, label: full(key) }))}
            onChange={choose('programme')}
            placeholder={t('filter.any')}
          />
        )}
      </Field>
      <Field name="flag">
        {(id) => (
          <Select
            id={id}
            allowClear
            value={filter.flag ?? null}
            options={enterpriseFlags.map((flag) => ({ value: flag, label: t(`flag.${flag}`) }))}
            onChange={choose('flag')}
            placeholder={t('filter.any')}
          />
        )}
      </Field>
      {canSeeOfficers ? (
        <>
          <Field name="areaId">
            {(id) => (
              <Select
                id={id}
                allowClear
                showSearch={{ optionFilterProp: 'label' }}
                loading={areas.isPending}
                value={filter.areaId ?? null}
                options={areas.data?.map((a) => ({ value: a.id, label: a.shortName })) ?? []}
                onChange={choose('areaId')}
                placeholder={t('filter.any')}
              />
            )}
          </Field>
          <Field name="district">
            {(id) => (
              <Select
                id={id}
                allowClear
                showSearch={{ optionFilterProp: 'label' }}
                loading={areas.isPending}
                value={filter.district ?? null}
                options={
                  areas.data
                    ?.filter((a) => a.kind === 'district')
                    .map((a) => ({ value: a.code, label: a.shortName })) ?? []
                }
                onChange={choose('district')}
                placeholder={t('filter.any')}
              />
            )}
          </Field>
          <Field name="officerId">
            {(id) => (
              <Select
                id={id}
                allowClear
                showSearch={{ optionFilterProp: 'label' }}
                loading={officers.isPending}
                value={filter.officerId ?? null}
                options={officerOptions}
                onChange={choose('officerId')}
                placeholder={t('filter.any')}
              />
            )}
          </Field>
          <Field name="primaryOfficerId">
            {(id) => (
              <Select
                id={id}
                allowClear
                showSearch={{ optionFilterProp: 'label' }}
                loading={officers.isPending}
                value={filter.primaryOfficerId ?? null}
                options={officerOptions}
                onChange={choose('primaryOfficerId')}
                placeholder={t('filter.any')}
              />
            )}
          </Field>
        </>
      ) : null}
      <Field name="expiringBefore">
        {(id) => (
          <DayPicker id={id} value={day(filter.expiringBefore)} onChange={(value) => onSet('expiringBefore', value)} />
        )}
      </Field>
      <Field name="notVisitedSince">
        {(id) => (
          <DayPicker
            id={id}
            value={day(filter.notVisitedSince)}
            onChange={(value) => onSet('notVisitedSince', value)}
          />
        )}
      </Field>
      <Field name="chain">
        {(id) => (
          <Input
            id={id}
            allowClear
            defaultValue={filter.chain}
            maxLength={60}
            placeholder={t('filter.any')}
            onBlur={(e) => onSet('chain', e.target.value.trim() || null)}
            onPressEnter={(e) => onSet('chain', e.currentTarget.value.trim() || null)}
          />
        )}
      </Field>
      <Field name="standing">
        {(id) => (
          <Select
            id={id}
            allowClear
            value={filter.standing ?? null}
            options={standings.map((s) => ({ value: s, label: t(`standing.${s}`) }))}
            onChange={choose('standing')}
            placeholder={t('standing.active')}
          />
        )}
      </Field>
    </div>
  );
}

function Field({ name, children }: { name: FilterName; children: (id: string) => React.ReactNode }) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <div>
      <label htmlFor={id}>{t(`filter.${name}`)}</label>
      {children(id)}
    </div>
  );
}
