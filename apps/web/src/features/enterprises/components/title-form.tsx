import { Button, Form, Input, Select } from 'antd';
import type { LocalDate } from '@tidu/kernel';
import { useTranslation } from 'react-i18next';
import type { Listing, Qualification } from '../../../shared/api/types';
import { useDraft } from '../../../shared/drafts';
import { useRefusals } from '../../../shared/forms';
import { DayPicker } from '../../../shared/parts/day-picker';
import { FormDialog } from '../../../shared/parts/floating';
import { FormFailure } from '../../../shared/parts/form-failure';
import { notify } from '../../../shared/parts/notice';
import { programmeKeys, useProgrammeWords } from '../../../shared/programme-words';
import { withoutBlanks } from '../../../shared/without-blanks';
import { useGrant, useRenew, useRevoke, type GrantFields } from '../api/qualifications';

interface TitleFields {
  programme?: string;
  certificateNo?: string;
  issuedOn?: LocalDate | null;
  validFrom?: LocalDate | null;
  validTo?: LocalDate | null;
  batch?: string;
  source?: string;
  board?: Listing['board'];
  stage?: string;
  stockCode?: string;
}

const boards = ['szse', 'sse', 'bse', 'overseas', 'neeq', 'regional'] as const;
const stages = [
  'reserve',
  'share-reform',
  'tutoring-filed',
  'tutoring',
  'tutoring-accepted',
  'filed',
  'inquiry',
  'committee',
  'registered',
  'listed',
  'suspended',
  'withdrawn',
  'terminated',
  'delisted',
] as const;
const fieldNames = ['programme', 'certificateNo', 'issuedOn', 'validFrom', 'validTo', 'batch', 'source'] as const;

interface TitleFormProps {
  enterpriseId: string;
  /** The title to renew; without it a new one is granted. */
  renewed?: Qualification;
  onClose: () => void;
}

/** Grants a title or renews one. Dates that stay open are filled in by the rules of the programme. */
export function TitleForm({ enterpriseId, renewed, onClose }: TitleFormProps) {
  const { t } = useTranslation();
  const { full, short } = useProgrammeWords();
  const [form] = Form.useForm<TitleFields>();
  const { draft, keep, forget } = useDraft<TitleFields>(
    renewed === undefined ? `grant.${enterpriseId}` : `renew.${renewed.id}`,
  );
  const refusals = useRefusals(form, fieldNames);
  const grant = useGrant(enterpriseId);
  const renew = useRenew(enterpriseId, renewed?.id ?? '');
  const chosen = Form.useWatch('programme', form);
  const programme = renewed?.programme ?? chosen ?? draft?.programme;
  const isPending = grant.isPending || renew.isPending;

  const submit = ({ board, stage, stockCode, ...fields }: TitleFields) => {
    refusals.clear();
    const listing =
      programme === 'listing' && board !== undefined
        ? { listing: { ...withoutBlanks({ stockCode }), board, stage: stage ?? 'listed' } }
        : {};
    const { programme: _named, ...body } = { ...withoutBlanks(fields), ...listing } as GrantFields;
    const settled = {
      onSuccess: () => {
        forget();
        notify('done', t(renewed === undefined ? 'title.granted' : 'title.renewed', { title: short(programme ?? '') }));
        onClose();
      },
      onError: refusals.take,
    };
    if (renewed === undefined) grant.mutate({ ...body, programme: programme ?? '' }, settled);
    else renew.mutate(body, settled);
  };

  return (
    <FormDialog
      title={renewed === undefined ? t('title.grant') : t('title.renewOf', { title: full(renewed.programme) })}
      onCancel={onClose}
      footer={
        <Button type="primary" loading={isPending} onClick={() => form.submit()}>
          {renewed === undefined ? t('title.grantAction') : t('title.renewAction')}
        </Button>
      }
    >
      <FormFailure text={refusals.failed} />
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={draft ?? { board: 'szse', stage: 'listed' }}
        onValuesChange={(_changed, values) => keep(values)}
        onFinish={submit}
      >
        {renewed === undefined ? (
          <Form.Item
            name="programme"
            label={t('title.programme')}
            rules={[{ required: true, message: t('form.required') }]}
          >
            <Select options={programmeKeys.map((key) => ({ value: key, label: full(key) }))} />
          </Form.Item>
        ) : null}
        <Form.Item
          name="issuedOn"
          label={t('title.issuedOn')}
          rules={[{ required: true, message: t('form.required') }]}
        >
          <DayPicker />
        </Form.Item>
        <Form.Item name="certificateNo" label={t('title.certificateNo')}>
          <Input maxLength={100} autoComplete="off" />
        </Form.Item>
        {programme === 'listing' ? (
          <>
            <Form.Item name="board" label={t('title.board')}>
              <Select options={boards.map((key) => ({ value: key, label: t(`board.${key}`) }))} />
            </Form.Item>
            <Form.Item name="stage" label={t('title.stage')}>
              <Select options={stages.map((key) => ({ value: key, label: t(`listingStage.${key}`) }))} />
            </Form.Item>
            <Form.Item name="stockCode" label={t('title.stockCode')}>
              <Input maxLength={10} autoComplete="off" />
            </Form.Item>
          </>
        ) : (
          <>
            <Form.Item name="validFrom" label={t('title.validFrom')} extra={t('title.validFromHint')}>
              <DayPicker />
            </Form.Item>
            <Form.Item name="validTo" label={t('title.validTo')} extra={t('title.validToHint')}>
              <DayPicker />
            </Form.Item>
          </>
        )}
        <Form.Item name="batch" label={t('title.batch')}>
          <Input maxLength={100} autoComplete="off" />
        </Form.Item>
        <Form.Item name="source" label={t('title.source')} extra={t('title.sourceHint')}>
          <Input maxLength={200} autoComplete="off" />
        </Form.Item>
      </Form>
    </FormDialog>
  );
}

interface RevokeFields {
  on: LocalDate;
  reason: string;
}

/** Says what follows before it is done, instead of asking "are you sure". */
export function RevokeForm({
  enterpriseId,
  title,
  onClose,
}: {
  enterpriseId: string;
  title: Qualification;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const { full, short } = useProgrammeWords();
  const [form] = Form.useForm<RevokeFields>();
  const { draft, keep, forget } = useDraft<RevokeFields>(`revoke.${title.id}`);
  const refusals = useRefusals(form, ['on', 'reason']);
  const revoke = useRevoke(enterpriseId, title.id);
  const on = Form.useWatch('on', form);
  return (
    <FormDialog
      title={t('title.revokeOf', { title: full(title.programme) })}
      onCancel={onClose}
      footer={
        <Button danger loading={revoke.isPending} onClick={() => form.submit()}>
          {t('title.revokeAction')}
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
          revoke.mutate(fields, {
            onSuccess: () => {
              forget();
              notify('done', t('title.revoked', { title: short(title.programme) }));
              onClose();
            },
            onError: refusals.take,
          });
        }}
      >
        <Form.Item name="on" label={t('title.revokedOn')} rules={[{ required: true, message: t('form.required') }]}>
          <DayPicker />
        </Form.Item>
        <Form.Item
          name="reason"
          label={t('title.revokeReason')}
          rules={[{ required: true, whitespace: true, message: t('form.required') }]}
        >
          <Input.TextArea rows={3} maxLength={500} />
        </Form.Item>
      </Form>
      <p className="note">{t('title.revokeEffect', { day: on ?? t('title.thatDay') })}</p>
    </FormDialog>
  );
}
