import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { tiers, type Enterprise } from '../../../shared/api/types';
import { Bars, FailedBlock } from '../../../shared/parts/block-state';
import { StateMark } from '../../../shared/parts/state-mark';
import { TierChip } from '../../../shared/parts/tier-mark';
import { tierOfProgramme, useProgrammeWords } from '../../../shared/programme-words';
import { programmesQuery } from '../../../shared/queries/programmes';
import { useToday } from '../../../shared/who';
import styles from './next-rung.module.css';

/** Which titles lead to the next rung, each with the law in force today. */
export function NextRung({ enterprise }: { enterprise: Enterprise }) {
  const { t, i18n } = useTranslation();
  const today = useToday();
  const { full } = useProgrammeWords();
  const programmes = useQuery(programmesQuery);
  const next = tiers[tiers.indexOf(enterprise.tier) + 1];
  const leading = programmes.data?.filter((p) => tierOfProgramme[p.key] === next) ?? [];

  return (
    <aside className={styles['panel']} aria-label={t('rungs.next')}>
      <p className={styles['head']}>
        {t('rungs.next')} {next === undefined ? null : <TierChip tier={next} />}
      </p>
      {next === undefined ? (
        <p className={styles['top']}>{t('rungs.atTop')}</p>
      ) : programmes.isPending ? (
        <Bars rows={3} height={50} />
      ) : programmes.isError ? (
        <FailedBlock error={programmes.error} onRetry={() => void programmes.refetch()} />
      ) : (
        <>
          <p className={styles['how']}>{t('rungs.anyOf')}</p>
          <ul>
            {leading.map((programme) => {
              const version = programme.versions.find((v) => v.from <= today && (v.to === null || today <= v.to));
              const past = enterprise.qualifications.find((q) => q.programme === programme.key);
              const documents =
                version?.documents
                  .map((d) => (typeof d === 'string' ? d : (d.number ?? d.title)))
                  .join(t('list.and')) ?? '';
              return (
                <li key={programme.key}>
                  <StateMark kind="unknown" />
                  <p>
                    <span>{full(programme.key)}</span>
                    <span className={styles['note']}>
                      {version === undefined
                        ? t('rungs.noVersion')
                        : t('rungs.byLaw', { documents, from: version.from })}
                    </span>
                  </p>
                  <span className={styles['state']}>
                    {past === undefined ? t('rungs.notHeld') : t(`titleState.${past.state}`)}
                  </span>
                </li>
              );
            })}
          </ul>
          {i18n.language === 'zh' ? null : <p className="note">{t('rungs.lawInChinese')}</p>}
        </>
      )}
    </aside>
  );
}
