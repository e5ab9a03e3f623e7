import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { DeadlineRecord } from '../../../shared/api/types';
import { urgencyOf } from '../../../shared/days';
import { textOf as paramOf, useDeadlineWords } from '../../../shared/deadline-words';
import { useDraft } from '../../../shared/drafts';
import { Bars, FailedBlock } from '../../../shared/parts/block-state';
import { Chip } from '../../../shared/parts/chip';
import { DaysLeft } from '../../../shared/parts/days-left';
import { SidePanel } from '../../../shared/parts/floating';
import { FormFailure } from '../../../shared/parts/form-failure';
import { notify } from '../../../shared/parts/notice';
import { markOf, StateMark } from '../../../shared/parts/state-mark';
import { TierChip } from '../../../shared/parts/tier-mark';
import { useProblemText } from '../../../shared/problem-text';
import { useToday } from '../../../shared/who';
import { deadlineQuery, useCloseDeadline, type DeadlineVerb } from '../api/one-deadline';
import styles from './deadline-drawer.module.css';
import { ReminderLedger } from './reminder-ledger';

export function DeadlineDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation();
  const deadline = useQuery(deadlineQuery(id));
  return (
    <SidePanel size={480} title={t('deadlines.one')} onClose={onClose}>
      {deadline.isError ? (
        <FailedBlock error={deadline.error} onRetry={() => void deadline.refetch()} />
      ) : deadline.data === undefined ? (
        <Bars rows={5} height={40} />
      ) : (
        <Deadline key={id} deadline={deadline.data} />
      )}
    </SidePanel>
  );
}

function Deadline({ deadline }: { deadline: DeadlineRecord }) {
  const { t } = useTranslation();
  const today = useToday();
  const { matter } = useDeadlineWords();
  const isOpen = deadline.state === 'open' || deadline.state === 'missed';
  const facts: [string, string | null | undefined][] = [
    [t('deadlines.dueOn'), deadline.dueOn],
    [t('deadlines.knownOn'), deadline.knownOn],
    [t('title.certificateNo'), paramOf(deadline.params, 'certificateNo')],
    [t('deadlines.reason'), deadline.reason],
  ];
  return (
    <>
      <p className={styles['matter']}>
        <StateMark
          kind={isOpen ? markOf[urgencyOf(today, deadline.dueOn)] : deadline.state === 'fulfilled' ? 'met' : 'later'}
          size={16}
        />
        <strong>{matter(deadline)}</strong>
        <DaysLeft dueOn={deadline.dueOn} isClosed={!isOpen} />
      </p>
      <p className={styles['whose']}>
        <Link to={`/enterprises/${deadline.enterprise.id}`}>{deadline.enterprise.name}</Link>
        <TierChip tier={deadline.enterprise.tier} />
        <Chip>{t(`deadlineState.${deadline.state}`)}</Chip>
        {deadline.isProvisional ? <Chip tone="unknown">{t('deadlines.provisional')}</Chip> : null}
      </p>
      <dl className={styles['facts']}>
        {facts
          .filter((fact): fact is [string, string] => typeof fact[1] === 'string' && fact[1] !== '')
          .map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      {deadline.isProvisional ? <p className="note">{t('deadlines.provisionalText')}</p> : null}
      <CloseDeadline deadline={deadline} />
      <h2 className={styles['ledger']}>{t('ledger.title')}</h2>
      <p className="note">{t('ledger.text')}</p>
      <ReminderLedger deadlineId={deadline.id} />
    </>
  );
}

/** What may be done is the server's word: `allowed`. What follows stands beside the button. */
function CloseDeadline({ deadline }: { deadline: DeadlineRecord }) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const reasonId = useId();
  const { draft, keep, forget } = useDraft<string>(`waive.${deadline.id}`);
  const [reason, setReason] = useState(draft ?? '');
  const [isWaiving, setIsWaiving] = useState(draft !== null);
  const close = useCloseDeadline(deadline.id);
  const verbs = deadline.allowed.filter((verb): verb is DeadlineVerb => verb === 'fulfil' || verb === 'waive');
  if (verbs.length === 0) return null;
  const act = (verb: DeadlineVerb) =>
    close.mutate(
      { verb, reason: verb === 'waive' ? reason.trim() : '' },
      {
        onSuccess: () => {
          forget();
          setIsWaiving(false);
          notify('done', t(`deadlines.done.${verb}`));
        },
      },
    );
  return (
    <div className={styles['actions']}>
      <FormFailure text={close.isError ? textOf(close.error) : null} />
      {isWaiving ? (
        <>
          <label htmlFor={reasonId}>{t('deadlines.waiveReason')}</label>
          <Input.TextArea
            id={reasonId}
            rows={3}
            maxLength={500}
            value={reason}
            autoFocus
            onChange={(event) => {
              setReason(event.target.value);
              keep(event.target.value);
            }}
          />
          <p className="note">{t('deadlines.waiveEffect')}</p>
          <p className={styles['buttons']}>
            <Button
              type="primary"
              loading={close.isPending}
              disabled={reason.trim() === ''}
              onClick={() => act('waive')}
            >
              {t('deadlines.waive')}
            </Button>
            <Button
              type="text"
              onClick={() => {
                forget();
                setIsWaiving(false);
              }}
            >
              {t('action.keep')}
            </Button>
          </p>
        </>
      ) : (
        <p className={styles['buttons']}>
          {verbs.includes('fulfil') ? (
            <Button type="primary" loading={close.isPending} onClick={() => act('fulfil')}>
              {t('deadlines.fulfil')}
            </Button>
          ) : null}
          {verbs.includes('waive') ? <Button onClick={() => setIsWaiving(true)}>{t('deadlines.waive')}</Button> : null}
        </p>
      )}
    </div>
  );
}
