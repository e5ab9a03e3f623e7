import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { readStored, writeStored } from '../../shared/stored';
import { zh } from './zh';

export type Language = 'zh' | 'en';

const storageKey = 'tidu.language';

export function storedLanguage(): Language | null {
  const stored = readStored(storageKey);
  return stored === 'zh' || stored === 'en' ? stored : null;
}

/** Chinese comes with the page, English only when it is asked for. */
export async function startI18n(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: 'zh',
    fallbackLng: 'zh',
    resources: { zh: { translation: zh } },
    partialBundledLanguages: true,
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  i18next.on('languageChanged', (language) => {
    document.documentElement.lang = language === 'en' ? 'en' : 'zh-CN';
  });
  if (storedLanguage() === 'en') await speak('en');
}

async function speak(language: Language): Promise<void> {
  if (language === 'en' && !i18next.hasResourceBundle('en', 'translation')) {
    const { en } = await import('./en');
    i18next.addResourceBundle('en', 'translation', en);
  }
  await i18next.changeLanguage(language);
}

/** Changes the language and keeps the choice on this device; the caller tells the server, for mails speak it too. */
export async function chooseLanguage(language: Language): Promise<void> {
  writeStored(storageKey, language);
  await speak(language);
}

/** The person's own language, where this device has no choice of its own. */
export async function followLanguage(language: Language): Promise<void> {
  if (storedLanguage() === null && i18next.language !== language) await speak(language);
}
