import { useTranslation } from 'react-i18next';
import { isRouteErrorResponse, Link, useRouteError } from 'react-router';
import { BlockState } from '../shared/parts/block-state';

export function NotFound() {
  const { t } = useTranslation();
  return (
    <div className="card">
      <BlockState isPage look="no-match" title={t('state.noPageTitle')} text={t('state.noPageText')}>
        <Link to="/">{t('state.toHome')}</Link>
      </BlockState>
    </div>
  );
}

/** A part of the application did not load (a new version was put up, a lost network) or broke. */
export function BrokenPage() {
  const { t } = useTranslation();
  const error = useRouteError();
  if (isRouteErrorResponse(error) && error.status === 404) return <NotFound />;
  return (
    <div className="card">
      <BlockState isPage look="error" title={t('state.brokenTitle')} text={t('state.brokenText')}>
        <button type="button" className="plain link" onClick={() => location.reload()}>
          {t('state.reload')}
        </button>
      </BlockState>
    </div>
  );
}
