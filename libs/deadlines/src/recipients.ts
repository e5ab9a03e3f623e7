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

/** Whoever heads the area, or the nearest one above it that has a head in service; looked for where `wanted`. */
const headOf = (area: string, today: string, wanted: string): string => `
  with recursive above as (
    select parent_id, head_person_id, 0 as steps from area where id = ${area} and ${wanted}
    union all
    select a.parent_id, a.head_person_id, b.steps + 1 from above b join area a on a.id = b.parent_id
  )
  select p.id from above join person_directory p on p.id = above.head_person_id and ${inService('p', today)}
  order by steps limit 1`;

const managersOfTheCity = (today: string): string => `
  select p.id from person_directory p
  where 'manager' = any(p.roles) and ${inService('p', today)}
    and (p.area_id is null or exists (select 1 from area a where a.id = p.area_id and a.parent_id is null))`;

const dayOf = (instant: string): string => `(${instant} at time zone 'Asia/Shanghai')::date`;

/**
 * Who is told about one enterprise, as `(kind, id, since_day, via)`; no row where nobody can be. `since_day` is the day on which the
 * recipient became one; heads and managers have been ever since. To be joined laterally: it is a few look-ups by index for each row,
 * whatever the planner believes about the number of rows, and it looks no further than it must.
 */
export const recipientsOf = (enterprise: string, area: string, now: string, today: string): string => {
  const contacts = contactsOf(enterprise, today);
  return `
    select told.* from (select exists (${contacts}) as is_there offset 0) c
    left join lateral (${officerOf(enterprise, now, today)} and not c.is_there limit 1) o on true
    left join lateral (${headOf(area, today, 'not c.is_there and o.id is null')}) h on true
    cross join lateral (
      select 'contact' as kind, k.id, ${dayOf('k.since_at')} as since_day, 'direct' as via from (${contacts}) k where c.is_there
      union all
      select 'officer', o.id, ${dayOf('o.since_at')}, 'fallback' where o.id is not null
      union all
      select 'head', h.id, '-infinity', 'digest' where h.id is not null
      union all
      select 'manager', m.id, '-infinity', 'digest' from (${managersOfTheCity(today)}) m
      where not c.is_there and o.id is null and h.id is null
    ) told`;
};

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
