import type { Permission } from '@tidu/kernel';
import { useTranslation } from 'react-i18next';
import { Outlet } from 'react-router';
import { BlockState } from '../shared/parts/block-state';
import { useMe } from '../shared/who';

/** A screen that is another role's says so, instead of a row of refusals. */
export function Requires({ permission }: { permission: Permission }) {
  const { t } = useTranslation();
  const me = useMe();
  if (me.permissions.includes(permission)) return <Outlet />;
  return (
    <div className="card">
      <BlockState isPage look="no-right" title={t('state.forbiddenTitle')} text={t('state.forbiddenText')} />
    </div>
  );
}
