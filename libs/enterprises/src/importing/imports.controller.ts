import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  Req,
  Res,
  UseGuards,
} from '@nestjs/common';
import { ApiAcceptedResponse, ApiBody, ApiConsumes, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { DomainError, type Principal } from '@tidu/kernel';
import { Caller, Can, Idempotent, PageQuery, type PlatformErrorCode } from '@tidu/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  ImportDto,
  ImportRowsDto,
  ImportRowsQueryDto,
  ImportsDto,
  LanguageQueryDto,
  NewImportDto,
} from '../dto/import.dto.js';
import { CityOnlyGuard } from './city-only.guard.js';
import { verdicts } from './import-kind.js';
import { allowedVerbs } from './import-lifecycle.js';
import type { ImportRecord, ImportRow } from './imports.repository.js';
import { Imports } from './imports.service.js';
import { reasonText } from './judgement.js';
import { receivedFile } from './received-file.js';

/** Lists are for managers of the city as a whole: matching sees every enterprise. */
@ApiTags('imports')
@Controller('imports')
@Can('imports.manage')
@UseGuards(CityOnlyGuard)
export class ImportsController {
  constructor(private readonly imports: Imports) {}

  @Post()
  @HttpCode(202)
  @Idempotent()
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: {
      type: 'object',
      required: ['file', 'kind'],
      properties: { file: { type: 'string', format: 'binary' }, kind: { type: 'string' }, options: { type: 'string' } },
    },
  })
  @ApiAcceptedResponse({ type: ImportDto })
  async receive(
    @Caller() caller: Principal,
    @Body() body: NewImportDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ImportDto> {
    const id = await this.imports.receive(
      caller.personId,
      body.kind,
      parseOptions(body.options),
      receivedFile(request),
    );
    void reply.header('location', `/api/v1/imports/${id}`);
    return toDto(await this.imports.find(id));
  }

  @Get()
  @ApiOkResponse({ type: ImportsDto })
  async page(@Query() query: PageQuery): Promise<ImportsDto> {
    const page = await this.imports.page(query.limit, query.cursor);
    return { items: page.items.map(toDto), nextCursor: page.nextCursor };
  }

  @Get(':id')
  @ApiOkResponse({ type: ImportDto })
  async find(@Param('id', ParseUUIDPipe) id: string): Promise<ImportDto> {
    return toDto(await this.imports.find(id));
  }

  @Get(':id/rows')
  @ApiOkResponse({ type: ImportRowsDto })
  async rows(@Param('id', ParseUUIDPipe) id: string, @Query() query: ImportRowsQueryDto): Promise<ImportRowsDto> {
    const page = await this.imports.rows(id, query.verdict ?? verdicts, query.limit, query.cursor);
    return { items: page.items.map(toRowDto), nextCursor: page.nextCursor };
  }

  @Get(':id/rejects')
  @ApiOkResponse({
    description: 'The doubtful and rejected rows in the layout of their list, with a column of reasons',
  })
  async rejects(
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: LanguageQueryDto,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const file = await this.imports.rejects(id, query.language);
    await reply
      .type(file.mediaType)
      .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`)
      .send(file.content);
  }

  @Post(':id/apply')
  @HttpCode(202)
  @Idempotent()
  @ApiAcceptedResponse({ type: ImportDto })
  async apply(
    @Param('id', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ImportDto> {
    await this.imports.requestApply(id);
    void reply.header('location', `/api/v1/imports/${id}`);
    return toDto(await this.imports.find(id));
  }
}

function parseOptions(text: string | undefined): Readonly<Record<string, unknown>> {
  if (text === undefined) return {};
  try {
    const parsed: unknown = JSON.parse(text);
    if (parsed !== null && typeof parsed === 'object' && !Array.isArray(parsed))
      return parsed as Record<string, unknown>;
  } catch {
    // Answered below like any other text that is not an object.
  }
  throw new DomainError<PlatformErrorCode>(
    'request.invalid',
    {},
    { errors: [{ pointer: '/options', code: 'json', detail: 'options must be a JSON object' }] },
  );
}

const toDto = (list: ImportRecord): ImportDto => ({
  id: list.id,
  kind: list.kind,
  fileName: list.fileName,
  options: { ...list.options },
  state: list.state,
  progress: { done: list.done, total: list.total },
  counts: list.counts,
  columns: [...list.columns],
  otherSheets: [...list.layout.otherSheets],
  problem: list.problem && { code: list.problem.code, detail: list.problem.detail },
  createdBy: list.createdBy,
  createdAt: list.createdAt.toISOString(),
  appliedAt: list.appliedAt?.toISOString() ?? null,
  allowed: [...allowedVerbs(list.state)],
});

const toRowDto = (row: ImportRow): ImportRowsDto['items'][number] => ({
  rowNo: row.rowNo,
  verdict: row.verdict,
  reasons: row.reasons.map((reason) => ({
    code: reason.code,
    severity: reason.severity,
    ...('field' in reason && reason.field !== undefined ? { field: reason.field } : {}),
    detail: { zh: reasonText(reason, 'zh'), en: reasonText(reason, 'en') },
  })),
  cells: [...row.cells],
  enterprise: row.enterpriseId === null ? null : { id: row.enterpriseId, name: row.enterpriseName ?? '' },
  effect: row.effect,
});
