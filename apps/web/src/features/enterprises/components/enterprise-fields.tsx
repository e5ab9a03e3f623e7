import { useQuery } from '@tanstack/react-query';
import { checkUscc } from '@tidu/kernel';
import { Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { DayPicker } from '../../../shared/parts/day-picker';
import { areasQuery } from '../../../shared/queries/areas';
import { useCan } from '../../../shared/who';

/** As the API names them. */
export const enterpriseFieldNames = [
  'name',
  'uscc',
  'registeredOn',
  'areaId',
  'district',
  'zone',
  'chain',
  'address',
] as const;

/** The fields of the registry, for a new enterprise and for an edit. */
export function EnterpriseFields({ isNew = false }: { isNew?: boolean }) {
  const { t } = useTranslation();
  const canSeeAreas = useCan('areas.read');
  const areas = useQuery({ ...areasQuery, enabled: canSeeAreas });
  const ofKind = (kind: string) => areas.data?.filter((area) => area.kind === kind) ?? [];
  return (
    <>
      <Form.Item
        name="name"
        label={t('field.name')}
        rules={[{ required: true, whitespace: true, message: t('form.required') }]}
      >
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="uscc"
        label={t('field.uscc')}
        extra={t('field.usccHint')}
        rules={[
          {
            validator: (_rule, value: string | undefined) => {
              if (value === undefined || value.trim() === '') return Promise.resolve();
              const checked = checkUscc(value);
              return checked.ok ? Promise.resolve() : Promise.reject(new Error(t(`uscc.${checked.reason}`)));
            },
          },
        ]}
        validateTrigger="onBlur"
      >
        <Input maxLength={40} autoComplete="off" spellCheck={false} />
      </Form.Item>
      <Form.Item name="registeredOn" label={t('field.registeredOn')}>
        <DayPicker />
      </Form.Item>
      {isNew ? (
        <Form.Item name="areaId" label={t('field.area')} extra={t('field.areaHint')}>
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            loading={areas.isLoading}
            options={areas.data?.map((a) => ({ value: a.id, label: a.shortName })) ?? []}
          />
        </Form.Item>
      ) : null}
      <Form.Item name="district" label={t('field.district')}>
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          loading={areas.isLoading}
          options={ofKind('district').map((a) => ({ value: a.code, label: a.name }))}
        />
      </Form.Item>
      <Form.Item name="zone" label={t('field.zone')}>
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          loading={areas.isLoading}
          options={ofKind('zone').map((a) => ({ value: a.code, label: a.shortName }))}
        />
      </Form.Item>
      <Form.Item name="chain" label={t('field.chain')}>
        <Input maxLength={60} autoComplete="off" />
      </Form.Item>
      <Form.Item name="address" label={t('field.address')}>
        <Input maxLength={300} autoComplete="off" />
      </Form.Item>
    </>
  );
}
