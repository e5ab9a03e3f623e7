import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Scope } from '@tidu/kernel';
import { CallerScope, Can, Idempotent, IfMatch, setEtag } from '@tidu/platform';
import type { FastifyReply } from 'fastify';
import { toProgrammeDto, toQualificationDto } from './answers.js';
import {
  CorrectDto,
  GrantDto,
  ProgrammeDto,
  ProgrammesDto,
  QualificationDto,
  QualificationsDto,
  RenewDto,
  RevokeDto,
  TierTimelineDto,
} from './dto/qualification.dto.js';
import { Programmes } from './programmes.js';
import { Qualifications } from './qualifications.service.js';

@ApiTags('qualifications')
@Controller()
export class QualificationsController {
  constructor(
    private readonly qualifications: Qualifications,
    private readonly programmes: Programmes,
  ) {}

  @Get('programmes')
  @Can('programmes.read')
  @ApiOkResponse({ type: ProgrammesDto })
  listProgrammes(): ProgrammesDto {
    return { items: this.programmes.all.map((programme) => toProgrammeDto(programme, this.programmes.tiers)) };
  }

  @Get('programmes/:key')
  @Can('programmes.read')
  @ApiOkResponse({ type: ProgrammeDto })
  programme(@Param('key') key: string): ProgrammeDto {
    return toProgrammeDto(this.programmes.get(key), this.programmes.tiers);
  }

  @Get('enterprises/:id/tier-timeline')
  @Can('enterprises.read')
  @ApiOkResponse({ type: TierTimelineDto })
  async timeline(@CallerScope() scope: Scope, @Param('id', ParseUUIDPipe) id: string): Promise<TierTimelineDto> {
    const segments = await this.qualifications.timeline(scope, id);
    return {
      segments: segments.map(({ until, because, ...segment }) => ({ ...segment, to: until, because: [...because] })),
    };
  }

  @Get('enterprises/:id/qualifications')
  @Can('enterprises.read')
  @ApiOkResponse({ type: QualificationsDto })
  async list(@CallerScope() scope: Scope, @Param('id', ParseUUIDPipe) id: string): Promise<QualificationsDto> {
    return { items: (await this.qualifications.of(scope, id)).map(toQualificationDto) };
  }

  @Post('enterprises/:id/qualifications')
  @Can('qualifications.write')
  @Idempotent()
  @ApiCreatedResponse({ type: QualificationDto })
  async grant(
    @CallerScope() scope: Scope,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: GrantDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<QualificationDto> {
    return this.answer(scope, await this.qualifications.grant(scope, id, body), reply);
  }

  @Get('qualifications/:id')
  @Can('enterprises.read')
  @ApiOkResponse({ type: QualificationDto })
  find(
    @CallerScope() scope: Scope,
    @Param('id', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<QualificationDto> {
    return this.answer(scope, id, reply);
  }

  @Patch('qualifications/:id')
  @Can('qualifications.write')
  @ApiOkResponse({ type: QualificationDto })
  async correct(
    @CallerScope() scope: Scope,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() body: CorrectDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<QualificationDto> {
    await this.qualifications.correct(scope, id, version, body);
    return this.answer(scope, id, reply);
  }

  @Post('qualifications/:id/renew')
  @Can('qualifications.write')
  @Idempotent()
  @ApiCreatedResponse({ type: QualificationDto })
  async renew(
    @CallerScope() scope: Scope,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: RenewDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<QualificationDto> {
    return this.answer(scope, await this.qualifications.renew(scope, id, body), reply);
  }

  @Post('qualifications/:id/revoke')
  @Can('qualifications.write')
  @Idempotent()
  @HttpCode(200)
  @ApiOkResponse({ type: QualificationDto })
  async revoke(
    @CallerScope() scope: Scope,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: RevokeDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<QualificationDto> {
    await this.qualifications.revoke(scope, id, body.on, body.reason);
    return this.answer(scope, id, reply);
  }

  private async answer(scope: Scope, id: string, reply: FastifyReply): Promise<QualificationDto> {
    const title = await this.qualifications.find(scope, id);
    setEtag(reply, title.version);
    void reply.header('location', `/api/v1/qualifications/${id}`);
    return toQualificationDto(title);
  }
}
