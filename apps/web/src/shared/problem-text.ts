import { useTranslation } from 'react-i18next';
import { Refusal, Unreachable } from './api/problem';

/**
 * What to tell a person about a failure. The server's own sentence is Chinese; another language has its sentence by
 * code, or the general one.
 */
export function useProblemText(): (error: unknown) => string {
  const { t, i18n } = useTranslation();
  return (error) => {
    if (error instanceof Unreachable) return t('state.offlineTitle');
    if (!(error instanceof Refusal)) return t('problem.unexpected');
    const { code, detail, title, status } = error.problem;
    const known = code.replaceAll('.', '_') as 'unexpected';
    if (i18n.language !== 'zh' && i18n.exists(`problem.${known}`)) return t(`problem.${known}`);
    if (i18n.language === 'zh' && !code.startsWith('http.'))
      return detail === undefined ? title : `${title}。${detail}`;
    return status >= 500 ? t('problem.server') : t('problem.refused', { code });
  };
}
