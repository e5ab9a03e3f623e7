import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { EnterpriseItem } from '../../../shared/api/types';
import { pastInWords, urgencyOf } from '../../../shared/days';
import { useDeadlineWords } from '../../../shared/deadline-words';
import { Chip, SampleTag } from '../../../shared/parts/chip';
import type { DataColumn } from '../../../shared/parts/data-list';
import { DaysLeft, useDayWords } from '../../../shared/parts/days-left';
import { markOf, StateMark } from '../../../shared/parts/state-mark';
import { TierChip } from '../../../shared/parts/tier-mark';
import { useMe, useToday } from '../../../shared/who';
import styles from './enterprise-columns.module.css';

export const columnKeys = [
  'name',
  'tier',
  'area',
  'officer',
  'deadline',
  'left',
  'flags',
  'chain',
  'code',
  'lastVisit',
  'demands',
  'plan',
] as const;
export type ColumnKey = (typeof columnKeys)[number];

/** What a list shows until somebody chooses otherwise. */
export const usualColumns: readonly ColumnKey[] = [
  'name',
  'tier',
  'area',
  'officer',
  'deadline',
  'left',
  'flags',
  'chain',
];

export function useEnterpriseColumns(chosen: readonly ColumnKey[]): DataColumn<EnterpriseItem>[] {
  const { t } = useTranslation();
  const today = useToday();
  const say = useDayWords();
  const me = useMe();
  const all: Record<ColumnKey, Omit<DataColumn<EnterpriseItem>, 'key' | 'title'>> = {
    name: { width: 236, grow: 1.2, render: (row) => <Name row={row} isSampleCity={me.isSampleCity} t={t} /> },
    tier: { width: 114, render: (row) => <TierChip tier={row.tier} isUncertain={row.tier !== row.certainTier} /> },
    area: { width: 104, grow: 0.6, render: (row) => <Quiet text={row.area.name} /> },
    officer: {
      width: 92,
      grow: 0.5,
      render: (row) =>
        row.officer === null ? <Chip tone="unknown">{t('flag.no-officer')}</Chip> : <Quiet text={row.officer.name} />,
    },
    deadline: { width: 216, grow: 1.1, render: (row) => <Deadline row={row} /> },
    left: {
      width: 124,
      render: (row) => (row.nextDeadline === null ? null : <DaysLeft dueOn={row.nextDeadline.dueOn} />),
    },
    flags: { width: 178, grow: 0.5, render: (row) => <Flags row={row} t={t} /> },
    chain: { width: 112, grow: 0.6, render: (row) => <Quiet text={row.chain} /> },
    code: { width: 178, render: (row) => <Quiet text={row.uscc} /> },
    lastVisit: {
      width: 110,
      render: (row) => (
        <Quiet
          text={row.lastVisitOn === null ? t('enterprises.neverVisited') : say(pastInWords(today, row.lastVisitOn))}
        />
      ),
    },
    demands: { width: 64, align: 'end', render: (row) => row.openDemands },
    plan: { width: 96, render: (row) => <Quiet text={row.planState ?? t('enterprises.noPlan')} /> },
  };
  const keys = columnKeys.filter((key) => key === 'name' || chosen.includes(key));
  return keys.map((key) => ({ key, title: t(`column.${key}`), ...all[key] }));
}

function Name({ row, isSampleCity, t }: { row: EnterpriseItem; isSampleCity: boolean; t: TFunction }) {
  return (
    <>
      <span className={styles['name']} title={row.name}>
        {row.name}
      </span>
      {row.isSample && !isSampleCity ? <SampleTag>{t('sample.record')}</SampleTag> : null}
    </>
  );
}

function Quiet({ text }: { text: string | null }) {
  return <span className={styles['quiet']}>{text ?? '—'}</span>;
}

/** "◔ 高企 12-03 到期" */
export function Deadline({ row }: { row: EnterpriseItem }) {
  const { t } = useTranslation();
  const today = useToday();
  const { matterOn } = useDeadlineWords();
  const next = row.nextDeadline;
  if (next === null)
    return (
      <>
        <StateMark kind="later" />
        <span className={styles['quiet']}>
          {row.tier === 'listed' ? t('enterprises.listedNoDeadline') : t('enterprises.noDeadline')}
        </span>
      </>
    );
  return (
    <>
      <StateMark kind={markOf[urgencyOf(today, next.dueOn)]} />
      <span className={styles['cut']}>
        {matterOn(next)}
        {next.isProvisional ? t('deadlines.provisionalShort') : null}
      </span>
    </>
  );
}

const listedFlags = ['no-code', 'nobody-to-tell', 'unplaced', 'foreign-division'] as const;

const shownFlags = 2;

function Flags({ row, t }: { row: EnterpriseItem; t: TFunction }) {
  const all = listedFlags.filter((flag) => row.flags.includes(flag));
  const hidden = all.slice(shownFlags).map((flag) => t(`flag.${flag}`));
  return (
    <>
      {all.slice(0, shownFlags).map((flag) => (
        <Chip key={flag} tone="unknown">
          {t(`flagShort.${flag}`)}
        </Chip>
      ))}
      {hidden.length === 0 ? null : (
        <span className={styles['quiet']} title={hidden.join(t('list.and'))}>
          +{hidden.length}
        </span>
      )}
    </>
  );
}
