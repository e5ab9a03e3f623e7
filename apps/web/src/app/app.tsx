import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { ConfigProvider } from 'antd';
import type { Locale } from 'antd/es/locale';
import zhCN from 'antd/locale/zh_CN';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RouterProvider } from 'react-router';
import { Refusal } from '../shared/api/problem';
import { Notices } from '../shared/parts/notice';
import { useMedia } from '../shared/use-media';
import { router } from './routes';
import { antdTheme } from './theme/antd-theme';
import { useIsDark } from './theme/use-theme';

const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      // What the server decided stays decided; a lost network or a fault is asked twice more.
      retry: (failures, error) => failures < 2 && !(error instanceof Refusal && error.problem.status < 500),
    },
    mutations: { networkMode: 'always' },
  },
});

/** Every style element that antd adds carries the nonce of this page's content security policy. */
const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';

export function App() {
  const isDark = useIsDark();
  const hasMotion = !useMedia('(prefers-reduced-motion: reduce)');
  const theme = useMemo(() => antdTheme(isDark, hasMotion), [isDark, hasMotion]);
  return (
    <QueryClientProvider client={queryClient}>
      <ConfigProvider
        theme={theme}
        locale={useAntdLocale()}
        csp={{ nonce }}
        button={{ autoInsertSpace: false }}
        wave={{ disabled: true }}
      >
        <RouterProvider router={router} />
        <Notices />
      </ConfigProvider>
    </QueryClientProvider>
  );
}

function useAntdLocale(): Locale {
  const { i18n } = useTranslation();
  const [english, setEnglish] = useState<Locale | null>(null);
  const isEnglish = i18n.language === 'en';
  useEffect(() => {
    if (isEnglish) void import('antd/locale/en_US').then((module) => setEnglish(module.default));
  }, [isEnglish]);
  return isEnglish && english !== null ? english : zhCN;
}
