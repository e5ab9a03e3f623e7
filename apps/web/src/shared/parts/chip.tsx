import styles from './chip.module.css';
import { StateMark, type MarkKind } from './state-mark';

export type Tone = 'plain' | 'brand' | 'red' | 'amber' | 'green' | 'unknown';

/** 22 px high; edge, ground and text of one hue. A dashed edge says "not known". */
export function Chip({ tone = 'plain', mark, children }: { tone?: Tone; mark?: MarkKind; children: React.ReactNode }) {
  return (
    <span className={styles['chip']} data-tone={tone}>
      {mark === undefined ? null : <StateMark kind={mark} size={13} />}
      {children}
    </span>
  );
}

/** The dashed tag that invented data carries. */
export function SampleTag({ children }: { children: React.ReactNode }) {
  return <span className={styles['sample']}>{children}</span>;
}
