import { BellOutlined, EditOutlined, IdcardOutlined, SafetyCertificateOutlined, SwapOutlined } from '@ant-design/icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { TimelineEntry } from '../../../shared/api/types';
import { pastInWords, shortDay } from '../../../shared/days';
import { textOf } from '../../../shared/deadline-words';
import { Bars, BlockState, FailedBlock } from '../../../shared/parts/block-state';
import { useDayWords } from '../../../shared/parts/days-left';
import { PillLinks } from '../../../shared/parts/link-tabs';
import { useProgrammeWords } from '../../../shared/programme-words';
import { useToday } from '../../../shared/who';
import { timelineKinds, timelineQuery, type TimelineKind } from '../api/timeline';
import styles from './timeline-tab.module.css';

const icons: Readonly<Record<TimelineKind, React.ReactNode>> = {
  qualification: <SafetyCertificateOutlined />,
  notice: <BellOutlined />,
  handover: <SwapOutlined />,
  standing: <IdcardOutlined />,
  name: <EditOutlined />,
};

export function TimelineTab({ enterpriseId }: { enterpriseId: string }) {
  const { t } = useTranslation();
  const [params] = useSearchParams();
  const asked = params.get('kind') as TimelineKind | null;
  const kind = asked !== null && timelineKinds.includes(asked) ? asked : null;
  return (
    <div className={styles['tab']}>
      <PillLinks
        label={t('timeline.filter')}
        current={kind ?? 'all'}
        tabs={[
          { key: 'all', to: '?', label: t('timeline.all') },
          ...timelineKinds.map((key) => ({ key, to: `?kind=${key}`, label: t(`timeline.kind.${key}`) })),
        ]}
      />
      <Entries enterpriseId={enterpriseId} kind={kind} />
    </div>
  );
}

function Entries({ enterpriseId, kind }: { enterpriseId: string; kind: TimelineKind | null }) {
  const { t } = useTranslation();
  const today = useToday();
  const say = useDayWords();
  const words = useEventWords();
  const timeline = useInfiniteQuery(timelineQuery(enterpriseId, kind));
  if (timeline.isError && timeline.data === undefined)
    return <FailedBlock error={timeline.error} onRetry={() => void timeline.refetch()} />;
  if (timeline.data === undefined) return <Bars rows={5} height={54} />;
  const entries = timeline.data.pages.flatMap((page) => page.items);
  if (entries.length === 0)
    return <BlockState look="nothing" title={t('timeline.noneTitle')} text={t('timeline.noneText')} />;
  return (
    <>
      <ol className={styles['entries']}>
        {entries.map((entry) => {
          const { title, detail } = words(entry);
          return (
            <li key={`${entry.event} ${entry.id} ${entry.on}`}>
              <span className={styles['when']}>
                <time dateTime={entry.on}>{shortDay(today, entry.on)}</time>
                <span>{say(pastInWords(today, entry.on))}</span>
              </span>
              <span className={styles['icon']}>{icons[entry.kind]}</span>
              <span className={styles['what']}>
                <span>
                  <span className={styles['family']}>{t(`timeline.kind.${entry.kind}`)}</span>
                  <strong>{title}</strong>
                </span>
                {detail === '' ? null : <span className={styles['detail']}>{detail}</span>}
              </span>
            </li>
          );
        })}
      </ol>
      {timeline.hasNextPage ? (
        <button
          type="button"
          className={`plain link ${styles['more']}`}
          disabled={timeline.isFetchingNextPage}
          onClick={() => void timeline.fetchNextPage()}
        >
          {timeline.isFetchingNextPage ? t('state.loading') : t('list.more')}
        </button>
      ) : null}
    </>
  );
}

/** What happened, in a sentence and what belongs to it; an event without words of its own says its name. */
function useEventWords(): (entry: TimelineEntry) => { title: string; detail: string } {
  const { t, i18n } = useTranslation();
  const { full } = useProgrammeWords();
  return ({ event, params }) => {
    const text = (name: string) => textOf(params, name);
    const known = (kind: 'standing' | 'officer' | 'channel' | 'notificationState', value: string | null) =>
      value !== null && i18n.exists(`${kind}.${value}`) ? t(`${kind}.${value}` as 'standing.active') : (value ?? '');
    const join = (...parts: (string | null)[]) => parts.filter((part) => part !== null && part !== '').join(' · ');
    const validTo = text('validTo');
    switch (event) {
      case 'qualification.granted':
        return {
          title: t('event.granted', { title: full(text('programme') ?? '') }),
          detail: join(
            text('certificateNo'),
            validTo === null ? null : t('event.validTo', { day: validTo }),
            text('source'),
          ),
        };
      case 'qualification.revoked':
        return { title: t('event.revoked', { title: full(text('programme') ?? '') }), detail: text('reason') ?? '' };
      case 'assignment.begun':
        return {
          title: t('event.served', { role: known('officer', text('role')), name: text('officer') ?? '' }),
          detail: text('reason') ?? '',
        };
      case 'standing.set':
        return { title: known('standing', text('standing')), detail: text('source') ?? '' };
      case 'name.changed':
        return { title: t('event.renamed', { former: text('former') ?? '' }), detail: text('source') ?? '' };
      case 'notice.sent':
        return {
          title: text('subject') ?? '',
          detail: join(known('channel', text('channel')), known('notificationState', text('state'))),
        };
      default:
        return { title: event, detail: '' };
    }
  };
}
