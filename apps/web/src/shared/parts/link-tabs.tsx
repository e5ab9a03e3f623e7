import { Link } from 'react-router';
import styles from './link-tabs.module.css';

export interface TabLink {
  key: string;
  to: string;
  label: React.ReactNode;
  count?: number | null | undefined;
}

/** Tabs that are addresses: each can be sent to a colleague, opened beside, gone back from. */
export function TabLinks({ label, tabs, current }: { label: string; tabs: readonly TabLink[]; current: string }) {
  return (
    <nav aria-label={label} className={`${styles['tabs']} no-print`}>
      {tabs.map((tab) => (
        <Link
          key={tab.key}
          to={tab.to}
          replace
          aria-current={tab.key === current ? 'page' : undefined}
          preventScrollReset
        >
          {tab.label}
          {typeof tab.count === 'number' ? <span className="num"> {tab.count.toLocaleString('en')}</span> : null}
        </Link>
      ))}
    </nav>
  );
}

/** Round filters of one block: "全部 42", "资质 8". */
export function PillLinks({ label, tabs, current }: { label: string; tabs: readonly TabLink[]; current: string }) {
  return (
    <nav aria-label={label} className={`${styles['pills']} no-print`}>
      {tabs.map((tab) => (
        <Link
          key={tab.key}
          to={tab.to}
          replace
          aria-current={tab.key === current ? 'true' : undefined}
          preventScrollReset
        >
          {tab.label}
          {typeof tab.count === 'number' ? ` ${tab.count.toLocaleString('en')}` : null}
        </Link>
      ))}
    </nav>
  );
}
