import type { Urgency } from '../days';
import styles from './state-mark.module.css';

export type MarkKind = 'overdue' | 'soon' | 'later' | 'warning' | 'met' | 'unmet' | 'judged' | 'unknown';

export const markOf: Record<Urgency, MarkKind> = { overdue: 'overdue', soon: 'soon', later: 'later' };

const shapes: Record<MarkKind, React.ReactNode> = {
  overdue: (
    <>
      <path d="M7 1.2 13.4 12.4H.6Z" fill="currentColor" stroke="currentColor" strokeWidth="1" strokeLinejoin="round" />
      <path d="M7 5v3.6M7 10v1.2" stroke="var(--mark-cut)" strokeWidth="1.5" />
    </>
  ),
  soon: (
    <>
      <circle cx="7" cy="7" r="5.6" fill="none" stroke="currentColor" strokeWidth="1.7" />
      <path d="M7 7V1.4A5.6 5.6 0 0 1 12.6 7Z" fill="currentColor" />
    </>
  ),
  later: <circle cx="7" cy="7" r="5.5" fill="none" stroke="currentColor" strokeWidth="1.5" />,
  warning: (
    <>
      <path d="M7 1.9 12.9 12.1H1.1Z" fill="none" stroke="currentColor" strokeWidth="1.4" strokeLinejoin="round" />
      <path d="M7 5.4v3.1M7 9.6v1.2" stroke="currentColor" strokeWidth="1.4" />
    </>
  ),
  met: (
    <>
      <circle cx="7" cy="7" r="6.3" fill="currentColor" />
      <path d="m4.2 7.2 2 2 3.7-4" fill="none" stroke="var(--mark-cut)" strokeWidth="1.6" />
    </>
  ),
  unmet: (
    <>
      <rect x=".8" y=".8" width="12.4" height="12.4" rx="2" fill="currentColor" />
      <path d="m4.8 4.8 4.4 4.4m0-4.4L4.8 9.2" stroke="var(--mark-cut)" strokeWidth="1.7" />
    </>
  ),
  judged: (
    <>
      <path d="M7 1 13 7 7 13 1 7Z" fill="none" stroke="currentColor" strokeWidth="1.4" strokeLinejoin="round" />
      <path d="M7 1v12L1 7Z" fill="currentColor" />
    </>
  ),
  unknown: (
    <>
      <circle cx="7" cy="7" r="5.9" fill="none" stroke="currentColor" strokeWidth="1.3" strokeDasharray="2.2 1.5" />
      <path d="M5.4 5.7a1.6 1.6 0 1 1 2.3 1.5c-.5.3-.7.5-.7 1" fill="none" stroke="currentColor" strokeWidth="1.2" />
      <circle cx="7" cy="9.8" r=".75" fill="currentColor" />
    </>
  ),
};

/** One of the eight marks: shape first, colour second, and never without words beside it. */
export function StateMark({ kind, size = 14 }: { kind: MarkKind; size?: number }) {
  return (
    <svg className={styles['mark']} data-kind={kind} width={size} height={size} viewBox="0 0 14 14" aria-hidden>
      {shapes[kind]}
    </svg>
  );
}
