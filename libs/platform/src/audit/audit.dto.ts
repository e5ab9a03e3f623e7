import { Bag, Instant, ListOf, Text, Uuid } from '../http/fields.js';
import { PageQuery } from '../http/paging.dto.js';

export class AuditQueryDto extends PageQuery {
  @Text(60, { optional: true, description: 'A verb such as qualification.revoked, or the beginning of one' })
  action?: string;

  @Uuid({ optional: true })
  actorId?: string;

  @Uuid({ optional: true })
  subjectId?: string;

  @Uuid({ optional: true })
  enterpriseId?: string;
}

export class AuditEntryDto {
  @Uuid()
  id: string;

  @Instant()
  at: string;

  @Uuid({ nullable: true })
  actorId: string | null;

  @Text(100)
  actorName: string;

  @Text(60)
  action: string;

  @Text(40)
  subjectType: string;

  @Uuid()
  subjectId: string;

  @Uuid({ nullable: true })
  enterpriseId: string | null;

  @Bag({ nullable: true, description: 'Personal fields are ciphertext' })
  before: Record<string, unknown> | null;

  @Bag({ nullable: true })
  after: Record<string, unknown> | null;

  @Text(60, { nullable: true })
  requestId: string | null;
}

export class AuditEntriesDto {
  @ListOf(() => AuditEntryDto)
  items: AuditEntryDto[];

  @Text(1000, { nullable: true })
  nextCursor: string | null;
}
