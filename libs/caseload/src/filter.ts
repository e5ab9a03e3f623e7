import type { LocalDate, Scope } from '@tidu/kernel';
import { normaliseName } from '@tidu/kernel';
import { scopeCondition } from '@tidu/enterprises';
import { gramsToFind, marked } from './search-text.js';

export const flags = ['no-officer', 'nobody-to-tell', 'no-code', 'unplaced', 'overdue', 'foreign-division'] as const;
export type Flag = (typeof flags)[number];

/** What the list can be narrowed by. Absent means any. */
export interface CaseloadFilter {
  readonly q?: string | undefined;
  readonly tier?: readonly string[] | undefined;
  readonly certainTier?: readonly string[] | undefined;
  readonly officerId?: string | undefined;
  readonly primaryOfficerId?: string | undefined;
  /** Already with all areas below. */
  readonly areaIds?: readonly string[] | undefined;
  readonly district?: string | undefined;
  readonly chain?: string | undefined;
  readonly programme?: string | undefined;
  readonly expiringBefore?: LocalDate | undefined;
  readonly notVisitedSince?: LocalDate | undefined;
  readonly standing?: string | undefined;
  readonly flag?: Flag | undefined;
}

/** Collects conditions and their values; the texts come from a closed set, so their statements stay few and prepared. */
export class Conditions {
  readonly parts: string[] = [];
  readonly values: unknown[] = [];

  add(sql: (parameter: (value: unknown) => string) => string): void {
    this.parts.push(
      sql((value) => {
        this.values.push(value);
        return `$${this.values.length}`;
      }),
    );
  }

  /** `isNarrow`: an index of the list leads to few rows anyway. Each is then looked up, where a join would begin with all that somebody serves. */
  addScope(scope: Scope, alias: string, isNarrow: boolean): void {
    const { sql, values } = scopeCondition(scope, alias, this.values.length + 1, 'enterprise_id');
    this.parts.push(isNarrow ? `(select ${sql})` : sql);
    this.values.push(...values);
  }

  get sql(): string {
    return this.parts.join(' and ');
  }
}

const flagSql: Readonly<Record<Flag, (today: string, city: string) => string>> = {
  'no-officer': () => 'c.officer_id is null',
  'nobody-to-tell': () => '(c.officer_id is null and not c.has_contact)',
  'no-code': () => 'c.uscc is null',
  unplaced: (_, city) => `c.area_id = ${city}`,
  overdue: (today) => `c.next_deadline < ${today}`,
  'foreign-division': () => 'c.has_foreign_text',
};

/** The filter and the scope as conditions on `caseload_row c`. */
export function caseloadConditions(
  scope: Scope,
  filter: CaseloadFilter,
  today: LocalDate,
  cityAreaId: string,
): Conditions {
  const conditions = new Conditions();
  conditions.addScope(scope, 'c', filter.officerId !== undefined);
  conditions.add((parameter) =>
    filter.standing === undefined || filter.standing === 'active'
      ? `c.standing = 'active'`
      : `c.standing = ${parameter(filter.standing)}`,
  );
  if (filter.q) addSearch(conditions, filter.q);
  if (filter.tier) conditions.add((parameter) => `c.tier = any(${parameter(filter.tier)}::text[])`);
  if (filter.certainTier)
    conditions.add((parameter) => `c.certain_tier = any(${parameter(filter.certainTier)}::text[])`);
  if (filter.officerId) conditions.add((parameter) => `c.officer_id = ${parameter(filter.officerId)}`);
  if (filter.primaryOfficerId)
    conditions.add((parameter) => `c.primary_officer_id = ${parameter(filter.primaryOfficerId)}`);
  if (filter.areaIds) conditions.add((parameter) => `c.area_id = any(${parameter(filter.areaIds)}::uuid[])`);
  if (filter.district) conditions.add((parameter) => `c.registered_district = ${parameter(filter.district)}`);
  if (filter.chain) conditions.add((parameter) => `c.chain = ${parameter(filter.chain)}`);
  if (filter.programme) conditions.add((parameter) => `${parameter(filter.programme)} = any(c.programmes)`);
  if (filter.expiringBefore) conditions.add((parameter) => `c.next_deadline < ${parameter(filter.expiringBefore)}`);
  if (filter.notVisitedSince) conditions.add((parameter) => `c.last_visit < ${parameter(filter.notVisitedSince)}`);
  const { flag } = filter;
  if (flag === 'overdue') conditions.add((parameter) => flagSql[flag](parameter(today), ''));
  else if (flag === 'unplaced') conditions.add((parameter) => flagSql[flag]('', parameter(cityAreaId)));
  else if (flag) conditions.add(() => flagSql[flag]('', ''));
  return conditions;
}

/** A code by its beginning; letters by initials or the beginning of the sound; else any part of a current or former name. */
function addSearch(conditions: Conditions, query: string): void {
  const text = normaliseName(query);
  if (/^[0-9a-z]*[0-9][0-9a-z]*$/.test(text) && text.length >= 4) {
    conditions.add((parameter) => `c.uscc like ${parameter(`${text.toUpperCase()}%`)}`);
    return;
  }
  const like = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  if (/^[a-z]+$/.test(text)) {
    conditions.add(
      (parameter) => `c.enterprise_id in (
        select s.enterprise_id from enterprise_search s
        where (s.grams @> ${parameter(marked(gramsToFind(text)))}::text[] and s.initials like ${parameter(like)})
           or s.pinyin like ${parameter(`${text}%`)}
           or (s.grams @> ${parameter(gramsToFind(text))}::text[] and s.text like ${parameter(like)}))`,
    );
    return;
  }
  conditions.add(
    (parameter) => `c.enterprise_id in (
      select s.enterprise_id from enterprise_search s
      where s.grams @> ${parameter(gramsToFind(text))}::text[] and s.text like ${parameter(like)})`,
  );
}
