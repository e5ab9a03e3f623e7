import { Injectable } from '@nestjs/common';
import { cityAreaId, Divisions } from '@tidu/enterprises';
import { AuditLog, Database, newId, UnitOfWork } from '@tidu/platform';
import { Area } from './area.entity.js';

export interface AreaNode {
  readonly id: string;
  readonly code: string;
  readonly kind: string;
  readonly name: string;
  readonly shortName: string;
  readonly parentId: string | null;
  readonly head: { readonly id: string; readonly name: string } | null;
}

/** The service tree. */
@Injectable()
export class Areas {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditLog,
    private readonly divisions: Divisions,
  ) {}

  async tree(): Promise<readonly AreaNode[]> {
    return this.database.query<AreaNode & Record<string, unknown>>(
      `select a.id, a.code, a.kind, a.name, a.short_name as "shortName", a.parent_id as "parentId",
              case when p.id is null then null else jsonb_build_object('id', p.id, 'name', p.name) end as head
       from area a left join person_directory p on p.id = a.head_person_id
       order by array_position(array['city', 'district', 'zone', 'grid', 'building'], a.kind), a.code`,
    );
  }

  /** An area and all below it. */
  async withAllBelow(areaId: string): Promise<readonly string[]> {
    const rows = await this.database.query<{ id: string }>(
      `with recursive below as (
         select id from area where id = $1
         union all
         select a.id from area a join below b on a.parent_id = b.id
       )
       select id from below`,
      [areaId],
    );
    return rows.map((row) => row.id);
  }

  /** Makes the city, its districts and zones as the city's configuration names them; those that exist stay as they are. Answers ids by code. */
  async establish(): Promise<ReadonlyMap<string, string>> {
    return this.unitOfWork.run(async () => {
      const { city, divisions, zones } = this.divisions;
      const known = new Set((await this.tree()).map((area) => area.code));
      const wanted: Area[] = [
        {
          id: cityAreaId,
          code: city.code,
          kind: 'city',
          name: city.name,
          shortName: city.short,
          parentId: null,
          headPersonId: null,
        },
        ...divisions.map((one) => ({ ...node(one), kind: 'district' as const })),
        ...zones.map((one) => ({ ...node(one), kind: 'zone' as const })),
      ];
      const missing = wanted.filter((area) => !known.has(area.code));
      if (missing.length > 0) await this.database.repository(Area).insert(missing);
      await this.audit.record(
        missing.map((area) => ({
          action: 'area.added',
          subjectType: 'area',
          subjectId: area.id,
          after: { code: area.code, name: area.name },
        })),
      );
      return new Map((await this.tree()).map((area) => [area.code, area.id]));
    });
  }

  async appointHead(areaId: string, personId: string): Promise<void> {
    await this.unitOfWork.run(async () => {
      await this.database.run(`update area set head_person_id = $2 where id = $1`, [areaId, personId]);
      await this.audit.record([
        { action: 'area.head-appointed', subjectType: 'area', subjectId: areaId, after: { headPersonId: personId } },
      ]);
    });
  }
}

const node = (one: { code: string; name: string; short: string }): Omit<Area, 'kind'> => ({
  id: newId(),
  code: one.code,
  name: one.name,
  shortName: one.short,
  parentId: cityAreaId,
  headPersonId: null,
});
