import { useId } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { post, put } from '../../shared/api/http';
import { session } from '../../shared/api/session';
import { chooseLanguage, type Language } from '../i18n';
import { useThemeChoice, type ThemeChoice } from '../theme/use-theme';
import { forgetDrafts } from '../../shared/drafts';
import styles from './preferences.module.css';

interface ChoiceProps<T extends string> {
  legend: string;
  options: readonly { value: T; label: string; lang?: string }[];
  value: T;
  onChoose: (value: T) => void;
}

function Choice<T extends string>({ legend, options, value, onChoose }: ChoiceProps<T>) {
  const name = useId();
  return (
    <fieldset className={styles['choice']}>
      <legend>{legend}</legend>
      <div className={styles['options']}>
        {options.map((option) => (
          <label key={option.value} lang={option.lang} data-chosen={option.value === value || undefined}>
            <input
              type="radio"
              className="sr-only"
              name={name}
              checked={option.value === value}
              onChange={() => onChoose(option.value)}
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** The choice counts here at once; whoever is signed in is also written to in it. */
export function useLanguageChoice(): (language: Language) => void {
  const { mutate } = useMutation({
    mutationFn: (language: Language) =>
      session.state() === 'signed-in' ? put<void>('/me/language', { language }) : Promise.resolve(),
  });
  return (language) => {
    void chooseLanguage(language);
    mutate(language);
  };
}

export function LanguageChoice() {
  const { t, i18n } = useTranslation();
  const choose = useLanguageChoice();
  return (
    <Choice<Language>
      legend={t('shell.language')}
      value={i18n.language === 'en' ? 'en' : 'zh'}
      options={[
        { value: 'zh', label: '中文', lang: 'zh-CN' },
        { value: 'en', label: 'English', lang: 'en' },
      ]}
      onChoose={choose}
    />
  );
}

/** Language and theme, kept on this device. */
export function Preferences() {
  const { t } = useTranslation();
  const [theme, chooseTheme] = useThemeChoice();
  return (
    <>
      <LanguageChoice />
      <Choice<ThemeChoice>
        legend={t('shell.theme')}
        value={theme}
        options={[
          { value: 'light', label: t('shell.themeLight') },
          { value: 'dark', label: t('shell.themeDark') },
          { value: 'system', label: t('shell.themeSystem') },
        ]}
        onChoose={chooseTheme}
      />
    </>
  );
}

/** Signing out ends the session here even where the server cannot be reached. */
export function useSignOut(): () => void {
  const client = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: () => post<void>('/auth/logout'),
    onSettled: () => {
      forgetDrafts();
      session.signedOut();
      client.clear();
    },
  });
  return () => mutate();
}

export function SignOutButton({ className }: { className?: string | undefined }) {
  const { t } = useTranslation();
  const signOut = useSignOut();
  return (
    <button type="button" className={className} onClick={signOut}>
      {t('shell.signOut')}
    </button>
  );
}
