import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Bars } from '../shared/parts/block-state';
import { useMe } from '../shared/who';

const MyEnterprise = lazy(() => import('../features/my-enterprise/pages/my-enterprise-page'));
const ManagerHome = lazy(() => import('../features/home/pages/manager-home'));
const OfficerHome = lazy(() => import('../features/home/pages/officer-home'));
const AdminHome = lazy(() => import('../features/administration/pages/admin-home'));
const SecurityHome = lazy(() => import('../features/administration/pages/security-home'));
const AuditorHome = lazy(() => import('../features/administration/pages/auditor-home'));

/** What a person sees first is what he has to do today. */
export function HomeByRole() {
  const { t } = useTranslation();
  return (
    <Suspense
      fallback={
        <div className="card">
          <title>{t('app.name')}</title>
          <Bars rows={6} />
        </div>
      }
    >
      <Home />
    </Suspense>
  );
}

function Home() {
  const { roles } = useMe();
  if (roles.includes('manager')) return <ManagerHome />;
  if (roles.includes('officer')) return <OfficerHome />;
  if (roles.includes('enterprise')) return <MyEnterprise />;
  if (roles.includes('admin')) return <AdminHome />;
  if (roles.includes('security')) return <SecurityHome />;
  return <AuditorHome />;
}
