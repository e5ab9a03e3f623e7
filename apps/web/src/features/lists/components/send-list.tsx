import { FileExcelOutlined, InboxOutlined } from '@ant-design/icons';
import { Button, Form, Input, Segmented, Select } from 'antd';
import type { LocalDate } from '@tidu/kernel';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useDraft } from '../../../shared/drafts';
import { useRefusals } from '../../../shared/forms';
import { DayPicker } from '../../../shared/parts/day-picker';
import { FormFailure } from '../../../shared/parts/form-failure';
import { programmeKeys, useProgrammeWords } from '../../../shared/programme-words';
import { withoutBlanks } from '../../../shared/without-blanks';
import { useSendList } from '../api/imports';
import styles from './send-list.module.css';

type Kind = 'recognition' | 'enterprises';

interface Options {
  programme?: string;
  issuedOn?: LocalDate | null;
  validFrom?: LocalDate | null;
  validTo?: LocalDate | null;
  batch?: string;
  source?: string;
}

interface Draft {
  kind: Kind;
  options: Options;
}

/** Drop a file, say what it is; the columns are found by their headers. */
export function SendList() {
  const { t, i18n } = useTranslation();
  const { full } = useProgrammeWords();
  const navigate = useNavigate();
  const inputId = useId();
  const input = useRef<HTMLInputElement>(null);
  const [form] = Form.useForm<Options>();
  const { draft, keep, forget } = useDraft<Draft>('new-list');
  const [file, setFile] = useState<File | null>(null);
  const [kind, setKind] = useState<Kind>(draft?.kind ?? 'recognition');
  const [isOver, setIsOver] = useState(false);
  const refusals = useRefusals(form, ['programme', 'issuedOn', 'validFrom', 'validTo', 'batch', 'source'], 'options');
  const send = useSendList();

  const take = (files: FileList | null) => {
    const first = files?.[0];
    if (first === undefined) return;
    refusals.clear();
    setFile(first);
  };

  const submit = (options: Options) => {
    if (file === null) return;
    refusals.clear();
    send.mutate(
      { file, kind, options: { ...withoutBlanks(kind === 'recognition' ? options : { source: options.source }) } },
      {
        onSuccess: ({ id }) => {
          forget();
          void navigate(`/lists/${id}`);
        },
        onError: refusals.take,
      },
    );
  };

  return (
    <section className={`card ${styles['send']}`} aria-label={t('lists.send')}>
      <div
        className={styles['drop']}
        data-over={isOver || undefined}
        data-chosen={file === null ? undefined : true}
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setIsOver(false);
          take(event.dataTransfer.files);
        }}
      >
        <input
          ref={input}
          id={inputId}
          type="file"
          className="sr-only"
          accept=".xlsx,.csv"
          onChange={(event) => {
            take(event.target.files);
            event.target.value = '';
          }}
        />
        {file === null ? <InboxOutlined /> : <FileExcelOutlined />}
        {file === null ? (
          <p>
            <strong>{t('lists.drop')}</strong>
            <span>{t('lists.dropText')}</span>
          </p>
        ) : (
          <p>
            <strong>{file.name}</strong>
            <span className="num">
              {t('lists.size', { kb: Math.max(1, Math.round(file.size / 1024)).toLocaleString(i18n.language) })}
            </span>
          </p>
        )}
        <label htmlFor={inputId} className={styles['pick']}>
          {file === null ? t('lists.pick') : t('lists.pickOther')}
        </label>
      </div>
      <div className={styles['form']}>
        <FormFailure text={refusals.failed} />
        <Segmented<Kind>
          value={kind}
          onChange={(next) => {
            setKind(next);
            keep({ kind: next, options: form.getFieldsValue() });
          }}
          options={[
            { value: 'recognition', label: t('listKind.recognition') },
            { value: 'enterprises', label: t('listKind.enterprises') },
          ]}
        />
        <p className="note">{t(`listKindText.${kind}`)}</p>
        <Form
          form={form}
          layout="vertical"
          requiredMark={false}
          className={styles['fields'] ?? ''}
          initialValues={draft?.options ?? {}}
          onValuesChange={(_changed, options) => keep({ kind, options })}
          onFinish={submit}
        >
          {kind === 'recognition' ? (
            <>
              <Form.Item name="programme" label={t('title.programme')}>
                <Select
                  allowClear
                  placeholder={t('lists.inTheSheet')}
                  options={programmeKeys.map((key) => ({ value: key, label: full(key) }))}
                />
              </Form.Item>
              <Form.Item name="issuedOn" label={t('title.issuedOn')}>
                <DayPicker />
              </Form.Item>
              <Form.Item name="validFrom" label={t('title.validFrom')}>
                <DayPicker />
              </Form.Item>
              <Form.Item name="validTo" label={t('title.validTo')}>
                <DayPicker />
              </Form.Item>
              <Form.Item name="batch" label={t('title.batch')}>
                <Input maxLength={100} autoComplete="off" />
              </Form.Item>
            </>
          ) : null}
          <Form.Item name="source" label={t('title.source')}>
            <Input maxLength={200} autoComplete="off" placeholder={t('title.sourceHint')} />
          </Form.Item>
        </Form>
        <div className={styles['go']}>
          <Button type="primary" disabled={file === null} loading={send.isPending} onClick={() => form.submit()}>
            {t('lists.read')}
          </Button>
          <span className="note">{file === null ? t('lists.firstFile') : t('lists.nothingYet')}</span>
        </div>
      </div>
    </section>
  );
}
