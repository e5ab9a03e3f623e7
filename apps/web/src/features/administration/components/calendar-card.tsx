import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { LocalDate } from '@tidu/kernel';
import { Bars, FailedBlock } from '../../../shared/parts/block-state';
import { Chip } from '../../../shared/parts/chip';
import { WideTable } from '../../../shared/parts/wide-table';
import { useToday } from '../../../shared/who';
import { calendarYearsQuery } from '../api/calendar-years';

/** Which years are loaded, and whether the coming one still has to be. */
export function CalendarCard() {
  const { t } = useTranslation();
  const today = useToday();
  const years = useQuery(calendarYearsQuery);
  if (years.isError) return <FailedBlock error={years.error} onRetry={() => void years.refetch()} />;
  if (years.data === undefined) return <Bars rows={4} />;
  const coming = LocalDate.year(today) + 1;
  const isMissing = !years.data.some((one) => one.year === coming);
  return (
    <WideTable label={t('nav.calendarYears')}>
      <thead>
        <tr>
          <th scope="col">{t('calendar.year')}</th>
          <th scope="col" data-align="end">
            {t('calendar.rest')}
          </th>
          <th scope="col" data-align="end">
            {t('calendar.work')}
          </th>
          <th scope="col">{t('calendar.state')}</th>
        </tr>
      </thead>
      <tbody>
        {isMissing ? (
          <tr>
            <td className="num">{coming}</td>
            <td />
            <td />
            <td>
              <Chip tone="amber" mark="warning">
                {t('calendar.missing')}
              </Chip>
            </td>
          </tr>
        ) : null}
        {[...years.data]
          .sort((a, b) => b.year - a.year)
          .map(({ year, days }) => (
            <tr key={year}>
              <td className="num">{year}</td>
              <td className="num" data-align="end">
                {days.filter((one) => one.kind === 'rest').length}
              </td>
              <td className="num" data-align="end">
                {days.filter((one) => one.kind === 'work').length}
              </td>
              <td>
                <Chip tone="green">{t('calendar.loaded')}</Chip>
              </td>
            </tr>
          ))}
      </tbody>
    </WideTable>
  );
}
