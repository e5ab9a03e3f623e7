import { Injectable } from '@nestjs/common';
import type { LocalDate } from '@tidu/kernel';
import { Database } from '@tidu/platform';
import type { SweepRow } from './domain/planner.js';
import { isActive, recipientsOf } from './recipients.js';

/** What one sweep wrote into the ledger. */
export interface SweepCounts {
  /** Reminders that become messages of their own. */
  readonly queued: number;
  /** Reminders that go into digests. */
  readonly digested: number;
  /** Missed ones, overtaken by a newer one or by the due day. */
  readonly stale: number;
  /** Deadlines that were to be recalled and that nobody can be told of. */
  readonly untold: number;
}

/**
 * The whole sweep. `$1…$5` are the planner's table, `$6` the business now, `$7` its day. The deadlines are locked in id order until the
 * unit ends, so that one which is moved meanwhile either is not recalled or finds its reminders to withdraw.
 */
const sweepSql = `
  with plan as materialized (
    select * from unnest($1::text[], $2::date[], $3::int[], $4::date[], $5::text[]) as p (kind, due_on, lead_days, planned_on, state)
  ),
  locked as materialized (
    select d.id, d.enterprise_id, d.due_on, p.lead_days, p.planned_on, p.state
    from plan p join deadline d on d.kind = p.kind and d.due_on = p.due_on
    where d.state = 'open' and d.due_on >= d.known_on and p.planned_on >= d.known_on
    order by d.id
    for share of d
  ),
  due as materialized (select * from locked where ${isActive('locked.enterprise_id', '$7::date')}),
  told as materialized (
    select due.*, r.kind as recipient_kind, r.id as recipient_id, r.via, r.since_day
    from due
    join enterprise e on e.id = due.enterprise_id
    left join lateral (${recipientsOf('e.id', 'e.area_id', '$6::timestamptz', '$7::date')}) r on true
  ),
  written as (
    insert into reminder (id, deadline_id, enterprise_id, due_on, lead_days, recipient_kind, recipient_id, via, planned_on, state,
                          created_at, settled_at)
    select new_uuid_v7(), id, enterprise_id, due_on, lead_days, recipient_kind, recipient_id, via, planned_on, state,
           $6::timestamptz, case when state = 'stale' then $6::timestamptz end
    from told where planned_on >= since_day
    order by id, lead_days, recipient_id
    on conflict (deadline_id, due_on, lead_days, recipient_kind, recipient_id) where state <> 'withdrawn' do nothing
    returning state, via
  )
  select count(*) filter (where state = 'queued' and via <> 'digest') as queued,
         count(*) filter (where state = 'queued' and via = 'digest') as digested,
         count(*) filter (where state = 'stale') as stale,
         (select count(*) from told where state = 'queued' and recipient_id is null) as untold
  from written`;

/** The statements of the morning sweep. */
@Injectable()
export class SweepQuery {
  constructor(private readonly database: Database) {}

  /** Writes what is missing in the ledger; what is there already stays as it is. */
  async write(rows: readonly SweepRow[], now: Date, today: LocalDate): Promise<SweepCounts> {
    const counts = await this.database.one<SweepCounts & Record<string, unknown>>(sweepSql, [
      rows.map((row) => row.kind),
      rows.map((row) => row.dueOn),
      rows.map((row) => row.leadDays),
      rows.map((row) => row.plannedOn),
      rows.map((row) => row.state),
      now,
      today,
    ]);
    return counts ?? { queued: 0, digested: 0, stale: 0, untold: 0 };
  }

  /** The day of the last sweep up to today, else the first day on which an open deadline became known. */
  async since(today: LocalDate): Promise<LocalDate | undefined> {
    const row = await this.database.one<{ day: LocalDate | null }>(
      `select coalesce((select max(day) from sweep_run where state = 'done' and day <= $1::date),
                       (select min(known_on) from deadline where state = 'open')) as day`,
      [today],
    );
    return row?.day ?? undefined;
  }

  /** Enterprises whose standing changed with time alone, by an entry that was made for a later day. */
  async standingsBegun(since: LocalDate, today: LocalDate): Promise<readonly string[]> {
    const rows = await this.database.query<{ id: string }>(
      `select distinct enterprise_id as id from enterprise_standing where from_day > $1::date and from_day <= $2::date order by 1`,
      [since, today],
    );
    return rows.map((row) => row.id);
  }

  /** Closes what has been overdue too long. Answers the enterprises. */
  async markMissed(dueBefore: LocalDate, today: LocalDate): Promise<readonly string[]> {
    const rows = await this.database.query<{ id: string }>(
      `update deadline set state = 'missed', closed_on = $2, version = version + 1
       where state = 'open' and due_on < $1::date returning enterprise_id as id`,
      [dueBefore, today],
    );
    return rows.map((row) => row.id);
  }
}
