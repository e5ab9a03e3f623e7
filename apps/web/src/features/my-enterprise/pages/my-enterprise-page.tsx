import { RightOutlined, UserOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { LocalDate } from '@tidu/kernel';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { DeadlineItem, Enterprise } from '../../../shared/api/types';
import { shortDay, soonDays, urgencyOf } from '../../../shared/days';
import { textOf, useDeadlineWords } from '../../../shared/deadline-words';
import { Rails } from '../../../shared/ladder/rails';
import { useRungs } from '../../../shared/ladder/use-rungs';
import { Bars, BlockState, FailedBlock } from '../../../shared/parts/block-state';
import { SampleTag } from '../../../shared/parts/chip';
import { DaysLeft } from '../../../shared/parts/days-left';
import { PageTop } from '../../../shared/parts/page-top';
import { markOf, StateMark } from '../../../shared/parts/state-mark';
import { enterpriseQuery } from '../../../shared/queries/enterprise';
import { useMe, useToday } from '../../../shared/who';
import { myDeadlinesQuery } from '../api/my-deadlines';
import styles from './my-enterprise-page.module.css';

/** Farther than this it is something to come, not something to do. */
const toDoDays = 90;

/** What expires when and what to do next, in plain words. */
export default function MyEnterprisePage() {
  const { t } = useTranslation();
  const me = useMe();
  if (me.enterpriseId === undefined)
    return (
      <div className="card">
        <BlockState look="no-right" title={t('my.noneTitle')} text={t('my.noneText')} />
      </div>
    );
  return <Mine id={me.enterpriseId} />;
}

function Mine({ id }: { id: string }) {
  const { t } = useTranslation();
  const today = useToday();
  const record = useQuery(enterpriseQuery(id));
  const deadlines = useQuery(myDeadlinesQuery(id));
  const enterprise = record.data?.body;
  if (enterprise === undefined)
    return (
      <div className="card">
        {record.isError ? (
          <FailedBlock error={record.error} onRetry={() => void record.refetch()} />
        ) : (
          <Bars rows={6} height={56} />
        )}
      </div>
    );
  const open = deadlines.data ?? [];
  const [first] = open;
  const toDo = open.filter((d) => LocalDate.daysBetween(today, d.dueOn) <= toDoDays);
  const later = open.filter((d) => !toDo.includes(d));
  const officer =
    enterprise.officers.find((o) => o.role === 'cover') ?? enterprise.officers.find((o) => o.role === 'primary');

  return (
    <div className={styles['page']}>
      <PageTop path={[{ label: t('nav.front') }]} />
      <header className={styles['head']}>
        <div>
          <p>
            {t('my.title')} {enterprise.isSample ? <SampleTag>{t('sample.record')}</SampleTag> : null}
          </p>
          <h1>{enterprise.name}</h1>
        </div>
        <Link to={`/enterprises/${id}?tab=contacts`} className={styles['button']}>
          <UserOutlined /> {t('my.contacts')}
        </Link>
      </header>

      <div className={styles['columns']}>
        <section className={`card ${styles['climb']}`}>
          {first === undefined ? null : <Banner deadline={first} />}
          <div className={styles['rails']}>
            <MyRails enterprise={enterprise} />
          </div>
        </section>

        <div className={styles['side']}>
          <div className={styles['section']}>
            <h2>{t('my.toDo')}</h2>
            <span>{t('my.count', { count: toDo.length })}</span>
          </div>
          <section className="card" aria-label={t('my.toDo')}>
            {deadlines.isError ? (
              <FailedBlock error={deadlines.error} onRetry={() => void deadlines.refetch()} />
            ) : deadlines.isPending ? (
              <Bars rows={2} height={70} />
            ) : toDo.length === 0 ? (
              <BlockState
                look="done"
                title={t('my.nothing')}
                text={later[0] === undefined ? t('my.nothingAtAll') : t('my.nothingUntil', { day: later[0].dueOn })}
              />
            ) : (
              <ul>
                {toDo.map((deadline) => (
                  <ToDo key={deadline.id} deadline={deadline} />
                ))}
              </ul>
            )}
          </section>

          {later.length === 0 ? null : (
            <>
              <div className={styles['section']}>
                <h2>{t('my.later')}</h2>
                <Link to="/deadlines?view=month">
                  {t('my.calendar')} <RightOutlined />
                </Link>
              </div>
              <section className="card" aria-label={t('my.later')}>
                <ul>
                  {later.slice(0, 5).map((deadline) => (
                    <Later key={deadline.id} deadline={deadline} />
                  ))}
                </ul>
              </section>
            </>
          )}

          <p className={styles['officer']}>
            <span aria-hidden>{officer?.name.slice(0, 1) ?? '?'}</span>
            {officer === undefined
              ? t('my.noOfficer')
              : t('my.officer', { name: officer.name, area: enterprise.area.name })}
          </p>
        </div>
      </div>
    </div>
  );
}

/** The nearest day, as large as it is near. */
function Banner({ deadline }: { deadline: DeadlineItem }) {
  const { t } = useTranslation();
  const actionText = useActionText();
  const today = useToday();
  const { matterOn } = useDeadlineWords(true);
  const left = LocalDate.daysBetween(today, deadline.dueOn);
  if (left > soonDays) return null;
  return (
    <Link
      to={`/deadlines?open=${deadline.id}`}
      className={styles['banner']}
      data-urgency={urgencyOf(today, deadline.dueOn)}
    >
      <span className={styles['days']}>
        <strong>{Math.abs(left)}</strong>
        <span>{left < 0 ? t('my.daysOver') : t('my.daysLeft')}</span>
      </span>
      <span>
        <strong>{matterOn(deadline)}</strong>
        <span>{actionText(deadline)}</span>
      </span>
    </Link>
  );
}

const actions = {
  'yearly-update': 'update',
  're-examination': 'reexamine',
  're-recognition': 'renew',
  'annual-report': 'report',
  'filing-window': 'file',
} as const;

/** What to do, in one sentence: by what keeps the title, else by the kind of duty. */
function useActionText(): (deadline: DeadlineItem) => string {
  const { t } = useTranslation();
  return ({ kind, params }) => {
    const asked = (kind === 'expiry' ? textOf(params, 'action') : kind) as keyof typeof actions | null;
    return t(`my.action.${(asked === null ? undefined : actions[asked]) ?? 'other'}`);
  };
}

function ToDo({ deadline }: { deadline: DeadlineItem }) {
  const { t } = useTranslation();
  const actionText = useActionText();
  const today = useToday();
  const { matter } = useDeadlineWords(true);
  const urgency = urgencyOf(today, deadline.dueOn);
  return (
    <li className={styles['todo']}>
      <p>
        <strong>{matter(deadline)}</strong>
        <span>{actionText(deadline)}</span>
        <span className={styles['by']} data-urgency={urgency}>
          <StateMark kind={markOf[urgency]} size={13} />
          <span>
            {t('my.by', { day: shortDay(today, deadline.dueOn) })}
            <DaysLeft dueOn={deadline.dueOn} />
          </span>
        </span>
      </p>
      <Link to={`/deadlines?open=${deadline.id}`} className={styles['button']}>
        {t('my.how')}
      </Link>
    </li>
  );
}

function Later({ deadline }: { deadline: DeadlineItem }) {
  const { matter } = useDeadlineWords(true);
  return (
    <li>
      <Link to={`/deadlines?open=${deadline.id}`} className={styles['later']}>
        <StateMark kind="later" />
        <span>{deadline.dueOn}</span>
        <strong>{matter(deadline)}</strong>
        <DaysLeft dueOn={deadline.dueOn} />
      </Link>
    </li>
  );
}

function MyRails({ enterprise }: { enterprise: Enterprise }) {
  const { t } = useTranslation();
  const rungs = useRungs(
    enterprise,
    <Link to={`/enterprises/${enterprise.id}`} className={styles['next']}>
      {t('my.seeNext')} <RightOutlined />
    </Link>,
  );
  return <Rails held={enterprise.tier} rungs={rungs} />;
}
