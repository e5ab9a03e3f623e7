import type { FormInstance } from 'antd';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorsForFields, fieldPath, Refusal } from './api/problem';
import { useProblemText } from './problem-text';

/**
 * Puts what the server refused where it belongs: errors of shown fields at these fields, everything else into one sentence.
 * `failed` is that sentence, or `null`.
 */
export function useRefusals<T extends object>(
  form: FormInstance<T>,
  fieldNames: readonly (keyof T & string)[],
): { failed: string | null; take: (error: unknown) => void; clear: () => void } {
  const { i18n, t } = useTranslation();
  const textOf = useProblemText();
  const [failed, setFailed] = useState<string | null>(null);
  const clear = useCallback(() => setFailed(null), []);
  const take = (error: unknown) => {
    const errors = error instanceof Refusal ? (error.problem.errors ?? []) : [];
    const { fields, others } = errorsForFields(errors, fieldNames);
    form.setFields(
      fields.map((one) => ({
        name: fieldPath(one.pointer) as never,
        errors: [i18n.language === 'zh' ? one.detail : t('form.invalid', { code: one.code })],
      })),
    );
    if (fields.length === 0) setFailed(textOf(error));
    else setFailed(others.length === 0 ? null : others.map((one) => one.detail).join(t('list.semicolon')));
  };
  return { failed, take, clear };
}
