import { BellOutlined, LeftOutlined, QuestionCircleOutlined, SearchOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, NavLink, Outlet, useLocation, useNavigate } from 'react-router';
import { PathSlot } from '../../shared/parts/page-top';
import { SampleTag } from '../../shared/parts/chip';
import { homeBoardQuery } from '../../shared/queries/home-board';
import { unreadQuery } from '../../shared/queries/unread';
import { useIsPhone } from '../../shared/use-media';
import { useCan, useMe } from '../../shared/who';
import { Brand } from './brand';
import { mine, useNavigation, type Place } from './navigation';
import { OfflineStrip } from './offline-strip';
import { PersonMenu } from './person-menu';
import styles from './shell.module.css';

const CommandPalette = lazy(() => import('./command-palette').then((m) => ({ default: m.CommandPalette })));
const KeysDialog = lazy(() => import('./keys-dialog').then((m) => ({ default: m.KeysDialog })));

const homesWithHead: readonly string[] = ['manager', 'officer', 'enterprise'];

type Overlay = 'palette' | 'keys' | null;

/** True while letters belong to what is being typed. */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

export function Shell() {
  const { t } = useTranslation();
  const me = useMe();
  const isPhone = useIsPhone();
  const [slot, setSlot] = useState<HTMLElement | null>(null);
  const [overlay, setOverlay] = useState<Overlay>(null);
  const close = useCallback(() => setOverlay(null), []);
  const navigation = useNavigation();

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        setOverlay('palette');
      } else if (event.key === '?' && !isTyping(event.target) && !event.ctrlKey && !event.metaKey) {
        setOverlay('keys');
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);

  const page = (
    <PathSlot value={slot}>
      <main id="main" className={styles['main']} tabIndex={0}>
        <Outlet />
      </main>
    </PathSlot>
  );

  return (
    <div className={styles['shell']}>
      <a href="#main" className={`${styles['skip']} no-print`}>
        {t('shell.skip')}
      </a>
      {isPhone ? (
        <>
          <PhoneTop setSlot={setSlot} onSearch={() => setOverlay('palette')} />
          <OfflineStrip />
          {page}
          <BottomTabs places={[...navigation.main, mine]} />
        </>
      ) : (
        <>
          <aside aria-label={t('app.name')} className={`${styles['side']} no-print`}>
            <Link to="/" className={styles['brand']} aria-label={t('shell.toHome')}>
              <Brand />
              <strong>{t('app.name')}</strong>
              <span>{me.cityName}</span>
            </Link>
            <SideNavigation {...navigation} />
            <button type="button" className={styles['help']} onClick={() => setOverlay('keys')}>
              <QuestionCircleOutlined />
              {t('shell.help')}
              <kbd>?</kbd>
            </button>
          </aside>
          <div className={styles['body']}>
            <header className={`${styles['top']} no-print`}>
              <div ref={setSlot} className={styles['slot']} />
              <DeskTools onSearch={() => setOverlay('palette')} onKeys={() => setOverlay('keys')} />
            </header>
            <OfflineStrip />
            {page}
          </div>
        </>
      )}
      <Suspense fallback={null}>
        {overlay === 'palette' ? <CommandPalette onClose={close} onKeys={() => setOverlay('keys')} /> : null}
        {overlay === 'keys' ? <KeysDialog onClose={close} /> : null}
      </Suspense>
    </div>
  );
}

/** Counts beside a place: what waits there. Red is for what is overdue only. */
function useCounts(): Partial<Record<Place['label'], { count: number; isOverdue: boolean }>> {
  const canSeeBoard = useCan('dashboards.read');
  const board = useQuery({ ...homeBoardQuery, enabled: canSeeBoard });
  const unread = useQuery(unreadQuery);
  return {
    inbox: { count: unread.data ?? 0, isOverdue: false },
    ...(board.data === undefined
      ? {}
      : {
          home: { count: board.data.counts.overdue + board.data.counts.due7, isOverdue: false },
          deadlines: { count: board.data.counts.overdue, isOverdue: true },
        }),
  };
}

function SideNavigation({ main, managers }: { main: Place[]; managers: Place[] }) {
  const { t } = useTranslation();
  const counts = useCounts();
  const item = (place: Place) => {
    const counted = counts[place.label];
    return (
      <li key={place.to}>
        <NavLink to={place.to} end={place.isExact === true} className={() => styles['place']}>
          {place.icon}
          <span>{t(`nav.${place.label}`)}</span>
          {counted === undefined || counted.count === 0 ? null : (
            <span className={styles['count']} data-overdue={counted.isOverdue || undefined}>
              {counted.count > 999 ? '999+' : counted.count}
            </span>
          )}
        </NavLink>
      </li>
    );
  };
  return (
    <nav className={styles['nav']} aria-label={t('shell.navigation')}>
      <ul>{main.map(item)}</ul>
      {managers.length === 0 ? null : (
        <>
          <p className={styles['group']}>{t('nav.managers')}</p>
          <ul>{managers.map(item)}</ul>
        </>
      )}
    </nav>
  );
}

function DeskTools({ onSearch, onKeys }: { onSearch: () => void; onKeys: () => void }) {
  const { t } = useTranslation();
  const me = useMe();
  const canSearch = useCan('enterprises.read') && me.enterpriseId === undefined;
  const unread = useQuery(unreadQuery).data ?? 0;
  const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);
  return (
    <div className={styles['tools']}>
      <button type="button" className={styles['search']} onClick={onSearch}>
        <SearchOutlined />
        <span>{canSearch ? t('shell.searchEnterprises') : t('shell.searchScreens')}</span>
        <kbd>{isMac ? '⌘ K' : 'Ctrl K'}</kbd>
      </button>
      {me.isSampleCity ? <SampleTag>{t('sample.data')}</SampleTag> : null}
      <Link to="/inbox" className={styles['bell']} aria-label={t('shell.unread', { count: unread })}>
        <BellOutlined />
        {unread === 0 ? null : <strong>{unread > 99 ? '99+' : unread}</strong>}
      </Link>
      <PersonMenu onKeys={onKeys} />
    </div>
  );
}

function PhoneTop({ setSlot, onSearch }: { setSlot: (element: HTMLElement | null) => void; onSearch: () => void }) {
  const { t } = useTranslation();
  const me = useMe();
  const navigate = useNavigate();
  const { pathname, key } = useLocation();
  const canSearch = useCan('enterprises.read') && me.enterpriseId === undefined;
  const navigation = useNavigation();
  // The home of these has a head of its own.
  if (pathname === '/' && me.roles.some((role) => homesWithHead.includes(role))) return null;
  const isRoot = [...navigation.main, mine].some((place) => place.to === pathname);
  return (
    <header className={`${styles['phone-top']} no-print`}>
      {isRoot ? null : (
        <button
          type="button"
          className={styles['icon-button']}
          aria-label={t('action.back')}
          onClick={() => void (key === 'default' ? navigate('/') : navigate(-1))}
        >
          <LeftOutlined />
        </button>
      )}
      <div ref={setSlot} className={styles['slot']} />
      {me.isSampleCity ? <SampleTag>{t('sample.data')}</SampleTag> : null}
      {canSearch ? (
        <button
          type="button"
          className={styles['icon-button']}
          aria-label={t('shell.searchEnterprises')}
          onClick={onSearch}
        >
          <SearchOutlined />
        </button>
      ) : null}
    </header>
  );
}

function BottomTabs({ places }: { places: Place[] }) {
  const { t } = useTranslation();
  const counts = useCounts();
  return (
    <nav className={`${styles['tabs']} no-print`} aria-label={t('shell.navigation')}>
      {places.map((place) => {
        const counted = counts[place.label];
        const isMarked = counted !== undefined && counted.count > 0 && place.label !== 'home';
        return (
          <NavLink key={place.to} to={place.to} end={place.isExact === true} className={() => styles['tab']}>
            <span className={styles['tab-icon']}>
              {place.icon}
              {isMarked ? (
                <span className={styles['badge']} data-overdue={counted.isOverdue || undefined}>
                  {counted.count > 99 ? '99+' : counted.count}
                </span>
              ) : null}
            </span>
            <span>{t(`nav.${place.label}`)}</span>
          </NavLink>
        );
      })}
    </nav>
  );
}
