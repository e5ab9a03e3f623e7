import { Controller, Get, Param, ParseUUIDPipe } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Scope } from '@tidu/kernel';
import { CallerScope, Can } from '@tidu/platform';
import { Areas } from './areas.service.js';
import { Assignments } from './assignments.service.js';
import { AreasDto, AssignmentsDto, OfficersDto } from './dto/areas.dto.js';

@ApiTags('areas')
@Controller()
export class AreasController {
  constructor(
    private readonly areas: Areas,
    private readonly assignments: Assignments,
  ) {}

  @Get('areas')
  @Can('areas.read')
  @ApiOkResponse({ type: AreasDto })
  async tree(): Promise<AreasDto> {
    return { items: [...(await this.areas.tree())] };
  }

  @Get('officers')
  @Can('officers.read')
  @ApiOkResponse({ type: OfficersDto })
  async officers(@CallerScope() scope: Scope): Promise<OfficersDto> {
    const officers = await this.assignments.officers(scope);
    return {
      items: officers.map(({ primary, caseload, ...officer }) => ({ ...officer, loads: { primary, caseload } })),
    };
  }

  @Get('enterprises/:id/assignments')
  @Can('assignments.read')
  @ApiOkResponse({ type: AssignmentsDto })
  async history(@CallerScope() scope: Scope, @Param('id', ParseUUIDPipe) id: string): Promise<AssignmentsDto> {
    const periods = await this.assignments.of(scope, id);
    return {
      items: periods.map(({ reassignmentId, ...period }) => ({
        ...period,
        from: period.from.toISOString(),
        to: period.to?.toISOString() ?? null,
        ...(reassignmentId === null ? {} : { reassignmentId }),
      })),
    };
  }
}
