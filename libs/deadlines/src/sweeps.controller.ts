import { Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Principal } from '@tidu/kernel';
import { Caller, Can, Idempotent, PageQuery } from '@tidu/platform';
import type { FastifyReply } from 'fastify';
import { SweepDto, SweepsPageDto } from './dto/deadlines.dto.js';
import { SweepRuns, type SweepRun } from './sweep-runs.js';

@ApiTags('sweeps')
@Controller('sweeps')
@Can('sweeps.run')
export class SweepsController {
  constructor(private readonly runs: SweepRuns) {}

  @Get()
  @ApiOkResponse({ type: SweepsPageDto })
  async list(@Query() { limit, cursor }: PageQuery): Promise<SweepsPageDto> {
    const { items, nextCursor } = await this.runs.page(limit, cursor);
    return { items: items.map(asDto), nextCursor };
  }

  @Get(':id')
  @ApiOkResponse({ type: SweepDto })
  async one(@Param('id', ParseUUIDPipe) id: string): Promise<SweepDto> {
    return asDto(await this.runs.one(id));
  }

  @Post()
  @Idempotent()
  @HttpCode(202)
  @ApiAcceptedResponse({ type: SweepDto })
  async request(@Caller() caller: Principal, @Res({ passthrough: true }) reply: FastifyReply): Promise<SweepDto> {
    const run = await this.runs.request(caller.personId);
    void reply.header('location', `/api/v1/sweeps/${run.id}`);
    return asDto(run);
  }
}

const asDto = ({ requestedAt, finishedAt, ...run }: SweepRun): SweepDto => ({
  ...run,
  progress: run.state === 'done' ? 1 : 0,
  requestedAt: requestedAt.toISOString(),
  finishedAt: finishedAt?.toISOString() ?? null,
});
