import { Injectable } from '@nestjs/common';
import { WorkingCalendar, type LocalDate } from '@tidu/kernel';
import { AuditLog } from '../audit/audit-log.js';
import { Database } from '../database/database.js';
import { UnitOfWork } from '../database/unit-of-work.js';

export interface CalendarDay {
  readonly day: LocalDate;
  readonly kind: 'rest' | 'work';
  readonly name: string;
}

export interface CalendarYear {
  readonly year: number;
  readonly source: string;
  readonly days: readonly CalendarDay[];
}

/** The working days as the State Council's notices fix them, year by year; a year that is not loaded is known to be unknown. */
@Injectable()
export class Calendar {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditLog,
  ) {}

  /** A few dozen rows: read anew for each use case, so that a year loaded by an administrator counts at once. */
  async working(): Promise<WorkingCalendar> {
    const years = await this.years();
    return new WorkingCalendar(
      years.flatMap((year) => year.days),
      years.map((year) => year.year),
    );
  }

  async years(): Promise<readonly CalendarYear[]> {
    return this.database.query<CalendarYear & Record<string, unknown>>(
      `select y.year, y.source, coalesce(d.days, '[]') as days
       from calendar_year y
       left join lateral (
         select jsonb_agg(jsonb_build_object('day', to_char(day, 'YYYY-MM-DD'), 'kind', kind, 'name', name) order by day) as days
         from calendar_day where extract(year from day) = y.year
       ) d on true
       order by y.year`,
    );
  }

  /** Loads or replaces one year. */
  async load(year: CalendarYear): Promise<void> {
    await this.unitOfWork.run(async () => {
      await this.database.run(
        `insert into calendar_year (year, source) values ($1, $2) on conflict (year) do update set source = excluded.source`,
        [year.year, year.source],
      );
      await this.database.run(`delete from calendar_day where extract(year from day) = $1`, [year.year]);
      await this.database.run(
        `insert into calendar_day (day, kind, name) select * from unnest($1::date[], $2::text[], $3::text[])`,
        [year.days.map((day) => day.day), year.days.map((day) => day.kind), year.days.map((day) => day.name)],
      );
      await this.audit.record([
        {
          action: 'calendar-year.loaded',
          subjectType: 'calendar-year',
          subjectId: calendarYearId(year.year),
          after: { year: year.year, source: year.source, days: year.days.length },
        },
      ]);
    });
  }
}

/** Years have no id of their own; the audit log wants one. */
const calendarYearId = (year: number): string => `00000000-0000-0000-0000-${String(year).padStart(12, '0')}`;
