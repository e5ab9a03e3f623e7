import { Link } from 'react-router';
import { StateMark, type MarkKind } from '../../../shared/parts/state-mark';
import styles from './figure-strip.module.css';

export interface Figure {
  to: string;
  label: string;
  value: number;
  tone?: 'red' | 'amber';
  mark?: MarkKind;
}

/** Numbers side by side, each the door to its list. Zero is calm whatever it counts. */
export function FigureStrip({ label, figures }: { label: string; figures: readonly Figure[] }) {
  return (
    <nav
      aria-label={label}
      className={`card ${styles['strip']}`}
      data-wide={figures.some((figure) => figure.value > 999) || undefined}
    >
      {figures.map((figure) => (
        <Link key={figure.label} to={figure.to} data-tone={figure.value === 0 ? undefined : figure.tone}>
          <span className={styles['value']}>
            <span className="num">{figure.value.toLocaleString('en')}</span>
            {figure.mark === undefined || figure.value === 0 ? null : <StateMark kind={figure.mark} size={13} />}
          </span>
          <span className={styles['label']}>{figure.label}</span>
        </Link>
      ))}
    </nav>
  );
}
