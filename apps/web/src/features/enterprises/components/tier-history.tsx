import { LocalDate } from '@tidu/kernel';
import { useTranslation } from 'react-i18next';
import type { Enterprise } from '../../../shared/api/types';
import { BlockState } from '../../../shared/parts/block-state';
import { TierChip } from '../../../shared/parts/tier-mark';
import { WideTable } from '../../../shared/parts/wide-table';
import { useProgrammeWords } from '../../../shared/programme-words';
import { useToday } from '../../../shared/who';
import styles from './tier-history.module.css';

/** The tier on any day, newest first: past, today and what is to come if nothing is renewed. */
export function TierHistory({ enterprise }: { enterprise: Enterprise }) {
  const { t } = useTranslation();
  const today = useToday();
  const { short } = useProgrammeWords();
  const titles = new Map(enterprise.qualifications.map((q) => [q.id, q]));
  if (enterprise.segments.length === 0)
    return <BlockState look="nothing" title={t('history.noneTitle')} text={t('history.noneText')} />;
  return (
    <WideTable label={t('record.tab.tiers')}>
      <thead>
        <tr>
          <th scope="col">{t('history.from')}</th>
          <th scope="col">{t('history.to')}</th>
          <th scope="col">{t('history.tier')}</th>
          <th scope="col">{t('history.certain')}</th>
          <th scope="col">{t('history.because')}</th>
        </tr>
      </thead>
      <tbody>
        {[...enterprise.segments].reverse().map((segment) => {
          const isNow = segment.from <= today && (segment.to === null || today < segment.to);
          return (
            <tr
              key={segment.from}
              className={styles['row']}
              data-when={isNow ? 'now' : segment.from > today ? 'future' : undefined}
            >
              <td className="num">{segment.from}</td>
              <td className="num">{segment.to === null ? '' : LocalDate.addDays(segment.to, -1)}</td>
              <td>
                <TierChip tier={segment.tier} isUncertain={segment.tier !== segment.certainTier} />
              </td>
              <td>{t(`tier.${segment.certainTier}`)}</td>
              <td className={styles['because']}>
                {segment.from > today ? `${t('history.unlessRenewed')} ` : null}
                {segment.because
                  .map((id) => titles.get(id))
                  .filter((title) => title !== undefined)
                  .map((title) => `${short(title.programme)} ${title.certificateNo ?? title.issuedOn}`)
                  .join(t('list.and'))}
              </td>
            </tr>
          );
        })}
      </tbody>
    </WideTable>
  );
}
