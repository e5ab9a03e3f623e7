import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Enterprise, Qualification, QualificationState } from '../../../shared/api/types';
import { BlockState } from '../../../shared/parts/block-state';
import { Chip, type Tone } from '../../../shared/parts/chip';
import type { MarkKind } from '../../../shared/parts/state-mark';
import { TierMark } from '../../../shared/parts/tier-mark';
import { tierOfProgramme, useProgrammeWords } from '../../../shared/programme-words';
import { useCan } from '../../../shared/who';
import styles from './qualifications-tab.module.css';

const TitleForm = lazy(() => import('./title-form').then((m) => ({ default: m.TitleForm })));
const RevokeForm = lazy(() => import('./title-form').then((m) => ({ default: m.RevokeForm })));

const looks: Record<QualificationState, { tone: Tone; mark?: MarkKind }> = {
  upcoming: { tone: 'brand' },
  valid: { tone: 'green', mark: 'met' },
  'awaiting-renewal': { tone: 'amber', mark: 'soon' },
  lapsed: { tone: 'plain', mark: 'later' },
  revoked: { tone: 'red', mark: 'unmet' },
};

type Doing = { what: 'renew' | 'revoke'; title: Qualification } | null;

/** What was followed by another of its programme is history: only the latest can be renewed or revoked. */
function isLatest(title: Qualification, all: readonly Qualification[]): boolean {
  return (
    title.state !== 'revoked' &&
    !all.some((other) => other.programme === title.programme && other.effectiveFrom > title.effectiveFrom)
  );
}

export function QualificationsTab({ enterprise }: { enterprise: Enterprise }) {
  const { t } = useTranslation();
  const { full } = useProgrammeWords();
  const canWrite = useCan('qualifications.write');
  const [doing, setDoing] = useState<Doing>(null);
  const close = () => setDoing(null);
  if (enterprise.qualifications.length === 0)
    return (
      <BlockState
        look="nothing"
        title={t('title.noneTitle')}
        text={canWrite ? t('title.noneText') : t('title.noneTextOthers')}
      />
    );
  return (
    <>
      <ul className={styles['titles']}>
        {enterprise.qualifications.map((title) => (
          <li key={title.id}>
            <span className={styles['mark']}>
              <TierMark tier={tierOfProgramme[title.programme] ?? 'none'} />
            </span>
            <div className={styles['what']}>
              <p>
                <strong>{full(title.programme)}</strong>
                <Chip {...looks[title.state]}>{t(`titleState.${title.state}`)}</Chip>
                {title.listing === null ? null : (
                  <span>
                    {t(`board.${title.listing.board as 'sse'}`)} ·{' '}
                    {t(`listingStage.${title.listing.stage as 'listed'}`)} {title.listing.stockCode}
                  </span>
                )}
              </p>
              <p className={styles['period']}>
                {title.validTo === null
                  ? t('rungs.since', { from: title.validFrom })
                  : t('rungs.period', { from: title.validFrom, to: title.validTo })}
                {title.countsTo !== null && title.validTo !== null && title.countsTo > title.validTo
                  ? ` · ${t('title.countsTo', { day: title.countsTo })}`
                  : null}
                {title.revokedOn === null ? null : ` · ${t('title.revokedSince', { day: title.revokedOn })}`}
              </p>
              <p className={styles['source']}>
                {[
                  title.certificateNo ?? t('title.noCertificate'),
                  title.batch,
                  t('title.issued', { day: title.issuedOn }),
                  t('title.version', { version: title.version }),
                  title.source,
                ]
                  .filter((part) => part !== null && part !== '')
                  .join(' · ')}
              </p>
            </div>
            {canWrite && isLatest(title, enterprise.qualifications) ? (
              <span className={`${styles['actions']} no-print`}>
                {title.validTo === null ? null : (
                  <Button size="small" onClick={() => setDoing({ what: 'renew', title })}>
                    {t('title.renew')}
                  </Button>
                )}
                <Button size="small" type="text" onClick={() => setDoing({ what: 'revoke', title })}>
                  {t('title.revoke')}
                </Button>
              </span>
            ) : null}
          </li>
        ))}
      </ul>
      <Suspense fallback={null}>
        {doing?.what === 'renew' ? (
          <TitleForm enterpriseId={enterprise.id} renewed={doing.title} onClose={close} />
        ) : null}
        {doing?.what === 'revoke' ? (
          <RevokeForm enterpriseId={enterprise.id} title={doing.title} onClose={close} />
        ) : null}
      </Suspense>
    </>
  );
}
