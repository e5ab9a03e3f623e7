import styles from './wide-table.module.css';

/** A table that may be wider than its place: it scrolls by itself, by keyboard too. */
export function WideTable({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className={styles['scroll']} role="region" aria-label={label} tabIndex={0}>
      <table className={styles['table']}>{children}</table>
    </div>
  );
}
