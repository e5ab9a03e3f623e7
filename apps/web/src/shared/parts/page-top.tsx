import { createContext, use } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import styles from './page-top.module.css';

/** The element of the shell's top bar into which a page puts its path. */
export const PathSlot = createContext<HTMLElement | null>(null);

export interface Crumb {
  label: string;
  to?: string;
}

/** Names the page: in the browser's tab and as the path in the top bar. The last crumb is the page itself. */
export function PageTop({ path }: { path: readonly [Crumb, ...Crumb[]] }) {
  const { t } = useTranslation();
  const slot = use(PathSlot);
  const own = path[path.length - 1] as Crumb;
  return (
    <>
      <title>{`${own.label} · ${t('app.name')}`}</title>
      {slot === null
        ? null
        : createPortal(
            <nav aria-label={t('shell.path')} className={styles['path']}>
              <ol>
                {path.map((crumb, i) => (
                  <li key={`${i}-${crumb.label}`} aria-current={crumb === own ? 'page' : undefined}>
                    {crumb.to === undefined ? crumb.label : <Link to={crumb.to}>{crumb.label}</Link>}
                  </li>
                ))}
              </ol>
            </nav>,
            slot,
          )}
    </>
  );
}
