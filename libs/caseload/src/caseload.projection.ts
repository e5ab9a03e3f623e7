import { Injectable } from '@nestjs/common';
import { Clock, type Fact, type Library, type Projection } from '@tidu/kernel';
import { Database, ProvidesProjection } from '@tidu/platform';
import { searchText, type SearchText } from './search-text.js';

/** Every row of the projection as it should stand at the instant $2, for the enterprises $1; `$3` is that instant's day in Shanghai. */
const asItStands = `
  select e.id as enterprise_id, e.name, e.uscc, e.area_id, e.registered_district, e.zone, e.chain, e.is_sample,
         e.registered_text is not null as has_foreign_text,
         coalesce(st.standing, 'active') as standing,
         coalesce(t.tier, 'none') as tier, coalesce(t.certain_tier, 'none') as certain_tier,
         coalesce(q.programmes, '{}') as programmes,
         p.officer_id as primary_officer_id, r.officer_id,
         exists (select 1 from reachable_contact c where c.enterprise_id = e.id) as has_contact,
         coalesce(d.due_on, 'infinity') as next_deadline, d.id as next_deadline_id, d.kind as next_deadline_kind,
         d.params ->> 'programme' as next_deadline_programme, coalesce(d.is_provisional, false) as next_deadline_provisional,
         '-infinity'::date as last_visit, 0 as open_demands, null::text as plan_state,
         greatest('-infinity', lower(p.period), lower(r.period), day_start(st.from_day), day_start(t.from_day)) as stands_from,
         least('infinity', upper(p.period), upper(r.period), next_assignment.at, day_start(next_standing.from_day),
               day_start(t.until_day), day_start(next_tier.from_day), day_start(q.until_day),
               day_start(next_title.from_day)) as stands_until
  from enterprise e
  left join lateral (select standing, from_day from enterprise_standing s
                     where s.enterprise_id = e.id and s.from_day <= $3::date order by s.from_day desc limit 1) st on true
  left join lateral (select min(from_day) as from_day from standing_entry s
                     where s.enterprise_id = e.id and s.from_day > $3::date) next_standing on true
  left join lateral (select tier, certain_tier, from_day, until_day from tier_segment s
                     where s.enterprise_id = e.id and s.from_day <= $3::date and (s.until_day is null or s.until_day > $3::date)) t on true
  left join lateral (select min(from_day) as from_day from tier_segment s
                     where s.enterprise_id = e.id and s.from_day > $3::date) next_tier on true
  left join lateral (select array_agg(distinct programme order by programme) as programmes,
                            min(least(counts_until, revoked_on)) as until_day
                     from qualification s
                     where s.enterprise_id = e.id and s.effective_from <= $3::date
                       and (s.counts_until is null or s.counts_until > $3::date)
                       and (s.revoked_on is null or s.revoked_on > $3::date)) q on true
  left join lateral (select min(effective_from) as from_day from qualification s
                     where s.enterprise_id = e.id and s.effective_from > $3::date) next_title on true
  left join assignment p on p.enterprise_id = e.id and p.role = 'primary' and p.period @> $2::timestamptz
  left join lateral (select officer_id, period from responsible_officer s
                     where s.enterprise_id = e.id and s.period @> $2::timestamptz limit 1) r on true
  left join lateral (select min(lower(period)) as at from assignment s
                     where s.enterprise_id = e.id and lower(s.period) > $2::timestamptz) next_assignment on true
  left join lateral (select id, due_on, kind, params, is_provisional from deadline s
                     where s.enterprise_id = e.id and s.state = 'open' order by s.due_on, s.id limit 1) d on true
  where e.id = any($1::uuid[])`;

const columns = [
  'name',
  'uscc',
  'area_id',
  'registered_district',
  'zone',
  'chain',
  'is_sample',
  'has_foreign_text',
  'standing',
  'tier',
  'certain_tier',
  'programmes',
  'primary_officer_id',
  'officer_id',
  'has_contact',
  'next_deadline',
  'next_deadline_id',
  'next_deadline_kind',
  'next_deadline_programme',
  'next_deadline_provisional',
  'last_visit',
  'open_demands',
  'plan_state',
  'stands_from',
  'stands_until',
];

interface Named extends Record<string, unknown> {
  id: string;
  name: string;
  former: string[];
}

const namesSql = `
  select e.id, e.name, coalesce(array(select f.name from former_name f where f.enterprise_id = e.id), '{}') as former
  from enterprise e`;

/**
 * The list of enterprises as people work with it, one row each. Some of what a row says changes with time alone (tier, cover, standing):
 * `stands_from` and `stands_until` bound the instants at which it is right.
 */
@Injectable()
@ProvidesProjection()
export class CaseloadProjection implements Projection {
  readonly library: Library = 'caseload';
  readonly reactsTo: readonly Fact[] = [
    'identity',
    'area',
    'standing',
    'qualification',
    'tier',
    'assignment',
    'contact',
    'deadline',
    'visit',
    'demand',
    'plan',
  ];

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * Rows that were there before are locked in a statement of their own before the statement that reads: under READ COMMITTED a statement
   * that waited for a lock would otherwise write what it had read before the wait. A row that this unit makes needs none of it: whoever
   * changes the enterprise at the same time waits for it in his own `on conflict`, and then reads anew.
   */
  async refresh(enterpriseIds: readonly string[]): Promise<void> {
    const made = await this.makeMissing(enterpriseIds);
    const known = enterpriseIds.filter((id) => !made.has(id));
    if (known.length === 0) return;
    await this.database.run(
      `select 1 from caseload_row where enterprise_id = any($1::uuid[]) order by enterprise_id for update`,
      [known],
    );
    await this.nameChanged(known);
    await this.database.run(
      `update caseload_row c set ${columns.map((column) => `${column} = s.${column}`).join(', ')}
       from (${asItStands}) s
       where c.enterprise_id = s.enterprise_id
         and (${columns.map((column) => `c.${column}`).join(', ')}) is distinct from (${columns.map((column) => `s.${column}`).join(', ')})`,
      [known, this.clock.now(), this.clock.today()],
    );
  }

  /** Refreshes, a batch at a time, the rows outside of whose bounds the business clock lies. Answers how many it looked at. */
  async refreshStale(inUnit: (work: () => Promise<void>) => Promise<void>): Promise<number> {
    const batch = 2000;
    let refreshed = 0;
    for (;;) {
      const now = this.clock.now();
      const rows = await this.database.query<{ id: string }>(
        `select enterprise_id as id from caseload_row where stands_until <= $1 or stands_from > $1 order by enterprise_id limit ${batch}`,
        [now],
      );
      if (rows.length === 0) return refreshed;
      await inUnit(() => this.refresh(rows.map((row) => row.id)));
      refreshed += rows.length;
    }
  }

  /** Makes the rows that are missing, each at once as it stands, and answers whose it made. */
  private async makeMissing(enterpriseIds: readonly string[]): Promise<ReadonlySet<string>> {
    const missing = await this.database.query<Named>(
      `${namesSql} where e.id = any($1::uuid[]) and not exists (select 1 from caseload_row c where c.enterprise_id = e.id)`,
      [enterpriseIds],
    );
    if (missing.length === 0) return new Set();
    const found = missing.map((row) => ({ ...row, search: searchText(row.name) }));
    // The name that its sound was worked out from: another one that came meanwhile is seen by the refresh of whoever brought it.
    const rest = columns.filter((column) => column !== 'name');
    const made = await this.database.query<{ id: string }>(
      `insert into caseload_row (enterprise_id, name, name_sort, ${rest.join(', ')})
       select s.enterprise_id, n.name, n.name_sort, ${rest.map((column) => `s.${column}`).join(', ')}
       from (${asItStands}) s
       join unnest($1::uuid[], $4::text[], $5::text[]) as n (id, name, name_sort) on n.id = s.enterprise_id
       order by s.enterprise_id
       on conflict do nothing returning enterprise_id as id`,
      [
        found.map((row) => row.id),
        this.clock.now(),
        this.clock.today(),
        found.map((row) => row.name),
        found.map((row) => row.search.pinyin),
      ],
    );
    const ids = new Set(made.map((row) => row.id));
    await this.writeSearch(found.filter((row) => ids.has(row.id)));
    return ids;
  }

  /** What is found and sorted by sound is worked out here, once for each name. */
  private async nameChanged(enterpriseIds: readonly string[]): Promise<void> {
    const renamed = await this.database.query<Named>(
      `${namesSql} join caseload_row c on c.enterprise_id = e.id where e.id = any($1::uuid[]) and e.name <> c.name`,
      [enterpriseIds],
    );
    if (renamed.length === 0) return;
    const found = renamed.map((row) => ({ ...row, search: searchText(row.name) }));
    await this.database.run(
      `update caseload_row c set name_sort = n.name_sort from unnest($1::uuid[], $2::text[]) as n (id, name_sort) where c.enterprise_id = n.id`,
      [found.map((row) => row.id), found.map((row) => row.search.pinyin)],
    );
    await this.writeSearch(found);
  }

  private async writeSearch(named: readonly (Named & { readonly search: SearchText })[]): Promise<void> {
    if (named.length === 0) return;
    const entries = new Map(
      [
        ...named.flatMap(({ id, former }) => former.map((name) => ({ id, isCurrent: false, ...searchText(name) }))),
        ...named.map(({ id, search }) => ({ id, isCurrent: true, ...search })),
      ].map((entry) => [`${entry.id} ${entry.text}`, entry]),
    );
    const rows = [...entries.values()];
    await this.database.run(`delete from enterprise_search where enterprise_id = any($1::uuid[])`, [
      named.map((row) => row.id),
    ]);
    await this.database.run(
      `insert into enterprise_search (enterprise_id, text, is_current, initials, pinyin, grams)
       select r.id, r.text, r.is_current, r.initials, r.pinyin, string_to_array(r.grams, ' ')
       from unnest($1::uuid[], $2::text[], $3::boolean[], $4::text[], $5::text[], $6::text[])
         as r (id, text, is_current, initials, pinyin, grams)`,
      [
        rows.map((row) => row.id),
        rows.map((row) => row.text),
        rows.map((row) => row.isCurrent),
        rows.map((row) => row.initials),
        rows.map((row) => row.pinyin),
        rows.map((row) => row.grams.join(' ')),
      ],
    );
  }
}
