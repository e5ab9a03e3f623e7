import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { encodeCursor } from '@tidu/kernel';
import { Database } from '../database/database.js';
import { Can } from '../http/authorization.js';
import { cursorKeys } from '../http/paging.dto.js';
import { AuditEntriesDto, AuditQueryDto, type AuditEntryDto } from './audit.dto.js';

interface EntryRow extends Omit<AuditEntryDto, 'at'>, Record<string, unknown> {
  id: string;
  at: Date;
}

/** The audit log, the newest first; for the auditor alone. */
@ApiTags('audit')
@Controller('audit-entries')
@Can('audit.read')
export class AuditController {
  constructor(private readonly database: Database) {}

  @Get()
  @ApiOkResponse({ type: AuditEntriesDto })
  async list(@Query() query: AuditQueryDto): Promise<AuditEntriesDto> {
    const after = cursorKeys(query.cursor, 'audit', ['uuid'])?.[0] ?? null;
    const rows = await this.database.query<EntryRow>(
      `select id, at, actor_id as "actorId", actor_name as "actorName", action, subject_type as "subjectType", subject_id as "subjectId",
              enterprise_id as "enterpriseId", before, after, request_id as "requestId"
       from audit_entry
       where ($2::uuid is null or id < $2) and ($3::text is null or starts_with(action, $3)) and ($4::uuid is null or actor_id = $4)
         and ($5::uuid is null or subject_id = $5) and ($6::uuid is null or enterprise_id = $6)
       order by id desc limit $1`,
      [
        query.limit + 1,
        after,
        query.action ?? null,
        query.actorId ?? null,
        query.subjectId ?? null,
        query.enterpriseId ?? null,
      ],
    );
    const items = rows.slice(0, query.limit);
    return {
      items: items.map((row) => ({ ...row, at: row.at.toISOString() })),
      nextCursor: rows.length > query.limit ? encodeCursor('audit', [items.at(-1)!.id]) : null,
    };
  }
}
