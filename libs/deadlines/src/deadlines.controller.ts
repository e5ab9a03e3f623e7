import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Principal, Scope } from '@tidu/kernel';
import { Caller, CallerScope, Can, Idempotent } from '@tidu/platform';
import type { FastifyReply } from 'fastify';
import { allowedVerbs } from './deadline.entity.js';
import type { DeadlineItem } from './deadlines.query.js';
import { Deadlines } from './deadlines.service.js';
import { DeadlineRecordDto, DeadlinesPageDto, DeadlinesQueryDto, WaiveDto } from './dto/deadlines.dto.js';

@ApiTags('deadlines')
@Controller('deadlines')
export class DeadlinesController {
  constructor(private readonly deadlines: Deadlines) {}

  @Get()
  @Can('deadlines.read')
  @ApiOkResponse({ type: DeadlinesPageDto })
  async list(
    @Caller() caller: Principal,
    @CallerScope() scope: Scope,
    @Query() { limit, cursor, count, digestOn, ...filter }: DeadlinesQueryDto,
  ): Promise<DeadlinesPageDto> {
    const page = await this.deadlines.page(
      scope,
      { ...filter, ...(digestOn === undefined ? {} : { digest: { personId: caller.personId, day: digestOn } }) },
      { limit, ...(cursor === undefined ? {} : { cursor }), ...(count === undefined ? {} : { count }) },
    );
    return { ...page, items: page.items.map((item) => withAllowed(item, caller)) };
  }

  @Get(':id')
  @Can('deadlines.read')
  @ApiOkResponse({ type: DeadlineRecordDto })
  async one(
    @Caller() caller: Principal,
    @CallerScope() scope: Scope,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<DeadlineRecordDto> {
    return withAllowed(await this.deadlines.one(scope, id), caller);
  }

  @Post(':id/fulfil')
  @Can('deadlines.write')
  @Idempotent()
  @HttpCode(200)
  @ApiOkResponse({ type: DeadlineRecordDto })
  async fulfil(
    @Caller() caller: Principal,
    @CallerScope() scope: Scope,
    @Param('id', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DeadlineRecordDto> {
    void reply.header('location', `/api/v1/deadlines/${id}`);
    return withAllowed(await this.deadlines.fulfil(scope, id), caller);
  }

  @Post(':id/waive')
  @Can('deadlines.write')
  @Idempotent()
  @HttpCode(200)
  @ApiOkResponse({ type: DeadlineRecordDto })
  async waive(
    @Caller() caller: Principal,
    @CallerScope() scope: Scope,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason }: WaiveDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DeadlineRecordDto> {
    void reply.header('location', `/api/v1/deadlines/${id}`);
    return withAllowed(await this.deadlines.waive(scope, id, reason), caller);
  }
}

/** The verbs that the state allows, to whoever may use them. */
const withAllowed = <Item extends DeadlineItem>(
  item: Item,
  caller: Principal,
): Item & { allowed: readonly string[] } => ({
  ...item,
  allowed: caller.permissions.has('deadlines.write') ? allowedVerbs(item.state) : [],
});
