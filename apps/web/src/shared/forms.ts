import type { FormInstance } from 'antd';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorsForFields, fieldPath, Refusal } from './api/problem';
import type { FieldProblem } from './api/types';
import { useProblemText } from './problem-text';

/** What to say at a field: by its code, for the details of the wire are for those who write clients. */
export function useFieldErrorText(): (error: FieldProblem) => string {
  const { t, i18n } = useTranslation();
  return ({ code }) =>
    i18n.exists(`fieldError.${code}`) ? t(`fieldError.${code as 'matches'}`) : t('form.invalid', { code });
}

/**
 * Puts what the server refused where it belongs: errors of shown fields at these fields, everything else into one sentence.
 * `failed` is that sentence, or `null`. `parent` is where the form's fields stand in the body, such as `options`.
 */
export function useRefusals<T extends object>(
  form: FormInstance<T>,
  fieldNames: readonly (keyof T & string)[],
  parent?: string,
): { failed: string | null; take: (error: unknown) => void; clear: () => void } {
  const textOf = useProblemText();
  const fieldText = useFieldErrorText();
  const [failed, setFailed] = useState<string | null>(null);
  const clear = useCallback(() => setFailed(null), []);
  const take = (error: unknown) => {
    const own = parent === undefined ? '' : `/${parent}`;
    const errors = (error instanceof Refusal ? (error.problem.errors ?? []) : []).map((one) =>
      one.pointer.startsWith(`${own}/`) ? { ...one, pointer: one.pointer.slice(own.length) } : one,
    );
    const { fields, others } = errorsForFields(errors, fieldNames);
    form.setFields(fields.map((one) => ({ name: fieldPath(one.pointer) as never, errors: [fieldText(one)] })));
    const isAllShown = fields.length > 0 && others.length === 0;
    setFailed(isAllShown ? null : textOf(error));
  };
  return { failed, take, clear };
}
