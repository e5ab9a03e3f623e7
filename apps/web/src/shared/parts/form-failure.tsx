import { WarningFilled } from '@ant-design/icons';
import styles from './form-failure.module.css';

/** What a form as a whole was refused for; nothing that was typed is lost. */
export function FormFailure({ text }: { text: string | null }) {
  if (text === null) return null;
  return (
    <p className={styles['failure']} role="alert">
      <WarningFilled /> {text}
    </p>
  );
}
