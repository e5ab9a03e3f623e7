import { SearchOutlined } from '@ant-design/icons';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { enterpriseSearchQuery } from '../../features/enterprises/api/list-enterprises';
import { Highlighted } from '../../shared/parts/highlighted';
import { PlainDialog } from '../../shared/parts/plain-dialog';
import { TierMark } from '../../shared/parts/tier-mark';
import { useDelayed } from '../../shared/use-delayed';
import { useCan, useMe } from '../../shared/who';
import { useIsDark, useThemeChoice } from '../theme/use-theme';
import styles from './command-palette.module.css';
import { mine, useNavigation } from './navigation';
import { useLanguageChoice, useSignOut } from './preferences';

interface Command {
  id: string;
  group: 'enterprises' | 'actions' | 'screens';
  label: React.ReactNode;
  note?: React.ReactNode;
  icon?: React.ReactNode;
  /** What the typed words are looked for in. */
  words: string;
  run: () => void;
}

export function CommandPalette({ onClose, onKeys }: { onClose: () => void; onKeys: () => void }) {
  const { t } = useTranslation();
  const me = useMe();
  const listId = useId();
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);
  const asked = useDelayed(typed.trim(), 120);
  const canSearch = useCan('enterprises.read') && me.enterpriseId === undefined;
  const found = useQuery({
    ...enterpriseSearchQuery(asked),
    enabled: canSearch && asked !== '',
    placeholderData: keepPreviousData,
  });
  const own = useOwnCommands(onClose, onKeys);
  const openEnterprise = useOpen(onClose);

  const wanted = typed.trim().toLowerCase();
  const enterprises: Command[] =
    asked === '' || found.data === undefined
      ? []
      : found.data.items.map((item) => ({
          id: item.id,
          group: 'enterprises',
          label: <Highlighted text={item.name} found={asked} />,
          note: item.uscc ?? t('flag.no-code'),
          icon: <TierMark tier={item.tier} />,
          words: '',
          run: () => openEnterprise(`/enterprises/${item.id}`),
        }));
  const matching = own.filter((command) => command.words.toLowerCase().includes(wanted));
  const commands = [...enterprises, ...matching];
  const current = Math.min(active, commands.length - 1);

  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key === 'ArrowDown') setActive((current + 1) % Math.max(commands.length, 1));
    else if (event.key === 'ArrowUp') setActive((current - 1 + commands.length) % Math.max(commands.length, 1));
    else if (event.key === 'Enter' && !event.nativeEvent.isComposing) commands[current]?.run();
    else return;
    event.preventDefault();
  };

  return (
    <PlainDialog
      label={t('palette.title')}
      onClose={onClose}
      hasCloseButton={false}
      className={styles['palette'] ?? ''}
    >
      <div className={styles['head']}>
        <SearchOutlined />
        <input
          autoFocus
          role="combobox"
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={commands[current] === undefined ? undefined : `${listId}-${current}`}
          aria-label={t('palette.title')}
          placeholder={canSearch ? t('shell.searchEnterprises') : t('shell.searchScreens')}
          value={typed}
          maxLength={80}
          onChange={(event) => {
            setTyped(event.target.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
        />
        <button type="button" className="plain" onClick={onClose} aria-label={t('action.close')}>
          <kbd>Esc</kbd>
        </button>
      </div>
      <div id={listId} role="listbox" aria-label={t('palette.title')} className={styles['list']}>
        {commands.map((command, i) => (
          <div key={command.id} role="presentation">
            {command.group === commands[i - 1]?.group ? null : (
              <p className={styles['group']} role="presentation">
                {t(`palette.${command.group}`)}
              </p>
            )}
            <div
              id={`${listId}-${i}`}
              role="option"
              aria-selected={i === current}
              className={styles['option']}
              ref={i === current ? scrollIntoView : null}
              onPointerMove={() => setActive(i)}
              onClick={command.run}
            >
              <span className={styles['icon']}>{command.icon}</span>
              <span className={styles['label']}>{command.label}</span>
              <span className={styles['note']}>{command.note}</span>
            </div>
          </div>
        ))}
      </div>
      <p className={styles['state']} role="status">
        {found.isError
          ? t('palette.failed')
          : wanted !== '' && commands.length === 0 && !found.isFetching && asked === typed.trim()
            ? t('palette.nothing', { q: typed.trim() })
            : canSearch && wanted === ''
              ? t('palette.hint')
              : null}
      </p>
    </PlainDialog>
  );
}

function scrollIntoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' });
}

function useOpen(onClose: () => void): (to: string) => void {
  const navigate = useNavigate();
  return (to) => {
    onClose();
    void navigate(to);
  };
}

function useOwnCommands(onClose: () => void, onKeys: () => void): Command[] {
  const { t, i18n } = useTranslation();
  const me = useMe();
  const open = useOpen(onClose);
  const isDark = useIsDark();
  const [, chooseTheme] = useThemeChoice();
  const signOut = useSignOut();
  const chooseLanguage = useLanguageChoice();
  const navigation = useNavigation();
  const action = (id: string, label: string, run: () => void): Command => ({
    id,
    group: 'actions',
    label,
    words: label,
    run: () => {
      onClose();
      run();
    },
  });
  const hasLists = navigation.managers.some((place) => place.to === '/lists');
  return [
    ...(hasLists ? [action('upload', t('palette.upload'), () => open('/lists'))] : []),
    ...(me.permissions.includes('enterprises.write')
      ? [action('new', t('enterprises.create'), () => open('/enterprises?new=1'))]
      : []),
    ...[...navigation.main, ...navigation.managers, mine].map((place): Command => {
      const label = t(`nav.${place.label}`);
      return { id: place.to, group: 'screens', label, icon: place.icon, words: label, run: () => open(place.to) };
    }),
    action('theme', isDark ? t('palette.toLight') : t('palette.toDark'), () => chooseTheme(isDark ? 'light' : 'dark')),
    action('language', i18n.language === 'en' ? '切换到中文' : 'Switch to English', () =>
      chooseLanguage(i18n.language === 'en' ? 'zh' : 'en'),
    ),
    action('keys', t('shell.help'), onKeys),
    action('sign-out', t('shell.signOut'), signOut),
  ];
}
