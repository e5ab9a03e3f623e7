import {
  AuditOutlined,
  BellOutlined,
  ContactsOutlined,
  FieldTimeOutlined,
  FileDoneOutlined,
  SafetyCertificateOutlined,
  SwapOutlined,
} from '@ant-design/icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { LocalDate } from '@tidu/kernel';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { TimelineEntry } from '../../../shared/api/types';
import { clockTime, pastInWords, shortDay } from '../../../shared/days';
import { Bars, BlockState, FailedBlock } from '../../../shared/parts/block-state';
import { useDayWords } from '../../../shared/parts/days-left';
import { PillLinks } from '../../../shared/parts/link-tabs';
import { useToday } from '../../../shared/who';
import { timelineQuery } from '../api/timeline';
import styles from './timeline-tab.module.css';

const icons: Readonly<Record<string, React.ReactNode>> = {
  qualification: <SafetyCertificateOutlined />,
  reminder: <BellOutlined />,
  deadline: <FieldTimeOutlined />,
  assignment: <SwapOutlined />,
  import: <FileDoneOutlined />,
  contact: <ContactsOutlined />,
};

/** `qualification-granted` belongs to `qualification`. */
const familyOf = (entry: TimelineEntry): string => entry.kind.split(/[-.]/)[0] ?? entry.kind;

export function TimelineTab({ enterpriseId }: { enterpriseId: string }) {
  const { t, i18n } = useTranslation();
  const today = useToday();
  const say = useDayWords();
  const [params] = useSearchParams();
  const timeline = useInfiniteQuery(timelineQuery(enterpriseId));
  if (timeline.isError && timeline.data === undefined)
    return <FailedBlock error={timeline.error} onRetry={() => void timeline.refetch()} />;
  if (timeline.data === undefined) return <Bars rows={5} height={54} />;

  const entries = timeline.data.pages.flatMap((page) => page.items);
  if (entries.length === 0)
    return <BlockState look="nothing" title={t('timeline.noneTitle')} text={t('timeline.noneText')} />;
  const families = [...new Set(entries.map(familyOf))];
  const asked = params.get('kind');
  const chosen = asked !== null && families.includes(asked) ? asked : 'all';
  const shown = chosen === 'all' ? entries : entries.filter((entry) => familyOf(entry) === chosen);
  const nameOf = (family: string) =>
    i18n.exists(`timeline.kind.${family}`) ? t(`timeline.kind.${family as 'qualification'}`) : t('timeline.kind.other');

  return (
    <div className={styles['tab']}>
      <PillLinks
        label={t('timeline.filter')}
        current={chosen}
        tabs={[
          { key: 'all', to: '?', label: t('timeline.all'), count: entries.length },
          ...families.map((family) => ({
            key: family,
            to: `?kind=${family}`,
            label: nameOf(family),
            count: entries.filter((entry) => familyOf(entry) === family).length,
          })),
        ]}
      />
      <ol className={styles['entries']}>
        {shown.map((entry, i) => {
          const day = LocalDate.inShanghai(new Date(entry.at));
          return (
            <li key={`${entry.at}-${i}`}>
              <span className={styles['when']}>
                <time dateTime={entry.at} title={`${day} ${clockTime(entry.at)}`}>
                  {shortDay(today, day)}
                </time>
                <span>{say(pastInWords(today, day))}</span>
              </span>
              <span className={styles['icon']}>{icons[familyOf(entry)] ?? <AuditOutlined />}</span>
              <span className={styles['what']}>
                <span>
                  <span className={styles['family']}>{nameOf(familyOf(entry))}</span>
                  <strong>{entry.title}</strong>
                </span>
                {entry.detail === null || entry.detail === undefined ? null : (
                  <span className={styles['detail']}>{entry.detail}</span>
                )}
              </span>
              <span className={styles['who']}>{entry.actor}</span>
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
    </div>
  );
}
