import {
  DownOutlined,
  EditOutlined,
  EllipsisOutlined,
  PlusOutlined,
  PrinterOutlined,
  UpOutlined,
} from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { LocalDate } from '@tidu/kernel';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Enterprise } from '../../../shared/api/types';
import { dueInWords, pastInWords, urgencyOf } from '../../../shared/days';
import { useDeadlineWords } from '../../../shared/deadline-words';
import { Chip, SampleTag, type Tone } from '../../../shared/parts/chip';
import { CopyButton } from '../../../shared/parts/copy-button';
import { useDayWords } from '../../../shared/parts/days-left';
import { markOf } from '../../../shared/parts/state-mark';
import { TierChip } from '../../../shared/parts/tier-mark';
import { tierOfProgramme, useProgrammeWords } from '../../../shared/programme-words';
import { useIsPhone } from '../../../shared/use-media';
import { useCan, useMe, useToday } from '../../../shared/who';
import styles from './record-head.module.css';
import { useNeighbours, type Neighbours } from './use-neighbours';

export type RecordAction = 'edit' | 'grant' | 'standing';

interface RecordHeadProps {
  enterprise: Enterprise;
  onAction: (action: RecordAction) => void;
}

const toneOf: Record<'overdue' | 'soon' | 'later', Tone> = { overdue: 'red', soon: 'amber', later: 'plain' };

export function RecordHead({ enterprise, onAction }: RecordHeadProps) {
  const { t } = useTranslation();
  const today = useToday();
  const me = useMe();
  const say = useDayWords();
  const { short, full } = useProgrammeWords();
  const { matterOn } = useDeadlineWords();
  const canWrite = useCan('enterprises.write');
  const canGrant = useCan('qualifications.write');
  const isPhone = useIsPhone();
  const neighbours = useNeighbours(enterprise.id);

  const next = enterprise.deadlines[0];
  const best = enterprise.qualifications.find(
    (q) => tierOfProgramme[q.programme] === enterprise.tier && q.state !== 'lapsed' && q.state !== 'revoked',
  );
  const waiting = enterprise.qualifications.filter((q) => q.state === 'awaiting-renewal');
  const primary = enterprise.officers.find((o) => o.role === 'primary');
  const others = enterprise.officers.filter((o) => o !== primary);

  return (
    <header className={styles['head']}>
      <div className={styles['lines']}>
        <div className={styles['line']}>
          <h1>{enterprise.name}</h1>
          {enterprise.isSample ? <SampleTag>{t('sample.record')}</SampleTag> : null}
          <TierChip
            tier={enterprise.tier}
            isUncertain={enterprise.tier !== enterprise.certainTier}
            {...(best === undefined ? {} : { title: full(best.programme) })}
          />
          {enterprise.standing === 'active' ? null : <Chip tone="red">{t(`standing.${enterprise.standing}`)}</Chip>}
          {next === undefined ? null : (
            <Chip tone={toneOf[urgencyOf(today, next.dueOn)]} mark={markOf[urgencyOf(today, next.dueOn)]}>
              {matterOn(next)} · {say(dueInWords(today, next.dueOn))}
            </Chip>
          )}
          {waiting.map((q) => (
            <Chip key={q.id}>{t('title.waiting', { title: short(q.programme) })}</Chip>
          ))}
        </div>
        <ul className={styles['facts']}>
          <li className="num">
            {enterprise.uscc === null ? (
              <Chip tone="unknown" mark="unknown">
                {t('flag.no-code')}
              </Chip>
            ) : (
              <>
                {enterprise.uscc} <CopyButton text={enterprise.uscc} label={t('action.copyCode')} />
              </>
            )}
          </li>
          <li>{enterprise.area.name}</li>
          {enterprise.chain === null ? null : <li>{enterprise.chain}</li>}
          <li>
            {primary === undefined ? (
              <Chip tone="unknown" mark="unknown">
                {t('flag.no-officer')}
              </Chip>
            ) : (
              <>
                <span className={styles['avatar']} aria-hidden>
                  {primary.name.slice(0, 1)}
                </span>
                {primary.name}{' '}
                <span className={styles['quiet']}>
                  {t('officer.primarySince', { day: LocalDate.inShanghai(new Date(primary.from)) })}
                </span>
              </>
            )}
          </li>
          {others.map((o) => (
            <li key={`${o.role}-${o.officerId}`}>
              {o.name} <span className={styles['quiet']}>{t(`officer.${o.role}`)}</span>
            </li>
          ))}
          {enterprise.lastVisitOn === null ? null : (
            <li>{t('enterprises.visited', { when: say(pastInWords(today, enterprise.lastVisitOn)) })}</li>
          )}
        </ul>
      </div>
      <div className={`${styles['actions']} no-print`}>
        {neighbours === null ? null : <Steps neighbours={neighbours} />}
        {canGrant ? (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => onAction('grant')}>
            {t('title.grant')}
          </Button>
        ) : null}
        {isPhone && !canWrite ? null : (
          <Dropdown
            trigger={['click']}
            placement="bottomRight"
            menu={{
              items: [
                ...(canWrite
                  ? [
                      { key: 'edit', icon: <EditOutlined />, label: t('enterprises.edit') },
                      { key: 'standing', label: t('standing.change') },
                    ]
                  : []),
                { key: 'print', icon: <PrinterOutlined />, label: t('action.print') },
              ],
              onClick: ({ key }) => (key === 'print' ? window.print() : onAction(key as RecordAction)),
            }}
          >
            <Button icon={<EllipsisOutlined />} aria-label={t('action.more')} />
          </Dropdown>
        )}
      </div>
      <p className="only-print print-foot note">{t('print.foot', { city: me.cityName, day: today })}</p>
    </header>
  );
}

/** "第 3 家，共 38 家": on to the neighbours in the list, by button or by [ and ]. */
function Steps({ neighbours }: { neighbours: Neighbours }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { previous, next, place, total, search } = neighbours;
  const go = (id: string | null) => {
    if (id !== null) void navigate(`/enterprises/${id}`, { replace: true, state: { search } });
  };
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
      const id = event.key === '[' ? previous : event.key === ']' ? next : null;
      if (id !== null) void navigate(`/enterprises/${id}`, { replace: true, state: { search } });
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [previous, next, search, navigate]);
  return (
    <span className={styles['steps']}>
      <span>
        {total === undefined
          ? t('record.place', { place })
          : t('record.placeOf', { place, total: total.toLocaleString('en') })}
      </span>
      <Button
        className={styles['step'] ?? ''}
        icon={<UpOutlined />}
        disabled={previous === null}
        aria-label={t('record.previous')}
        onClick={() => go(previous)}
      />
      <Button
        className={styles['step'] ?? ''}
        icon={<DownOutlined />}
        disabled={next === null}
        aria-label={t('record.next')}
        onClick={() => go(next)}
      />
    </span>
  );
}
