import { useTranslation } from 'react-i18next';
import { tiers, type Enterprise } from '../api/types';
import { tierOfProgramme, useProgrammeWords } from '../programme-words';
import { rungOrder, type Rung } from './rails';

/** Each rung with the title that carries it, or what it would be. `next` stands at the rung above the one held. */
export function useRungs({ tier: held, qualifications }: Enterprise, next?: React.ReactNode): Rung[] {
  const { t } = useTranslation();
  const { full } = useProgrammeWords();
  return rungOrder.map((tier) => {
    const carrying = qualifications.find(
      (q) => tierOfProgramme[q.programme] === tier && (q.state === 'valid' || q.state === 'awaiting-renewal'),
    );
    const distance = tiers.indexOf(tier) - tiers.indexOf(held);
    return {
      tier,
      title: carrying === undefined ? t(`tierFull.${tier}`) : full(carrying.programme),
      note:
        carrying === undefined
          ? t(distance === 1 ? 'rungs.next' : distance > 1 ? 'rungs.later' : 'rungs.without')
          : carrying.validTo === null
            ? t('rungs.since', { from: carrying.validFrom })
            : t('rungs.period', { from: carrying.validFrom, to: carrying.validTo }),
      ...(distance === 1 && next !== undefined ? { next } : {}),
    };
  });
}
