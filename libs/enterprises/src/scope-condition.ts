import type { Scope } from '@tidu/kernel';

export interface SqlCondition {
  readonly sql: string;
  readonly values: readonly unknown[];
}

/**
 * The scope as a condition on a row of `enterprise` (or of a relation with the same `id` and `area_id`) called `alias`.
 * `first` is the number of the first parameter that is free. Who is served is read from the view `served_enterprise`, at the
 * instant given as the second value.
 */
export function scopeCondition(scope: Scope, alias: string, first: number, idColumn = 'id'): SqlCondition {
  switch (scope.kind) {
    case 'city':
    case 'system':
      return { sql: 'true', values: [] };
    case 'areas':
      return { sql: `${alias}.area_id = any($${first}::uuid[])`, values: [scope.areaIds] };
    case 'served':
      return {
        sql: `exists (select 1 from served_enterprise s where s.enterprise_id = ${alias}.${idColumn} and s.officer_id = $${first}
               and s.period @> $${first + 1}::timestamptz)`,
        values: [scope.officerId, scope.at],
      };
    case 'own':
      return { sql: `${alias}.${idColumn} = any($${first}::uuid[])`, values: [scope.enterpriseIds] };
  }
}
