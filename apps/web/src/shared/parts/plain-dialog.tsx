import { CloseOutlined } from '@ant-design/icons';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './plain-dialog.module.css';

interface PlainDialogProps {
  label: string;
  onClose: () => void;
  children: React.ReactNode;
  /** The palette has its own way out. */
  hasCloseButton?: boolean;
  className?: string;
}

/**
 * The browser's own modal dialog: light enough for the first load, with its focus trap and Escape. What bears
 * `data-first-focus` is where typing begins, else the first that can be focused.
 */
export function PlainDialog({ label, onClose, children, hasCloseButton = true, className }: PlainDialogProps) {
  const { t } = useTranslation();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    if (element === null) return;
    element.showModal();
    element.querySelector<HTMLElement>('[data-first-focus]')?.focus();
    return () => element.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={`${styles['dialog']} ${className ?? ''}`}
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <div className={styles['inside']}>
        {children}
        {hasCloseButton ? (
          <button type="button" className={styles['close']} aria-label={t('action.close')} onClick={onClose}>
            <CloseOutlined />
          </button>
        ) : null}
      </div>
    </dialog>
  );
}
