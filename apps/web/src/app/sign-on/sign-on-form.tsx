import { WarningFilled } from '@ant-design/icons';
import { Button } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '../../shared/problem-text';
import { useSignOn } from './sign-on';
import styles from './sign-on.module.css';

interface SignOnFormProps {
  /** Fixed where a lost session is taken up again. */
  username?: string;
  onDone: () => void;
}

export function SignOnForm({ username, onDone }: SignOnFormProps) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const errorId = useId();
  const passwordId = useId();
  const [isShown, setIsShown] = useState(false);
  const signOn = useSignOn(onDone);

  const submit = (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const typed = (name: string) => {
      const value = fields.get(name);
      return typeof value === 'string' ? value : '';
    };
    signOn.mutate({ username: username ?? typed('username').trim(), password: typed('password') });
  };
  const invalid = signOn.isError ? { 'aria-invalid': true, 'aria-describedby': errorId } : {};

  return (
    <form className={styles['form']} onSubmit={submit}>
      <label>
        {t('signOn.username')}
        <input
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          maxLength={64}
          defaultValue={username}
          readOnly={username !== undefined}
          autoFocus={username === undefined}
          {...invalid}
        />
      </label>
      <div>
        <label htmlFor={passwordId}>{t('signOn.password')}</label>
        <span className={styles['password']}>
          <input
            id={passwordId}
            name="password"
            type={isShown ? 'text' : 'password'}
            autoComplete="current-password"
            required
            maxLength={200}
            data-first-focus={username === undefined ? undefined : true}
            {...invalid}
          />
          <button type="button" className="plain link" aria-pressed={isShown} onClick={() => setIsShown(!isShown)}>
            {isShown ? t('signOn.hide') : t('signOn.show')}
          </button>
        </span>
      </div>
      {signOn.isError ? (
        <p id={errorId} className={styles['error']} role="alert">
          <WarningFilled /> {textOf(signOn.error)}
        </p>
      ) : null}
      <Button type="primary" htmlType="submit" size="large" block loading={signOn.isPending}>
        {t('signOn.submit')}
      </Button>
    </form>
  );
}
