import { Controller, Get, Param, ParseUUIDPipe, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Clock, type Principal, type Scope } from '@tidu/kernel';
import { Caller, CallerScope, Can, setEtag } from '@tidu/platform';
import type { FastifyReply } from 'fastify';
import { Caseload } from './caseload.service.js';
import {
  CaseloadPageDto,
  CaseloadQueryDto,
  EnterpriseRecordDto,
  HomeDto,
  MeDto,
  TimelineDto,
  TimelineQueryDto,
} from './dto/caseload.dto.js';

/** Of answers that PostgreSQL wrote. */
const json = 'application/json; charset=utf-8';

@ApiTags('enterprises')
@Controller()
export class CaseloadController {
  constructor(
    private readonly caseload: Caseload,
    private readonly clock: Clock,
  ) {}

  @Get('me')
  @Can('account.own')
  @ApiOkResponse({ type: MeDto })
  me(@Caller() caller: Principal): Promise<MeDto> {
    return this.caseload.me(caller);
  }

  @Get('enterprises')
  @Can('enterprises.read')
  @ApiOkResponse({ type: CaseloadPageDto })
  async list(
    @CallerScope() scope: Scope,
    @Query() query: CaseloadQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    void reply.type(json);
    return this.caseload.pageJson(scope, query);
  }

  @Get('enterprises/:id')
  @Can('enterprises.read')
  @ApiOkResponse({ type: EnterpriseRecordDto })
  async record(
    @CallerScope() scope: Scope,
    @Param('id', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const { body, version } = await this.caseload.record(scope, id);
    setEtag(reply, version);
    void reply.type(json);
    return body;
  }

  @Get('enterprises/:id/timeline')
  @Can('enterprises.read')
  @ApiOkResponse({ type: TimelineDto })
  async timeline(
    @CallerScope() scope: Scope,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: TimelineQueryDto,
  ): Promise<TimelineDto> {
    const page = await this.caseload.timeline(scope, id, query);
    return { items: [...page.items], nextCursor: page.nextCursor };
  }

  @Get('dashboards/home')
  @Can('dashboards.read')
  @ApiOkResponse({ type: HomeDto })
  async home(@CallerScope() scope: Scope): Promise<HomeDto> {
    return { today: this.clock.today(), ...(await this.caseload.home(scope)) } as HomeDto;
  }
}
