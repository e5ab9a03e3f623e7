import { useTranslation } from 'react-i18next';
import { tiers, type Tier } from '../api/types';
import styles from './tier-mark.module.css';

const bars = [
  { x: 0, height: 4 },
  { x: 4, height: 6.5 },
  { x: 8, height: 9 },
  { x: 12, height: 12 },
];

/** Four rising bars, as many filled as rungs climbed. Never without the word beside it. */
export function TierMark({ tier, size = 15 }: { tier: Tier; size?: number }) {
  const filled = tiers.indexOf(tier);
  return (
    <svg className={styles['mark']} data-tier={tier} width={size} height={size * 0.8} viewBox="0 0 15 12" aria-hidden>
      {bars.map(({ x, height }, i) => (
        <rect
          key={x}
          x={x}
          y={12 - height}
          width={3}
          height={height}
          rx={0.6}
          fill="currentColor"
          opacity={i < filled ? 1 : 0.24}
        />
      ))}
    </svg>
  );
}

/** Mark and word. `title` adds the recognition: "高 · 高新技术企业". `isUncertain`: it counts beyond its period. */
export function TierChip({ tier, title, isUncertain = false }: { tier: Tier; title?: string; isUncertain?: boolean }) {
  const { t } = useTranslation();
  return (
    <span
      className={styles['chip']}
      data-tier={tier}
      data-uncertain={isUncertain || undefined}
      title={isUncertain ? t('tierUncertain') : undefined}
    >
      <TierMark tier={tier} />
      <span>
        {t(`tier.${tier}`)}
        {title === undefined ? null : ` · ${title}`}
      </span>
      {isUncertain ? <span className="sr-only">{t('tierUncertain')}</span> : null}
    </span>
  );
}
