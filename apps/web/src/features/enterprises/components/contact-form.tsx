import { Button, Checkbox, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Contact } from '../../../shared/api/types';
import { useDraft } from '../../../shared/drafts';
import { useRefusals } from '../../../shared/forms';
import { FormDialog } from '../../../shared/parts/floating';
import { FormFailure } from '../../../shared/parts/form-failure';
import { notify } from '../../../shared/parts/notice';
import { useSaveContact, type ContactFields } from '../api/contacts';

interface ContactFormProps {
  enterpriseId: string;
  contact: Contact | null;
  onClose: () => void;
}

/** A masked number (138****0001) is left as it is unless it is typed anew. */
const isMasked = (value: string | null | undefined) => value?.includes('*') === true;

export function ContactForm({ enterpriseId, contact, onClose }: ContactFormProps) {
  const { t } = useTranslation();
  const [form] = Form.useForm<ContactFields>();
  const { draft, keep, forget } = useDraft<ContactFields>(`contact.${contact?.id ?? enterpriseId}`);
  const refusals = useRefusals(form, ['name', 'phone', 'email', 'position', 'isPrimary']);
  const save = useSaveContact(enterpriseId, contact);
  const blankToNull = (value: string | null | undefined) =>
    value === undefined || value === null || value.trim() === '' ? null : value.trim();
  return (
    <FormDialog
      title={contact === null ? t('contact.add') : t('contact.change')}
      onCancel={onClose}
      footer={
        <Button type="primary" loading={save.isPending} onClick={() => form.submit()}>
          {t('action.save')}
        </Button>
      }
    >
      <FormFailure text={refusals.failed} />
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={draft ?? contact ?? { isPrimary: false }}
        onValuesChange={(_changed, values) => keep(values)}
        onFinish={(fields) => {
          refusals.clear();
          const body: ContactFields = {
            name: fields.name.trim(),
            position: blankToNull(fields.position),
            isPrimary: fields.isPrimary === true,
            ...(isMasked(fields.phone) ? {} : { phone: blankToNull(fields.phone) }),
            ...(isMasked(fields.email) ? {} : { email: blankToNull(fields.email) }),
          };
          save.mutate(body, {
            onSuccess: () => {
              forget();
              notify('done', t('contact.saved', { name: body.name }));
              onClose();
            },
            onError: refusals.take,
          });
        }}
      >
        <Form.Item
          name="name"
          label={t('contact.name')}
          rules={[{ required: true, whitespace: true, message: t('form.required') }]}
        >
          <Input maxLength={100} autoComplete="off" />
        </Form.Item>
        <Form.Item name="position" label={t('contact.position')}>
          <Input maxLength={100} autoComplete="off" />
        </Form.Item>
        <Form.Item name="phone" label={t('contact.phone')}>
          <Input type="tel" maxLength={30} autoComplete="off" />
        </Form.Item>
        <Form.Item name="email" label={t('contact.email')} extra={t('contact.emailHint')}>
          <Input type="email" maxLength={200} autoComplete="off" />
        </Form.Item>
        <Form.Item name="isPrimary" valuePropName="checked">
          <Checkbox>{t('contact.isPrimary')}</Checkbox>
        </Form.Item>
      </Form>
    </FormDialog>
  );
}
