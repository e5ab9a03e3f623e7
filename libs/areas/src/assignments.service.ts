import { Injectable } from '@nestjs/common';
import { Enterprises } from '@tidu/enterprises';
import { Clock, type Scope } from '@tidu/kernel';
import { Database } from '@tidu/platform';
import type { AssignmentRole } from './assignment.entity.js';

export interface AssignmentPeriod {
  readonly id: string;
  readonly role: AssignmentRole;
  readonly officerId: string;
  readonly officerName: string;
  readonly from: Date;
  readonly to: Date | null;
  readonly reassignmentId: string | null;
}

export interface OfficerLoad {
  readonly id: string;
  readonly name: string;
  readonly areaId: string | null;
  readonly areaName: string | null;
  readonly primary: number;
  readonly caseload: number;
}

/** Who serves whom. */
@Injectable()
export class Assignments {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly enterprises: Enterprises,
  ) {}

  /** The whole history of one enterprise, the newest first. */
  async of(scope: Scope, enterpriseId: string): Promise<readonly AssignmentPeriod[]> {
    await this.enterprises.expectInScope(scope, enterpriseId);
    return this.database.query<AssignmentPeriod & Record<string, unknown>>(
      `select a.id, a.role, a.officer_id as "officerId", p.name as "officerName", lower(a.period) as from, upper(a.period) as to,
              a.reassignment_id as "reassignmentId"
       from assignment a join person_directory p on p.id = a.officer_id
       where a.enterprise_id = $1 order by lower(a.period) desc, a.id desc limit 200`,
      [enterpriseId],
    );
  }

  /** Officers in service with what they carry now: those of the scope's areas, or all. */
  async officers(scope: Scope): Promise<readonly OfficerLoad[]> {
    const areaIds = scope.kind === 'areas' ? scope.areaIds : null;
    return this.database.query<OfficerLoad & Record<string, unknown>>(
      `select p.id, p.name, p.area_id as "areaId", a.short_name as "areaName",
              coalesce(l.primary_count, 0) as primary, coalesce(c.carried, 0) as caseload
       from person_directory p
       left join area a on a.id = p.area_id
       left join (select officer_id, count(*) as primary_count from assignment
                  where role = 'primary' and period @> $1::timestamptz group by officer_id) l on l.officer_id = p.id
       left join (select officer_id, count(*) as carried from responsible_officer
                  where period @> $1::timestamptz group by officer_id) c on c.officer_id = p.id
       where 'officer' = any(p.roles) and (p.left_on is null or p.left_on >= $2)
         and ($3::uuid[] is null or p.area_id = any($3))
       order by p.name, p.id limit 2000`,
      [this.clock.now(), this.clock.today(), areaIds],
    );
  }
}
