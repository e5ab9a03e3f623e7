import { Choice, Instant, Int, ListOf, Nested, Text, Uuid } from '@tidu/platform';
import { areaKinds } from '../area.entity.js';
import { assignmentRoles } from '../assignment.entity.js';

export class NamedDto {
  @Uuid()
  id: string;

  @Text(200)
  name: string;
}

export class AreaDto {
  @Uuid()
  id: string;

  @Text(20)
  code: string;

  @Choice(areaKinds)
  kind: string;

  @Text(100)
  name: string;

  @Text(100)
  shortName: string;

  @Uuid({ nullable: true })
  parentId: string | null;

  @Nested(() => NamedDto, { nullable: true })
  head: NamedDto | null;
}

export class AreasDto {
  @ListOf(() => AreaDto)
  items: AreaDto[];
}

export class LoadsDto {
  @Int(0, 1_000_000, { description: 'Enterprises of which the officer is primary now' })
  primary: number;

  @Int(0, 1_000_000, {
    description: 'Enterprises on the officer’s caseload now: primary ones not under cover, and covers',
  })
  caseload: number;
}

export class OfficerDto {
  @Uuid()
  id: string;

  @Text(200)
  name: string;

  @Uuid({ nullable: true })
  areaId: string | null;

  @Text(100, { nullable: true })
  areaName: string | null;

  @Nested(() => LoadsDto)
  loads: LoadsDto;
}

export class OfficersDto {
  @ListOf(() => OfficerDto)
  items: OfficerDto[];
}

export class AssignmentDto {
  @Uuid()
  id: string;

  @Choice(assignmentRoles)
  role: string;

  @Uuid()
  officerId: string;

  @Text(200)
  officerName: string;

  @Instant()
  from: string;

  @Instant({ nullable: true })
  to: string | null;

  @Uuid({ optional: true })
  reassignmentId?: string;
}

export class AssignmentsDto {
  @ListOf(() => AssignmentDto)
  items: AssignmentDto[];
}
