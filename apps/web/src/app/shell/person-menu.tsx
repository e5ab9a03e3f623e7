import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../shared/who';
import { Preferences, SignOutButton } from './preferences';
import styles from './person-menu.module.css';

/** "高新区 · 网格专员" */
export function usePosition(): string {
  const { t } = useTranslation();
  const me = useMe();
  const role = me.roles.map((r) => t(`role.${r}`)).join(t('list.and'));
  return me.areaName === undefined ? role : `${me.areaName} · ${role}`;
}

export function PersonMenu({ onKeys }: { onKeys: () => void }) {
  const { t } = useTranslation();
  const me = useMe();
  const position = usePosition();
  const [isOpen, setIsOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const panelId = useId();

  useEffect(() => {
    if (!isOpen) return;
    const onPointer = (event: PointerEvent) => {
      if (!(event.target instanceof Node) || box.current?.contains(event.target) !== true) setIsOpen(false);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      setIsOpen(false);
      opener.current?.focus();
    };
    document.addEventListener('pointerdown', onPointer);
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('pointerdown', onPointer);
      document.removeEventListener('keydown', onKey);
    };
  }, [isOpen]);

  return (
    <div ref={box} className={styles['menu']}>
      <button
        ref={opener}
        type="button"
        className={styles['opener']}
        aria-expanded={isOpen}
        aria-controls={panelId}
        onClick={() => setIsOpen(!isOpen)}
      >
        <span className={styles['avatar']} aria-hidden>
          {me.name.slice(0, 1)}
        </span>
        <span className={styles['name']}>{me.name}</span>
        <span className={styles['position']}>{position}</span>
      </button>
      <div id={panelId} className={styles['panel']} hidden={!isOpen}>
        <p className={styles['who']}>
          <strong>{me.name}</strong>
          <span>{me.username}</span>
        </p>
        <Preferences />
        <div className={styles['ends']}>
          <button
            type="button"
            className={styles['item']}
            onClick={() => {
              setIsOpen(false);
              onKeys();
            }}
          >
            {t('shell.help')} <kbd>?</kbd>
          </button>
          <SignOutButton className={styles['item']} />
        </div>
      </div>
    </div>
  );
}
