import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';
import type { Enterprise } from '../../../shared/api/types';
import { Ladder } from '../../../shared/ladder/ladder';
import { Bars, FailedBlock } from '../../../shared/parts/block-state';
import { TabLinks } from '../../../shared/parts/link-tabs';
import { PageTop } from '../../../shared/parts/page-top';
import { tierOfProgramme, useProgrammeWords } from '../../../shared/programme-words';
import { enterpriseQuery } from '../../../shared/queries/enterprise';
import { useIsPhone } from '../../../shared/use-media';
import { useMe } from '../../../shared/who';
import { contactsQuery } from '../api/contacts';
import { ContactsTab } from '../components/contacts-tab';
import { DeadlinesTab } from '../components/deadlines-tab';
import { NextRung } from '../components/next-rung';
import { NextSteps } from '../components/next-steps';
import { QualificationsTab } from '../components/qualifications-tab';
import { RecordHead, type RecordAction } from '../components/record-head';
import { RecordRails } from '../components/record-rails';
import { RegistryFacts } from '../components/registry-facts';
import { TierHistory } from '../components/tier-history';
import { TimelineTab } from '../components/timeline-tab';
import styles from './enterprise-page.module.css';

const TitleForm = lazy(() => import('../components/title-form').then((m) => ({ default: m.TitleForm })));
const EditEnterprise = lazy(() => import('../components/record-forms').then((m) => ({ default: m.EditEnterprise })));
const StandingForm = lazy(() => import('../components/record-forms').then((m) => ({ default: m.StandingForm })));

const tabs = ['timeline', 'qualifications', 'deadlines', 'contacts', 'tiers', 'registry'] as const;
type Tab = (typeof tabs)[number];

export function Component() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const me = useMe();
  const record = useQuery(enterpriseQuery(id));
  const isOwn = me.enterpriseId === id;
  const path = [
    ...(isOwn ? [] : [{ label: t('nav.enterprises'), to: '/enterprises' }]),
    { label: record.data?.body.name ?? t('nav.enterprises') },
  ] as const;
  return (
    <>
      <PageTop path={path as unknown as Parameters<typeof PageTop>[0]['path']} />
      {record.data !== undefined ? (
        <Record key={id} enterprise={record.data.body} etag={record.data.etag ?? ''} />
      ) : (
        <div className="card">
          {record.isError ? (
            <FailedBlock isPage error={record.error} onRetry={() => void record.refetch()} />
          ) : (
            <div className={styles['skeleton']}>
              <Bars rows={2} height={30} />
              <Bars rows={5} height={54} />
            </div>
          )}
        </div>
      )}
    </>
  );
}

function Record({ enterprise, etag }: { enterprise: Enterprise; etag: string }) {
  const { t } = useTranslation();
  const isPhone = useIsPhone();
  const { short } = useProgrammeWords();
  const [params] = useSearchParams();
  const [action, setAction] = useState<RecordAction | null>(null);
  const contacts = useQuery(contactsQuery(enterprise.id));
  const asked = params.get('tab') as Tab | null;
  const shownTabs: readonly Tab[] = isPhone ? tabs : tabs.filter((key) => key !== 'registry');
  const tab: Tab = asked !== null && shownTabs.includes(asked) ? asked : 'timeline';
  const counts: Partial<Record<Tab, number | undefined>> = {
    qualifications: enterprise.qualifications.length,
    deadlines: enterprise.deadlines.length,
    contacts: contacts.data?.length,
  };
  const close = () => setAction(null);

  return (
    <div className={styles['page']}>
      <section className={`card ${styles['top']}`}>
        <RecordHead enterprise={enterprise} onAction={setAction} />
        <div className={styles['climb']}>
          <div className={styles['ladder']}>
            {isPhone ? (
              <RecordRails enterprise={enterprise} />
            ) : (
              <Ladder
                segments={enterprise.segments}
                qualifications={enterprise.qualifications}
                tierOf={(programme) => tierOfProgramme[programme] ?? 'none'}
                shortTitleOf={short}
              />
            )}
          </div>
          <NextRung enterprise={enterprise} />
        </div>
      </section>

      <div className={styles['below']}>
        <section className={`card ${styles['main']} ${tab === 'timeline' ? '' : 'no-print'}`}>
          <div className={`${styles['tabs']} no-print`}>
            <TabLinks
              label={t('record.tabs')}
              current={tab}
              tabs={shownTabs.map((key) => ({
                key,
                to: key === 'timeline' ? '?' : `?tab=${key}`,
                label: t(`record.tab.${key}`),
                count: counts[key],
              }))}
            />
          </div>
          {tab === 'timeline' ? <TimelineTab enterpriseId={enterprise.id} /> : null}
          {tab === 'qualifications' ? <QualificationsTab enterprise={enterprise} /> : null}
          {tab === 'deadlines' ? <DeadlinesTab enterprise={enterprise} /> : null}
          {tab === 'contacts' ? <ContactsTab enterpriseId={enterprise.id} contacts={contacts} /> : null}
          {tab === 'tiers' ? <TierHistory enterprise={enterprise} /> : null}
          {tab === 'registry' ? <RegistryFacts enterprise={enterprise} /> : null}
        </section>
        {isPhone ? null : (
          <div className={styles['beside']}>
            <section className="card">
              <NextSteps enterprise={enterprise} />
            </section>
            <section className="card">
              <RegistryFacts enterprise={enterprise} />
            </section>
          </div>
        )}
      </div>

      <div className="only-print">
        <h2>{t('record.tab.qualifications')}</h2>
        <QualificationsTab enterprise={enterprise} />
        <h2>{t('record.tab.deadlines')}</h2>
        <DeadlinesTab enterprise={enterprise} />
      </div>

      <Suspense fallback={null}>
        {action === 'grant' ? <TitleForm enterpriseId={enterprise.id} onClose={close} /> : null}
        {action === 'edit' ? <EditEnterprise enterprise={enterprise} etag={etag} onClose={close} /> : null}
        {action === 'standing' ? <StandingForm enterprise={enterprise} onClose={close} /> : null}
      </Suspense>
    </div>
  );
}
