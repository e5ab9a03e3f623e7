import { LocalDate } from '@tidu/kernel';
import { Button, Input, InputNumber } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDraft } from '../../../shared/drafts';
import { FormFailure } from '../../../shared/parts/form-failure';
import { notify } from '../../../shared/parts/notice';
import { PageTop } from '../../../shared/parts/page-top';
import { useProblemText } from '../../../shared/problem-text';
import { useToday } from '../../../shared/who';
import { usePutCalendarYear } from '../api/calendar-years';
import { readCalendarText } from '../calendar-text';
import { CalendarCard } from '../components/calendar-card';
import styles from './administration.module.css';

export function Component() {
  const { t } = useTranslation();
  return (
    <div className={styles['page']}>
      <PageTop path={[{ label: t('nav.calendarYears') }]} />
      <div className={styles['title']}>
        <h1>{t('nav.calendarYears')}</h1>
        <p>{t('calendar.text')}</p>
      </div>
      <section className="card">
        <CalendarCard />
      </section>
      <section className="card">
        <div className={styles['head']}>
          <h2>{t('calendar.load')}</h2>
        </div>
        <LoadYear />
      </section>
    </div>
  );
}

function LoadYear() {
  const { t } = useTranslation();
  const today = useToday();
  const textOf = useProblemText();
  const ids = useId();
  const { draft, keep, forget } = useDraft<{ year: number; source: string; text: string }>('calendar-year');
  const [year, setYear] = useState(draft?.year ?? LocalDate.year(today) + 1);
  const [source, setSource] = useState(draft?.source ?? '');
  const [text, setText] = useState(draft?.text ?? '');
  const load = usePutCalendarYear();
  const read = readCalendarText(text, year);
  const failure = load.isError ? textOf(load.error) : read.ok ? null : t('calendar.badLine', { line: read.line });
  return (
    <div className={styles['form']}>
      <FormFailure text={failure} />
      <div>
        <label htmlFor={`${ids}-year`}>{t('calendar.year')}</label>
        <InputNumber
          id={`${ids}-year`}
          min={2000}
          max={2999}
          value={year}
          onChange={(value) => {
            if (value === null) return;
            setYear(value);
            keep({ year: value, source, text });
          }}
        />
      </div>
      <div>
        <label htmlFor={`${ids}-source`}>{t('calendar.source')}</label>
        <Input
          id={`${ids}-source`}
          maxLength={200}
          value={source}
          placeholder={t('calendar.sourceExample', { year })}
          onChange={(event) => {
            setSource(event.target.value);
            keep({ year, source: event.target.value, text });
          }}
        />
      </div>
      <div>
        <label htmlFor={`${ids}-days`}>{t('calendar.days')}</label>
        <Input.TextArea
          id={`${ids}-days`}
          rows={8}
          value={text}
          placeholder={t('calendar.example', { year })}
          onChange={(event) => {
            setText(event.target.value);
            keep({ year, source, text: event.target.value });
          }}
        />
      </div>
      <p className="note">{t('calendar.effect')}</p>
      <div>
        <Button
          type="primary"
          disabled={!read.ok || read.days.length === 0 || source.trim() === ''}
          loading={load.isPending}
          onClick={() => {
            if (!read.ok) return;
            load.mutate(
              { year, source: source.trim(), days: read.days },
              {
                onSuccess: () => {
                  forget();
                  setSource('');
                  setText('');
                  notify('done', t('calendar.done', { year, count: read.days.length }));
                },
              },
            );
          }}
        >
          {t('calendar.loadAction', { year })}
        </Button>
      </div>
    </div>
  );
}
