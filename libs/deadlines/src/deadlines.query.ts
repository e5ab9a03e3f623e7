import { Injectable } from '@nestjs/common';
import { scopeCondition } from '@tidu/enterprises';
import { Clock, encodeCursor, LocalDate, type CursorKey, type Page, type Scope } from '@tidu/kernel';
import { cursorKeys, Database } from '@tidu/platform';
import type { DeadlineState } from './deadline.entity.js';

export interface DeadlineFilter {
  readonly enterpriseId?: string;
  /** Enterprises on this officer's caseload now. */
  readonly officerId?: string;
  readonly from?: LocalDate;
  readonly to?: LocalDate;
  readonly kind?: string;
  readonly state?: DeadlineState;
  /** What the digest of this person and day is about. */
  readonly digest?: { readonly personId: string; readonly day: LocalDate };
}

export interface DeadlineItem {
  readonly id: string;
  readonly enterprise: { readonly id: string; readonly name: string; readonly tier: string };
  readonly kind: string;
  readonly dueOn: LocalDate;
  readonly isProvisional: boolean;
  readonly state: DeadlineState;
  readonly params: Readonly<Record<string, string>>;
  readonly knownOn: LocalDate;
}

export interface DeadlineRecord extends DeadlineItem {
  readonly closedOn: LocalDate | null;
  readonly reason: string | null;
}

export interface PageOf {
  readonly limit: number;
  readonly cursor?: string;
  readonly count?: 'exact' | 'estimate';
}

const sort = 'due';
/** A counted list says "1000+" beyond this. */
const estimateCap = 1001;

/** `tier` is today's; `$1` is today in both statements that use these columns. */
const itemColumns = `d.id, jsonb_build_object('id', e.id, 'name', e.name, 'tier', coalesce(
    (select t.tier from tier_segment t
     where t.enterprise_id = e.id and t.from_day <= $1::date and (t.until_day is null or t.until_day > $1::date)), 'none')) as enterprise,
  d.kind, d.due_on as "dueOn", d.is_provisional as "isProvisional", d.state, d.params, d.known_on as "knownOn"`;

/** Deadlines as people read them. */
@Injectable()
export class DeadlinesQuery {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** By due day. */
  async page(scope: Scope, filter: DeadlineFilter, page: PageOf): Promise<Page<DeadlineItem>> {
    const after = cursorKeys(page.cursor, sort, ['day', 'uuid']);
    const conditions = this.conditions(scope, filter, 3);
    const [dueOn, id] = after ?? [];
    const cursorAt = 3 + conditions.values.length;
    const rows = await this.database.query<DeadlineItem & Record<string, unknown>>(
      `select ${itemColumns}
       from deadline d join enterprise e on e.id = d.enterprise_id
       where ${conditions.sql} ${after ? `and (d.due_on, d.id) > ($${cursorAt}::date, $${cursorAt + 1}::uuid)` : ''}
       order by d.due_on, d.id limit $2`,
      [this.clock.today(), page.limit + 1, ...conditions.values, ...(after ? [dueOn, id] : [])],
    );
    const items = rows.slice(0, page.limit);
    const last = items.at(-1);
    return {
      items,
      nextCursor:
        rows.length > page.limit && last ? encodeCursor(sort, [last.dueOn, last.id] satisfies CursorKey[]) : null,
      ...(page.count === undefined ? {} : { total: await this.count(scope, filter, page.count) }),
    };
  }

  async one(scope: Scope, id: string): Promise<DeadlineRecord | undefined> {
    const condition = scopeCondition(scope, 'e', 3);
    return this.database.one<DeadlineRecord & Record<string, unknown>>(
      `select ${itemColumns}, d.closed_on as "closedOn", d.reason
       from deadline d join enterprise e on e.id = d.enterprise_id
       where d.id = $2 and ${condition.sql}`,
      [this.clock.today(), id, ...condition.values],
    );
  }

  private async count(scope: Scope, filter: DeadlineFilter, count: 'exact' | 'estimate'): Promise<number> {
    const conditions = this.conditions(scope, filter, 1);
    const row = await this.database.one<{ total: number }>(
      `select count(*) as total from (
         select 1 from deadline d join enterprise e on e.id = d.enterprise_id
         where ${conditions.sql} ${count === 'estimate' ? `limit ${estimateCap}` : ''}) counted`,
      conditions.values,
    );
    return row?.total ?? 0;
  }

  private conditions(scope: Scope, filter: DeadlineFilter, first: number): { sql: string; values: readonly unknown[] } {
    const scoped = scopeCondition(scope, 'e', first);
    const parts = [scoped.sql];
    const values: unknown[] = [...scoped.values];
    const parameter = (value: unknown, type: string): string => {
      values.push(value);
      return `$${first + values.length - 1}::${type}`;
    };
    if (filter.enterpriseId !== undefined) parts.push(`d.enterprise_id = ${parameter(filter.enterpriseId, 'uuid')}`);
    if (filter.officerId !== undefined) {
      parts.push(`d.enterprise_id in (select o.enterprise_id from responsible_officer o
        where o.officer_id = ${parameter(filter.officerId, 'uuid')} and o.period @> ${parameter(this.clock.now(), 'timestamptz')})`);
    }
    if (filter.from !== undefined) parts.push(`d.due_on >= ${parameter(filter.from, 'date')}`);
    if (filter.to !== undefined) parts.push(`d.due_on <= ${parameter(filter.to, 'date')}`);
    if (filter.kind !== undefined) parts.push(`d.kind = ${parameter(filter.kind, 'text')}`);
    // Written out, not a parameter: indexes are partial by state, and a prepared plan could not know which one serves.
    if (filter.state !== undefined) parts.push(`d.state = '${filter.state}'`);
    if (filter.digest !== undefined) {
      const day = parameter(filter.digest.day, 'date');
      parts.push(`d.id in (select r.deadline_id from reminder r
        where r.recipient_id = ${parameter(filter.digest.personId, 'uuid')} and r.via = 'digest' and r.state = 'done'
          and r.settled_at >= day_start(${day}) and r.settled_at < day_start(${day} + 1))`);
    }
    return { sql: parts.join(' and '), values };
  }
}
