import type { LocalDate } from '@tidu/kernel';
import { Choice, Day, Int, ListOf, Text } from '../http/fields.js';

export class CalendarDayDto {
  @Day()
  day: LocalDate;

  @Choice(['rest', 'work'], {
    description: 'rest: a day off beyond plain weekends; work: a weekend day that is worked',
  })
  kind: 'rest' | 'work';

  @Text(60)
  name: string;
}

export class CalendarYearBodyDto {
  @Text(300, { description: 'The notice it was taken from' })
  source: string;

  @ListOf(() => CalendarDayDto, { max: 366 })
  days: CalendarDayDto[];
}

export class CalendarYearDto extends CalendarYearBodyDto {
  @Int(2000, 2999)
  year: number;
}

export class CalendarYearsDto {
  @ListOf(() => CalendarYearDto)
  items: CalendarYearDto[];
}
