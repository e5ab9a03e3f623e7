import { useEffect } from 'react';
import { useMedia } from '../../shared/use-media';
import { useStored } from '../../shared/stored';

export type ThemeChoice = 'light' | 'dark' | 'system';

/** The same key as `before-paint.js` reads. */
const storageKey = 'tidu.theme';

export function useThemeChoice(): [ThemeChoice, (choice: ThemeChoice) => void] {
  const [stored, store] = useStored(storageKey);
  return [
    stored === 'light' || stored === 'dark' ? stored : 'system',
    (choice) => store(choice === 'system' ? null : choice),
  ];
}

export function useIsDark(): boolean {
  const [choice] = useThemeChoice();
  const systemIsDark = useMedia('(prefers-color-scheme: dark)');
  const isDark = choice === 'dark' || (choice === 'system' && systemIsDark);
  useEffect(() => {
    document.documentElement.dataset['theme'] = isDark ? 'dark' : 'light';
    document.querySelector('meta[name="theme-color"]')?.setAttribute('content', isDark ? '#0d1218' : '#f4f6f8');
  }, [isDark]);
  return isDark;
}
