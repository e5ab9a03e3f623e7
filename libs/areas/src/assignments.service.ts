import { Injectable } from '@nestjs/common';
import { Enterprises } from '@tidu/enterprises';
import { Clock, type Scope } from '@tidu/kernel';
import { AuditLog, Database, newId, UnitOfWork } from '@tidu/platform';
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

export interface NewAssignment {
  readonly enterpriseId: string;
  readonly officerId: string;
  readonly role: AssignmentRole;
  readonly from: Date;
  readonly to?: Date | null;
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
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditLog,
  ) {}

  /** Assigns any number at once. The exclusion constraint refuses a second primary, or a second cover, at any instant. */
  async assign(assignments: readonly NewAssignment[], reason: string, source: string): Promise<void> {
    await this.unitOfWork.run(async () => {
      const rows = assignments.map((assignment) => ({ id: newId(), ...assignment, to: assignment.to ?? null }));
      await this.database.run(
        `insert into assignment (id, enterprise_id, officer_id, role, period, reason, source)
         select a.id, a.enterprise_id, a.officer_id, a.role, tstzrange(a.from_at, a.to_at), $7, $8
         from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::timestamptz[], $6::timestamptz[])
           as a (id, enterprise_id, officer_id, role, from_at, to_at)`,
        [
          rows.map((row) => row.id),
          rows.map((row) => row.enterpriseId),
          rows.map((row) => row.officerId),
          rows.map((row) => row.role),
          rows.map((row) => row.from),
          rows.map((row) => row.to),
          reason,
          source,
        ],
      );
      await this.audit.record(
        rows.map((row) => ({
          action: 'assignment.begun',
          subjectType: 'assignment',
          subjectId: row.id,
          enterpriseId: row.enterpriseId,
          after: { officerId: row.officerId, role: row.role, from: row.from, to: row.to, reason },
        })),
      );
      this.unitOfWork.touch(
        rows.map((row) => row.enterpriseId),
        'assignment',
      );
    });
  }

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
