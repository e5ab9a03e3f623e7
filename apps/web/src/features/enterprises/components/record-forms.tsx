import { Button, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Refusal } from '../../../shared/api/problem';
import { standings, type Enterprise } from '../../../shared/api/types';
import { useDraft } from '../../../shared/drafts';
import { useRefusals } from '../../../shared/forms';
import { DayPicker } from '../../../shared/parts/day-picker';
import { FormDialog, SidePanel } from '../../../shared/parts/floating';
import { FormFailure } from '../../../shared/parts/form-failure';
import { notify } from '../../../shared/parts/notice';
import { useChangeEnterprise, type EnterpriseChange } from '../api/change-enterprise';
import { useSetStanding, type StandingFields } from '../api/set-standing';
import { EnterpriseFields, enterpriseFieldNames } from './enterprise-fields';

const changeable = enterpriseFieldNames.filter((name) => name !== 'areaId');

interface EditProps {
  enterprise: Enterprise;
  etag: string;
  onClose: () => void;
}

export function EditEnterprise({ enterprise, etag, onClose }: EditProps) {
  const { t } = useTranslation();
  const [form] = Form.useForm<EnterpriseChange>();
  const { draft, keep, forget } = useDraft<EnterpriseChange>(`enterprise.${enterprise.id}`);
  const refusals = useRefusals(form, changeable);
  const change = useChangeEnterprise(enterprise.id, etag);
  const before = Object.fromEntries(changeable.map((name) => [name, enterprise[name]])) as EnterpriseChange;

  const submit = (values: EnterpriseChange) => {
    refusals.clear();
    const next = values as Record<string, unknown>;
    // Only what differs is sent; a field that was emptied becomes null.
    const changed = Object.fromEntries(
      changeable
        .map(
          (name) => [name, typeof next[name] === 'string' ? next[name].trim() || null : (next[name] ?? null)] as const,
        )
        .filter(([name, value]) => value !== (before as Record<string, unknown>)[name]),
    );
    if (Object.keys(changed).length === 0) return onClose();
    change.mutate(changed, {
      onSuccess: () => {
        forget();
        notify('done', t('enterprises.changed'));
        onClose();
      },
      onError: refusals.take,
    });
  };

  const isStale = change.error instanceof Refusal && change.error.problem.status === 412;
  return (
    <SidePanel
      title={t('enterprises.edit')}
      onClose={onClose}
      footer={
        <Button type="primary" block loading={change.isPending} onClick={() => form.submit()}>
          {isStale ? t('form.saveOver') : t('action.save')}
        </Button>
      }
    >
      <FormFailure text={refusals.failed} />
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={draft ?? before}
        onValuesChange={(_changed, values) => keep(values)}
        onFinish={submit}
      >
        <EnterpriseFields />
      </Form>
    </SidePanel>
  );
}

/** A change of standing ends reminders and load: the form says so before it is done. */
export function StandingForm({ enterprise, onClose }: Omit<EditProps, 'etag'>) {
  const { t } = useTranslation();
  const [form] = Form.useForm<StandingFields>();
  const { draft, keep, forget } = useDraft<StandingFields>(`standing.${enterprise.id}`);
  const refusals = useRefusals(form, ['standing', 'from', 'source']);
  const set = useSetStanding(enterprise.id);
  const chosen = Form.useWatch('standing', form);
  return (
    <FormDialog
      title={t('standing.change')}
      onCancel={onClose}
      footer={
        <Button type="primary" loading={set.isPending} onClick={() => form.submit()}>
          {t('action.save')}
        </Button>
      }
    >
      <FormFailure text={refusals.failed} />
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={draft ?? {}}
        onValuesChange={(_changed, values) => keep(values)}
        onFinish={(fields) => {
          refusals.clear();
          set.mutate(fields, {
            onSuccess: () => {
              forget();
              notify('done', t('standing.changed', { standing: t(`standing.${fields.standing}`) }));
              onClose();
            },
            onError: refusals.take,
          });
        }}
      >
        <Form.Item
          name="standing"
          label={t('standing.label')}
          rules={[{ required: true, message: t('form.required') }]}
        >
          <Select
            options={standings
              .filter((s) => s !== enterprise.standing)
              .map((s) => ({ value: s, label: t(`standing.${s}`) }))}
          />
        </Form.Item>
        <Form.Item name="from" label={t('standing.from')} rules={[{ required: true, message: t('form.required') }]}>
          <DayPicker />
        </Form.Item>
        <Form.Item
          name="source"
          label={t('standing.source')}
          rules={[{ required: true, whitespace: true, message: t('form.required') }]}
        >
          <Input maxLength={200} placeholder={t('standing.sourceHint')} />
        </Form.Item>
      </Form>
      {chosen === undefined || chosen === 'active' ? null : <p className="note">{t('standing.effect')}</p>}
    </FormDialog>
  );
}
