import type { LocalDate } from '@tidu/kernel';
import { useTranslation } from 'react-i18next';
import { dueInWords, pastInWords, urgencyOf, type DayPhrase } from '../days';
import { useToday } from '../who';
import styles from './days-left.module.css';

export function useDayWords(): (phrase: DayPhrase) => string {
  const { t } = useTranslation();
  return (phrase) => ('count' in phrase ? t(phrase.key, { count: phrase.count }) : t(phrase.key));
}

/** "还有 9 天" in the colour of its urgency; a mark with words stands beside it. */
export function DaysLeft({ dueOn, isClosed = false }: { dueOn: LocalDate; isClosed?: boolean }) {
  const today = useToday();
  const say = useDayWords();
  return (
    <span className={styles['left']} data-urgency={isClosed ? 'closed' : urgencyOf(today, dueOn)}>
      {say(isClosed ? pastInWords(today, dueOn) : dueInWords(today, dueOn))}
    </span>
  );
}
