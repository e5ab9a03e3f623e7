import type { LocalDate } from '@tidu/kernel';
import { useTranslation } from 'react-i18next';
import { shortDay } from './days';
import { useProgrammeWords } from './programme-words';
import { useToday } from './who';

interface Named {
  kind: string;
  dueOn: LocalDate;
  /** As a list row names it, */
  programme?: string | null;
  /** or as the deadline itself does. */
  params?: Readonly<Record<string, unknown>>;
}

/** What a deadline or an event says beside itself, where it is a text. */
export function textOf(params: Readonly<Record<string, unknown>> | undefined, name: string): string | null {
  const value = params?.[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

/**
 * What a deadline is about: "高企到期", with its day "高企 12-03 到期". A kind without words of its own says the title. `isFull` names
 * titles in full, for those who do not speak in short ones.
 */
export function useDeadlineWords(isFull = false): { matter: (of: Named) => string; matterOn: (of: Named) => string } {
  const { t, i18n } = useTranslation();
  const today = useToday();
  const { short, full } = useProgrammeWords();
  const keyOf = (kind: string) => (i18n.exists(`deadlineKind.${kind}`) ? (kind as 'expiry') : 'other');
  const titleOf = (of: Named) => {
    const programme = of.programme ?? textOf(of.params, 'programme');
    return programme === null ? '' : (isFull ? full : short)(programme);
  };
  return {
    matter: (of) => t(`deadlineMatter.${keyOf(of.kind)}`, { title: titleOf(of), kind: of.kind }).trim(),
    matterOn: (of) =>
      t(`deadlineKind.${keyOf(of.kind)}`, { title: titleOf(of), kind: of.kind, day: shortDay(today, of.dueOn) }).trim(),
  };
}
