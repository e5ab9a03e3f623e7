import { Injectable } from '@nestjs/common';
import { scopeCondition } from '@tidu/enterprises';
import { Clock, type Scope } from '@tidu/kernel';
import { Database } from '@tidu/platform';
import type { Statement } from './statement.js';

/** State of a qualification `q` on the day `today`. */
const stateSql = (q: string, today: string): string => `case
  when ${q}.revoked_on <= ${today} then 'revoked'
  when ${q}.effective_from > ${today} then 'upcoming'
  when ${q}.effective_until is null or ${q}.effective_until > ${today} then 'valid'
  when ${q}.counts_until > ${today} then 'awaiting-renewal'
  else 'lapsed' end`;

/** An enterprise with everything its page shows at first: one statement that builds the JSON. */
@Injectable()
export class RecordQuery {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** The record as JSON text with its version, or `undefined` where absent or out of scope. */
  async json(scope: Scope, id: string): Promise<{ readonly body: string; readonly version: number } | undefined> {
    const { text, values } = recordStatement(scope, id, this.clock);
    return this.database.one<{ body: string; version: number }>(text, values);
  }
}

/** The record of one enterprise at this moment, if it is in scope. */
export function recordStatement(scope: Scope, id: string, clock: Clock): Statement {
  const condition = scopeCondition(scope, 'e', 4);
  return { text: recordText(condition.sql), values: [id, clock.now(), clock.today(), ...condition.values] };
}

/** Made once for each kind of scope: a text made anew would be read through anew to find its prepared statement. */
const texts = new Map<string, string>();

function recordText(condition: string): string {
  let text = texts.get(condition);
  if (text === undefined) {
    text = `select e.version, json_build_object(
         'id', e.id, 'name', e.name, 'uscc', e.uscc, 'tier', c.tier, 'certainTier', c.certain_tier, 'standing', c.standing,
         'area', json_build_object('id', a.id, 'name', a.short_name), 'district', e.registered_district,
         'registeredText', e.registered_text, 'zone', e.zone, 'chain', e.chain, 'address', e.address, 'registeredOn', e.registered_on,
         'isSample', e.is_sample, 'version', e.version, 'hasContact', c.has_contact,
         'lastVisitOn', nullif(c.last_visit, '-infinity'), 'openDemands', c.open_demands, 'planState', c.plan_state,
         'formerNames', coalesce((select json_agg(json_build_object('name', f.name, 'untilDay', f.until_day) order by f.until_day desc)
            from former_name f where f.enterprise_id = e.id), '[]'),
         'standings', coalesce((select json_agg(json_build_object('standing', s.standing, 'from', s.from_day, 'source', s.source)
            order by s.from_day desc) from standing_entry s where s.enterprise_id = e.id), '[]'),
         'officers', coalesce((select json_agg(json_build_object('role', s.role, 'officerId', p.id, 'name', p.name, 'from', lower(s.period))
            order by array_position(array['cover', 'primary', 'assistant'], s.role), p.name)
            from assignment s join person_directory p on p.id = s.officer_id
            where s.enterprise_id = e.id and s.period @> $2::timestamptz), '[]'),
         'segments', coalesce((select json_agg(json_build_object('from', s.from_day, 'to', s.until_day, 'tier', s.tier,
            'certainTier', s.certain_tier, 'because', s.because) order by s.from_day)
            from tier_segment s where s.enterprise_id = e.id), '[]'),
         'qualifications', coalesce((select json_agg(json_build_object('id', q.id, 'programme', q.programme, 'version', q.programme_version,
            'certificateNo', q.certificate_no, 'batch', q.batch, 'issuedOn', q.issued_on, 'validFrom', q.printed_from,
            'validTo', q.printed_until - 1, 'effectiveFrom', q.effective_from, 'effectiveTo', q.effective_until - 1,
            'countsTo', q.counts_until - 1, 'revokedOn', q.revoked_on, 'source', q.source, 'etag', '"' || q.version || '"',
            'listing', case when q.listing_board is null then null else
               json_build_object('board', q.listing_board, 'stage', q.listing_stage, 'stockCode', q.stock_code) end,
            'state', ${stateSql('q', '$3::date')}) order by q.effective_from desc, q.id)
            from qualification q where q.enterprise_id = e.id), '[]'),
         'deadlines', coalesce((select json_agg(d.* order by d."dueOn") from (
            select d.id, d.kind, d.due_on as "dueOn", d.is_provisional as "isProvisional", d.params, d.state from deadline d
            where d.enterprise_id = e.id and d.state = 'open' order by d.due_on, d.id limit 50) d), '[]')
       )::text as body
       from enterprise e
       join caseload_row c on c.enterprise_id = e.id
       join area a on a.id = e.area_id
       where e.id = $1 and ${condition}`;
    texts.set(condition, text);
  }
  return text;
}
