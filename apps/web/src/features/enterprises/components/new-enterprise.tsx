import { Form, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useDraft } from '../../../shared/drafts';
import { useRefusals } from '../../../shared/forms';
import { SidePanel } from '../../../shared/parts/floating';
import { FormFailure } from '../../../shared/parts/form-failure';
import { notify } from '../../../shared/parts/notice';
import { withoutBlanks } from '../../../shared/without-blanks';
import { useCreateEnterprise, type NewEnterpriseFields } from '../api/create-enterprise';
import { EnterpriseFields, enterpriseFieldNames } from './enterprise-fields';

export function NewEnterprise({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [form] = Form.useForm<NewEnterpriseFields>();
  const { draft, keep, forget } = useDraft<NewEnterpriseFields>('new-enterprise');
  const refusals = useRefusals(form, enterpriseFieldNames);
  const create = useCreateEnterprise();
  return (
    <SidePanel
      title={t('enterprises.create')}
      onClose={onClose}
      footer={
        <Button type="primary" block loading={create.isPending} onClick={() => form.submit()}>
          {t('enterprises.createAction')}
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
        onFinish={(values) => {
          refusals.clear();
          create.mutate(withoutBlanks(values), {
            onSuccess: ({ id }) => {
              forget();
              notify('done', t('enterprises.created', { name: values.name }));
              void navigate(`/enterprises/${id}`);
            },
            onError: refusals.take,
          });
        }}
      >
        <EnterpriseFields isNew />
      </Form>
    </SidePanel>
  );
}
