import { CheckCircleFilled } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { Tier } from '../api/types';
import styles from './rails.module.css';

export interface Rung {
  tier: Exclude<Tier, 'none'>;
  /** "专精特新中小企业" */
  title: string;
  note: string;
  next?: React.ReactNode;
}

const rungHeight = 50;
/** From the top down, as they are drawn. */
export const rungOrder = ['listed', 'strong', 'high-tech', 'sme'] as const;

/** The phone's ladder: two rails and four rungs, the climbed part coloured, the next rung dashed. */
export function Rails({ held, rungs }: { held: Tier; rungs: readonly Rung[] }) {
  const { t } = useTranslation();
  const heldAt = held === 'none' ? 4 : rungOrder.indexOf(held);
  const height = rungHeight * 4;
  const y = (i: number) => rungHeight * i + rungHeight / 2;
  return (
    <div className={styles['rails']}>
      <svg width={30} height={height} viewBox={`0 0 30 ${height}`} aria-hidden>
        {[3, 27].map((x) => (
          <g key={x}>
            <line x1={x} x2={x} y1={4} y2={height - 4} className={styles['rail']} />
            {held === 'none' ? null : (
              <line x1={x} x2={x} y1={y(heldAt)} y2={height - 4} data-tier={held} className={styles['climbed']} />
            )}
          </g>
        ))}
        {rungOrder.map((tier, i) => (
          <line
            key={tier}
            x1={3}
            x2={27}
            y1={y(i)}
            y2={y(i)}
            data-tier={tier}
            className={i > heldAt ? styles['rung-climbed'] : i === heldAt - 1 ? styles['rung-next'] : styles['rung']}
          />
        ))}
        {held === 'none' ? null : (
          <g data-tier={held} className={styles['here']}>
            <circle cx={15} cy={y(heldAt)} r={9} />
            <path d={`M11 ${y(heldAt) + 2} l4 -4 4 4`} />
          </g>
        )}
      </svg>
      <ol>
        {rungs.map((rung) => {
          const at = rungOrder.indexOf(rung.tier);
          return (
            <li key={rung.tier} aria-current={rung.tier === held ? 'step' : undefined}>
              <p>
                <strong>
                  {t(`tier.${rung.tier}`)}
                  {rung.title === '' ? null : ` · ${rung.title}`}
                </strong>
                <span>{rung.note}</span>
              </p>
              {rung.next ??
                (rung.tier === held ? (
                  <span data-tier={rung.tier} className={styles['now']}>
                    {t('ladder.now')}
                  </span>
                ) : at > heldAt ? (
                  <CheckCircleFilled className={styles['done']} aria-label={t('ladder.climbed')} />
                ) : null)}
            </li>
          );
        })}
      </ol>
    </div>
  );
}
