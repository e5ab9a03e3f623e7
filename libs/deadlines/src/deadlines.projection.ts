import { Injectable } from '@nestjs/common';
import { Clock, type DueDate, type Fact, type Library, type LocalDate, type Projection } from '@tidu/kernel';
import { Database, newId, ProvidesProjection, UnitOfWork } from '@tidu/platform';
import { compareDue, type DueChange, type KnownDeadline } from './compare-due.js';
import { DeadlineSources } from './deadline-sources.js';
import { isActive } from './recipients.js';
import { Reminders } from './reminders.service.js';

/** Why a deadline was superseded, and its reminders withdrawn. */
const noLongerDue = 'no-longer-due';
const notActive = 'enterprise-not-active';
const dueDayMoved = 'due-day-moved';
const pastWhenKnown = 'past-when-known';

/**
 * Keeps deadlines in step with the dates of those who own them. It reacts to what can change a date (`due`) and to whether an enterprise
 * is served at all (`standing`). Who is to be told (contacts, assignments, areas) is no part of a deadline: recipients are found by the
 * sweep and looked at again when a message is made and when it is sent.
 */
@Injectable()
@ProvidesProjection()
export class DeadlinesProjection implements Projection {
  readonly library: Library = 'deadlines';
  readonly reactsTo: readonly Fact[] = ['due', 'standing'];

  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly sources: DeadlineSources,
    private readonly reminders: Reminders,
  ) {}

  /**
   * The enterprises are locked first, in id order and in a statement of its own: a unit that waited here reads what the other one wrote.
   * `no key update`, because rows of other libraries may refer to an enterprise meanwhile.
   */
  async refresh(enterpriseIds: readonly string[]): Promise<void> {
    await this.database.run(`select 1 from enterprise where id = any($1::uuid[]) order by id for no key update`, [
      enterpriseIds,
    ]);
    const today = this.clock.today();
    const active = await this.active(enterpriseIds, today);
    const due = active.size === 0 ? [] : await this.sources.due([...active]);
    const { added, moved, reopened, reworded, superseded } = compareDue(await this.known(enterpriseIds), due, today);
    const gone = superseded.filter((deadline) => active.has(deadline.enterpriseId));
    const inactive = superseded.filter((deadline) => !active.has(deadline.enterpriseId));
    // Locked in id order before their reminders are withdrawn: a sweep in between has then written what is to be withdrawn, or waits.
    await this.database.run(`select 1 from deadline where id = any($1::uuid[]) order by id for no key update`, [
      idsOf([...moved, ...superseded]),
    ]);
    await this.reminders.withdrawOf(idsOf(moved), dueDayMoved);
    await this.supersede(gone, noLongerDue, today);
    await this.supersede(inactive, notActive, today);
    await this.add(added, today);
    await this.reopen(moved, today, true);
    await this.reopen(reopened, today, false);
    await this.reword(reworded);
    this.unitOfWork.touch(
      [
        ...superseded.map((deadline) => deadline.enterpriseId),
        ...added.map((one) => one.enterpriseId),
        ...[...moved, ...reopened, ...reworded].map((change) => change.due.enterpriseId),
      ],
      'deadline',
    );
  }

  private async active(enterpriseIds: readonly string[], today: LocalDate): Promise<ReadonlySet<string>> {
    const rows = await this.database.query<{ id: string }>(
      `select e.id from unnest($1::uuid[]) as e (id) where ${isActive('e.id', '$2::date')}`,
      [enterpriseIds, today],
    );
    return new Set(rows.map((row) => row.id));
  }

  private known(enterpriseIds: readonly string[]): Promise<KnownDeadline[]> {
    return this.database.query<KnownDeadline & Record<string, unknown>>(
      `select id, enterprise_id as "enterpriseId", kind, source_id as "sourceId", occurrence, due_on as "dueOn",
              is_provisional as "isProvisional", params, state
       from deadline where enterprise_id = any($1::uuid[]) and kind = any($2::text[])`,
      [enterpriseIds, this.sources.kinds],
    );
  }

  private async supersede(deadlines: readonly KnownDeadline[], reason: string, today: LocalDate): Promise<void> {
    if (deadlines.length === 0) return;
    const ids = idsOf(deadlines);
    await this.reminders.withdrawOf(ids, reason);
    await this.database.run(
      `update deadline set state = 'superseded', closed_on = $2, reason = $3, version = version + 1 where id = any($1::uuid[])`,
      [ids, today, reason],
    );
  }

  private async add(due: readonly DueDate[], today: LocalDate): Promise<void> {
    if (due.length === 0) return;
    await this.database.run(
      `insert into deadline (id, enterprise_id, kind, source_id, occurrence, due_on, known_on, is_provisional, params, state, closed_on,
                             reason, version)
       select n.id, n.enterprise_id, n.kind, n.source_id, n.occurrence, n.due_on, $9::date, n.is_provisional, n.params::jsonb,
              ${stateOf('n.due_on', '$9::date')}, 1
       from unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::text[], $6::date[], $7::boolean[], $8::text[])
         as n (id, enterprise_id, kind, source_id, occurrence, due_on, is_provisional, params)`,
      [
        due.map(() => newId()),
        due.map((one) => one.enterpriseId),
        due.map((one) => one.kind),
        due.map((one) => one.sourceId),
        due.map((one) => one.occurrence),
        due.map((one) => one.dueOn),
        due.map((one) => one.isProvisional),
        due.map((one) => JSON.stringify(one.params)),
        today,
      ],
    );
  }

  /** A moved due day is known from today; one that is due again on its old day has been known all along. */
  private async reopen(changes: readonly DueChange[], today: LocalDate, isKnownAnew: boolean): Promise<void> {
    if (changes.length === 0) return;
    await this.database.run(
      `update deadline d
       set due_on = n.due_on, is_provisional = n.is_provisional, params = n.params::jsonb,
           known_on = case when $5 then $6::date else d.known_on end,
           (state, closed_on, reason) = (select ${stateOf('n.due_on', '$6::date')}), version = d.version + 1
       from unnest($1::uuid[], $2::date[], $3::boolean[], $4::text[]) as n (id, due_on, is_provisional, params)
       where d.id = n.id`,
      [
        idsOf(changes),
        changes.map(({ due }) => due.dueOn),
        changes.map(({ due }) => due.isProvisional),
        changes.map(({ due }) => JSON.stringify(due.params)),
        isKnownAnew,
        today,
      ],
    );
  }

  private async reword(changes: readonly DueChange[]): Promise<void> {
    if (changes.length === 0) return;
    await this.database.run(
      `update deadline d set is_provisional = n.is_provisional, params = n.params::jsonb, version = d.version + 1
       from unnest($1::uuid[], $2::boolean[], $3::text[]) as n (id, is_provisional, params) where d.id = n.id`,
      [
        idsOf(changes),
        changes.map(({ due }) => due.isProvisional),
        changes.map(({ due }) => JSON.stringify(due.params)),
      ],
    );
  }
}

/** A due day already past when it became known is history: shown, but nothing is sent. As `state, closed_on, reason`. */
const stateOf = (dueOn: string, today: string): string =>
  `case when ${dueOn} < ${today} then 'missed' else 'open' end,
   case when ${dueOn} < ${today} then ${today} end,
   case when ${dueOn} < ${today} then '${pastWhenKnown}' end`;

const idsOf = (ones: readonly { readonly id: string }[]): readonly string[] => ones.map((one) => one.id);
