import { Injectable } from '@nestjs/common';
import { encodeCursor, type CursorKey, type LocalDate, type Page } from '@tidu/kernel';
import { Database } from '@tidu/platform';

export const timelineKinds = ['qualification', 'handover', 'standing', 'name', 'notice'] as const;
export type TimelineKind = (typeof timelineKinds)[number];

export interface TimelineItem {
  readonly id: string;
  readonly kind: TimelineKind;
  /** What happened, `<kind>.<past tense>`. */
  readonly event: string;
  readonly on: LocalDate;
  readonly params: Readonly<Record<string, string | null>>;
}

/** What happened to an enterprise, from every library that can tell, the newest first. */
@Injectable()
export class TimelineQuery {
  constructor(private readonly database: Database) {}

  /** The caller has checked the scope. */
  async page(
    enterpriseId: string,
    kinds: readonly TimelineKind[],
    limit: number,
    after: readonly CursorKey[] | undefined,
  ): Promise<Page<TimelineItem>> {
    const rows = await this.database.query<TimelineItem & Record<string, unknown>>(
      `select * from (
         select q.id, 'qualification' as kind, 'qualification.granted' as event, q.issued_on as on,
                jsonb_build_object('programme', q.programme, 'certificateNo', q.certificate_no, 'validTo', q.printed_until - 1,
                                   'source', q.source) as params
         from qualification q where q.enterprise_id = $1
         union all
         select q.id, 'qualification', 'qualification.revoked', q.revoked_on, jsonb_build_object('programme', q.programme, 'reason', q.revoke_reason)
         from qualification q where q.enterprise_id = $1 and q.revoked_on is not null
         union all
         select a.id, 'handover', 'assignment.begun', (lower(a.period) at time zone 'Asia/Shanghai')::date,
                jsonb_build_object('role', a.role, 'officer', p.name, 'reason', a.reason)
         from assignment a join person_directory p on p.id = a.officer_id where a.enterprise_id = $1
         union all
         select e.id, 'standing', 'standing.set', s.from_day, jsonb_build_object('standing', s.standing, 'source', s.source)
         from standing_entry s join enterprise e on e.id = s.enterprise_id where s.enterprise_id = $1
         union all
         select f.id, 'name', 'name.changed', f.until_day, jsonb_build_object('former', f.name, 'source', f.source)
         from former_name f where f.enterprise_id = $1
         union all
         select n.id, 'notice', 'notice.sent', (n.sent_at at time zone 'Asia/Shanghai')::date,
                jsonb_build_object('channel', n.channel, 'subject', n.subject, 'state', n.state)
         from notification n where n.enterprise_id = $1 and n.sent_at is not null
       ) t
       where t.kind = any($2::text[]) and ($3::date is null or (t.on, t.event, t.id) < ($3, $4::text, $5::uuid))
       order by t.on desc, t.event desc, t.id desc limit $6`,
      [enterpriseId, kinds, after?.[0] ?? null, after?.[1] ?? null, after?.[2] ?? null, limit + 1],
    );
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return {
      items,
      nextCursor: rows.length > limit && last ? encodeCursor('timeline', [last.on, last.event, last.id]) : null,
    };
  }
}
