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
  params?: Readonly<Record<string, string>>;
}

/** What a deadline is about: "高企到期", with its day "高企 12-03 到期". A kind without words of its own says the title. */
export function useDeadlineWords(): { matter: (of: Named) => string; matterOn: (of: Named) => string } {
  const { t, i18n } = useTranslation();
  const today = useToday();
  const { short } = useProgrammeWords();
  const say = (of: Named, day: string) => {
    const programme = of.programme ?? of.params?.['programme'];
    const title = programme === undefined ? '' : short(programme);
    const key = i18n.exists(`deadlineKind.${of.kind}`) ? (of.kind as 'expiry') : 'other';
    return t(`deadlineKind.${key}`, { title, day, kind: of.kind }).replace(/\s+/g, ' ').trim();
  };
  return { matter: (of) => say(of, ''), matterOn: (of) => say(of, shortDay(today, of.dueOn)) };
}
