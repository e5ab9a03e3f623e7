import { useTranslation } from 'react-i18next';
import type { Enterprise, Tier } from '../../../shared/api/types';
import { tiers } from '../../../shared/api/types';
import { Rails, type Rung } from '../../../shared/ladder/rails';
import { tierOfProgramme, useProgrammeWords } from '../../../shared/programme-words';

/** The phone's ladder of a record: each rung with the title that carries it, or what would. */
export function RecordRails({ enterprise }: { enterprise: Enterprise }) {
  return <Rails held={enterprise.tier} rungs={useRungs(enterprise)} />;
}

function useRungs({ tier: held, qualifications }: Enterprise): Rung[] {
  const { t } = useTranslation();
  const { full } = useProgrammeWords();
  const order: Exclude<Tier, 'none'>[] = ['listed', 'strong', 'high-tech', 'sme'];
  return order.map((tier) => {
    const carrying = qualifications.find(
      (q) => tierOfProgramme[q.programme] === tier && (q.state === 'valid' || q.state === 'awaiting-renewal'),
    );
    const period =
      carrying === undefined
        ? null
        : carrying.validTo === null
          ? t('rungs.since', { from: carrying.validFrom })
          : t('rungs.period', { from: carrying.validFrom, to: carrying.validTo });
    const isNext = tiers.indexOf(tier) === tiers.indexOf(held) + 1;
    return {
      tier,
      title: carrying === undefined ? t(`tierFull.${tier}`) : full(carrying.programme),
      note: period ?? (isNext ? t('rungs.next') : tiers.indexOf(tier) > tiers.indexOf(held) ? t('rungs.later') : t('rungs.without')),
    };
  });
}
