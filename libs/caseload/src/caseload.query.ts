import { Injectable } from '@nestjs/common';
import { cityAreaId } from '@tidu/enterprises';
import { Clock, encodeCursor, type CursorKey, type KeyKind, type LocalDate, type Scope } from '@tidu/kernel';
import { Database } from '@tidu/platform';
import { caseloadConditions, type CaseloadFilter, type Flag } from './filter.js';
import type { Statement } from './statement.js';

export const sorts = ['nextDeadline', 'lastVisit', 'name'] as const;
export type Sort = (typeof sorts)[number];

/** Keys of each sort; none is ever null: never visited sorts first, no deadline last, names by their sound. */
export const sortColumns: Readonly<Record<Sort, { column: string; type: string; key: KeyKind }>> = {
  nextDeadline: { column: 'next_deadline', type: 'date', key: 'day' },
  lastVisit: { column: 'last_visit', type: 'date', key: 'day' },
  name: { column: 'name_sort', type: 'text', key: 'text' },
};

/** Beyond this an estimated total says only "more". */
const estimateCap = 1000;

export interface CaseloadItem {
  readonly id: string;
  readonly name: string;
  readonly uscc: string | null;
  readonly tier: string;
  readonly certainTier: string;
  readonly standing: string;
  readonly area: { readonly id: string; readonly name: string };
  readonly district: string | null;
  readonly zone: string | null;
  readonly chain: string | null;
  readonly primaryOfficer: { readonly id: string; readonly name: string } | null;
  readonly officer: { readonly id: string; readonly name: string } | null;
  readonly nextDeadline: {
    readonly id: string;
    readonly kind: string;
    readonly programme: string | null;
    readonly dueOn: LocalDate;
    readonly isProvisional: boolean;
  } | null;
  readonly lastVisitOn: LocalDate | null;
  readonly openDemands: number;
  readonly planState: string | null;
  readonly flags: readonly Flag[];
  readonly isSample: boolean;
}

export interface PageRequest {
  readonly sort: Sort;
  readonly limit: number;
  readonly after: readonly CursorKey[] | undefined;
  readonly count: 'exact' | 'estimate' | undefined;
}

interface ItemRow extends Record<string, unknown> {
  id: string;
  /** A `CaseloadItem` as JSON. */
  item: string;
  sort_key: string;
}

/** The hot reads: SQL to answer, past the entities. */
@Injectable()
export class CaseloadQuery {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** A page as JSON. Its items leave as PostgreSQL wrote them: to read and write 25 of them again takes longer than to find them. */
  async pageJson(scope: Scope, filter: CaseloadFilter, request: PageRequest): Promise<string> {
    const today = this.clock.today();
    const { text, values } = pageStatement(scope, filter, request, today);
    const rows = await this.database.query<ItemRow>(text, values);
    const items = rows.slice(0, request.limit);
    const last = items.at(-1);
    const rest = {
      nextCursor: rows.length > request.limit && last ? encodeCursor(request.sort, [last.sort_key, last.id]) : null,
      ...(request.count === undefined ? {} : { total: await this.total(scope, filter, today, request.count) }),
    };
    return `{"items":[${items.map((row) => row.item).join()}],${JSON.stringify(rest).slice(1)}`;
  }

  /** The enterprises of which something is due first. */
  async dueFirst(scope: Scope, limit: number): Promise<readonly CaseloadItem[]> {
    const { text, values } = pageStatement(
      scope,
      {},
      { sort: 'nextDeadline', limit, after: undefined },
      this.clock.today(),
    );
    const rows = await this.database.query<ItemRow>(text, values);
    const items = rows.slice(0, limit).map((row) => JSON.parse(row.item) as CaseloadItem);
    return items.filter((item) => item.nextDeadline !== null);
  }

  /** What the manager's and the officer's day begins with. Counts are of active enterprises in scope. */
  async home(scope: Scope): Promise<HomeCounts> {
    const conditions = caseloadConditions(scope, {}, this.clock.today(), cityAreaId);
    const today = `$${conditions.values.length + 1}::date`;
    const city = `$${conditions.values.length + 2}::uuid`;
    const row = await this.database.one<{ counts: HomeCounts }>(
      `select json_build_object(
         'total', count(*),
         'overdue', count(*) filter (where c.next_deadline < ${today}),
         'due7', count(*) filter (where c.next_deadline between ${today} and ${today} + 7),
         'due30', count(*) filter (where c.next_deadline between ${today} and ${today} + 30),
         'noOfficer', count(*) filter (where c.officer_id is null),
         'nobodyToTell', count(*) filter (where c.officer_id is null and not c.has_contact),
         'noCode', count(*) filter (where c.uscc is null),
         'unplaced', count(*) filter (where c.area_id = ${city}),
         'tiers', json_build_object('none', count(*) filter (where c.tier = 'none'), 'sme', count(*) filter (where c.tier = 'sme'),
            'high-tech', count(*) filter (where c.tier = 'high-tech'), 'strong', count(*) filter (where c.tier = 'strong'),
            'listed', count(*) filter (where c.tier = 'listed')),
         'certainTiers', json_build_object('none', count(*) filter (where c.certain_tier = 'none'),
            'sme', count(*) filter (where c.certain_tier = 'sme'), 'high-tech', count(*) filter (where c.certain_tier = 'high-tech'),
            'strong', count(*) filter (where c.certain_tier = 'strong'), 'listed', count(*) filter (where c.certain_tier = 'listed'))
       ) as counts
       from caseload_row c where ${conditions.sql}`,
      [...conditions.values, this.clock.today(), cityAreaId],
    );
    return row!.counts;
  }

  private async total(
    scope: Scope,
    filter: CaseloadFilter,
    today: LocalDate,
    count: 'exact' | 'estimate',
  ): Promise<number> {
    const { sql, values } = caseloadConditions(scope, filter, today, cityAreaId);
    const row = await this.database.one<{ total: number }>(
      count === 'exact'
        ? `select count(*) as total from caseload_row c where ${sql}`
        : `select count(*) as total from (select 1 from caseload_row c where ${sql} limit ${estimateCap + 1}) beginning`,
      values,
    );
    return row?.total ?? 0;
  }
}

/** One page of the list and the first row of the next; texts differ by scope, filter and sort alone, so they stay prepared. */
export function pageStatement(
  scope: Scope,
  filter: CaseloadFilter,
  { sort, limit, after }: Omit<PageRequest, 'count'>,
  today: LocalDate,
): Statement {
  const conditions = caseloadConditions(scope, filter, today, cityAreaId);
  const { column, type } = sortColumns[sort];
  if (after)
    conditions.add(
      (parameter) => `(c.${column}, c.enterprise_id) > (${parameter(after[0])}::${type}, ${parameter(after[1])}::uuid)`,
    );
  const next = conditions.values.length + 1;
  const [todayAt, cityAt, limitAt] = [`$${next}::date`, `$${next + 1}::uuid`, `$${next + 2}`];
  return {
    values: [...conditions.values, today, cityAreaId, limit + 1],
    text: `with page as materialized (
         select c.* from caseload_row c where ${conditions.sql} order by c.${column}, c.enterprise_id limit ${limitAt}
       )
       select c.enterprise_id as id, c.${column}::text as sort_key, json_build_object(
         'id', c.enterprise_id, 'name', c.name, 'uscc', c.uscc, 'tier', c.tier, 'certainTier', c.certain_tier, 'standing', c.standing,
         'area', json_build_object('id', a.id, 'name', a.short_name), 'district', c.registered_district, 'zone', c.zone, 'chain', c.chain,
         'primaryOfficer', case when p.id is null then null else json_build_object('id', p.id, 'name', p.name) end,
         'officer', case when o.id is null then null else json_build_object('id', o.id, 'name', o.name) end,
         'nextDeadline', case when c.next_deadline_id is null then null else json_build_object(
            'id', c.next_deadline_id, 'kind', c.next_deadline_kind, 'programme', c.next_deadline_programme,
            'dueOn', c.next_deadline, 'isProvisional', c.next_deadline_provisional) end,
         'lastVisitOn', nullif(c.last_visit, '-infinity'), 'openDemands', c.open_demands, 'planState', c.plan_state,
         'flags', array_remove(array[
            case when c.officer_id is null then 'no-officer' end,
            case when c.officer_id is null and not c.has_contact then 'nobody-to-tell' end,
            case when c.uscc is null then 'no-code' end,
            case when c.area_id = ${cityAt} then 'unplaced' end,
            case when c.next_deadline < ${todayAt} then 'overdue' end,
            case when c.has_foreign_text then 'foreign-division' end], null),
         'isSample', c.is_sample)::text as item
       from page c
       join area a on a.id = c.area_id
       left join person_directory p on p.id = c.primary_officer_id
       left join person_directory o on o.id = c.officer_id
       order by c.${column}, c.enterprise_id`,
  };
}

export type TierCounts = Readonly<Record<'none' | 'sme' | 'high-tech' | 'strong' | 'listed', number>>;

export interface HomeCounts {
  readonly total: number;
  readonly overdue: number;
  readonly due7: number;
  readonly due30: number;
  readonly noOfficer: number;
  readonly nobodyToTell: number;
  readonly noCode: number;
  readonly unplaced: number;
  readonly tiers: TierCounts;
  readonly certainTiers: TierCounts;
}
