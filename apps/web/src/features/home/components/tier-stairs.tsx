import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { tiers, type HomeBoard } from '../../../shared/api/types';
import styles from './tier-stairs.module.css';

/** How many stand on which rung; each opens its list. "Certain" counts only what is within its period. */
export function TierStairs({ counts }: { counts: HomeBoard['counts'] }) {
  const { t } = useTranslation();
  return (
    <ol className={styles['stairs']}>
      {tiers.map((tier, i) => (
        <li key={tier} data-tier={tier} data-rung={i}>
          <Link to={`/enterprises?tier=${tier}`}>
            <span className={styles['name']}>{t(`tier.${tier}`)}</span>
            <strong className="num">{counts.tiers[tier].toLocaleString('en')}</strong>
            <span className={styles['certain']}>{t('home.certain', { count: counts.certainTiers[tier] })}</span>
          </Link>
        </li>
      ))}
    </ol>
  );
}
