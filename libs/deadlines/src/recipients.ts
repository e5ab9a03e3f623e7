/** Who can be told of a deadline, in the order in which one stands in for another (design.md, invariant 9). */
export const recipientKinds = ['contact', 'officer', 'head', 'manager'] as const;
export type RecipientKind = (typeof recipientKinds)[number];

/**
 * How a recipient was come by: the contact himself (`direct`), the officer because no contact can be reached (`fallback`), or whoever heads
 * the area or the city because there is no officer either (`digest`: one message a day instead of one for each).
 */
export const vias = ['direct', 'fallback', 'digest'] as const;
export type Via = (typeof vias)[number];

const inService = (person: string, today: string): string =>
  `(${person}.left_on is null or ${person}.left_on >= ${today})`;

/** A contact that a message can reach: an address, or an account of somebody who has not left. */
const contactsOf = (enterprise: string, today: string): string => `
  select c.id, c.since_at
  from reachable_contact c left join person_directory p on p.id = c.person_id
  where c.enterprise_id = ${enterprise} and (c.has_email or (p.id is not null and ${inService('p', today)}))`;

/** Who carries an enterprise at an instant: the cover where there is one, else the primary officer. */
const officerOf = (enterprise: string, now: string, today: string): string => `
  select o.officer_id as id, o.since_at
  from responsible_officer o join person_directory p on p.id = o.officer_id
  where o.enterprise_id = ${enterprise} and o.period @> ${now} and ${inService('p', today)}`;

/**
 * Common table expressions: who is told about the enterprises in the relation `subject (enterprise_id)`, as
 * `recipient (enterprise_id, kind, id, since_day, via)`; no row where nobody can be told. `since_day` is the day on which the recipient
 * became one; heads and managers have been ever since.
 */
export const recipientTables = (now: string, today: string): string => `
  area_above as (
    with recursive above as (
      select id as area_id, parent_id, head_person_id, 0 as steps from area
      union all
      select b.area_id, a.parent_id, a.head_person_id, b.steps + 1 from above b join area a on a.id = b.parent_id
    )
    select distinct on (above.area_id) above.area_id, p.id as head_id
    from above join person_directory p on p.id = above.head_person_id and ${inService('p', today)}
    order by above.area_id, above.steps
  ),
  city_manager as (
    select p.id from person_directory p
    where 'manager' = any(p.roles) and ${inService('p', today)}
      and (p.area_id is null or exists (select 1 from area a where a.id = p.area_id and a.parent_id is null))
  ),
  reach as (
    select s.enterprise_id, exists (${contactsOf('s.enterprise_id', today)}) as has_contact,
           o.id as officer_id, o.since_at as officer_since_at, h.head_id
    from subject s
    join enterprise e on e.id = s.enterprise_id
    left join lateral (${officerOf('s.enterprise_id', now, today)} limit 1) o on true
    left join area_above h on h.area_id = e.area_id
  ),
  recipient as (
    select r.enterprise_id, 'contact' as kind, c.id, (c.since_at at time zone 'Asia/Shanghai')::date as since_day, 'direct' as via
    from reach r cross join lateral (${contactsOf('r.enterprise_id', today)}) c
    where r.has_contact
    union all
    select enterprise_id, 'officer', officer_id, (officer_since_at at time zone 'Asia/Shanghai')::date, 'fallback'
    from reach where not has_contact and officer_id is not null
    union all
    select enterprise_id, 'head', head_id, '-infinity', 'digest'
    from reach where not has_contact and officer_id is null and head_id is not null
    union all
    select r.enterprise_id, 'manager', m.id, '-infinity', 'digest'
    from reach r cross join city_manager m where not r.has_contact and r.officer_id is null and r.head_id is null
  )`;

/** Whether a message of the reminder `r` may still go to its recipient: he has not left, and an officer still serves the enterprise. */
export const mayBeTold = (r: string, now: string, today: string): string => `
  case ${r}.recipient_kind
    when 'contact' then exists (select 1 from (${contactsOf(`${r}.enterprise_id`, today)}) c where c.id = ${r}.recipient_id)
    when 'officer' then exists (select 1 from (${officerOf(`${r}.enterprise_id`, now, today)}) o where o.id = ${r}.recipient_id)
    else exists (select 1 from person_directory p where p.id = ${r}.recipient_id and ${inService('p', today)})
  end`;

/** Whether the enterprise is active on a day; one of which no standing was ever told is. */
export const isActive = (enterprise: string, today: string): string => `
  coalesce((select s.standing from enterprise_standing s
            where s.enterprise_id = ${enterprise} and s.from_day <= ${today} order by s.from_day desc limit 1), 'active') = 'active'`;
