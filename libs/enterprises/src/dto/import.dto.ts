import { Allow } from 'class-validator';
import { Bag, Choice, Choices, Instant, Int, ListOf, Nested, PageQuery, Text, Texts, Uuid } from '@tidu/platform';
import { listKinds } from '../importing/domain/list-fields.js';
import { verdicts, type Verdict } from '../importing/import-kind.js';
import { importTransitions } from '../importing/import-lifecycle.js';

const states = Object.keys(importTransitions);

/** The fields of the multipart form; `options` is JSON. */
export class NewImportDto {
  @Choice(listKinds)
  kind: string;

  @Text(20_000, {
    optional: true,
    description: 'JSON: programme, issuedOn, validFrom, validTo (last valid day), batch, source',
  })
  options?: string;

  /** Read from the request itself: validation would copy it. */
  @Allow()
  file?: unknown;
}

export class ImportRowsQueryDto extends PageQuery {
  @Choices(verdicts, { optional: true })
  verdict?: Verdict[];
}

export class LanguageQueryDto {
  @Choice(['zh', 'en'], { optional: true })
  language: 'zh' | 'en' = 'zh';
}

export class ImportProgressDto {
  @Int(0, 10_000_000)
  done: number;

  @Int(0, 10_000_000, { nullable: true, description: 'Null while it is not known' })
  total: number | null;
}

export class ImportCountsDto {
  @Int(0, 10_000_000)
  new: number;

  @Int(0, 10_000_000)
  changed: number;

  @Int(0, 10_000_000)
  unchanged: number;

  @Int(0, 10_000_000)
  doubtful: number;

  @Int(0, 10_000_000)
  rejected: number;
}

export class ImportColumnDto {
  @Text(500)
  header: string;

  @Text(40, { nullable: true, description: 'Null: not known, kept with the row' })
  field: string | null;
}

export class BilingualDto {
  @Text(1000)
  zh: string;

  @Text(1000)
  en: string;
}

export class ImportProblemDto {
  @Text(60)
  code: string;

  @Nested(() => BilingualDto)
  detail: BilingualDto;
}

export class PersonRefDto {
  @Uuid()
  id: string;

  @Text(200)
  name: string;
}

export class ImportDto {
  @Uuid()
  id: string;

  @Choice(listKinds)
  kind: string;

  @Text(300)
  fileName: string;

  @Bag()
  options: Record<string, unknown>;

  @Choice(states)
  state: string;

  @Nested(() => ImportProgressDto)
  progress: ImportProgressDto;

  @Nested(() => ImportCountsDto)
  counts: ImportCountsDto;

  @ListOf(() => ImportColumnDto)
  columns: ImportColumnDto[];

  @Texts(100, 500, { description: 'Sheets of the workbook that were not read' })
  otherSheets: string[];

  @Nested(() => ImportProblemDto, { nullable: true })
  problem: ImportProblemDto | null;

  @Nested(() => PersonRefDto)
  createdBy: PersonRefDto;

  @Instant()
  createdAt: string;

  @Instant({ nullable: true })
  appliedAt: string | null;

  @Choices(['apply'])
  allowed: string[];
}

export class ImportsDto {
  @ListOf(() => ImportDto)
  items: ImportDto[];

  @Text(1000, { nullable: true })
  nextCursor: string | null;
}

export class RowReasonDto {
  @Text(60)
  code: string;

  @Text(40, { optional: true })
  field?: string;

  @Choice(['error', 'warning'])
  severity: string;

  @Nested(() => BilingualDto)
  detail: BilingualDto;
}

export class ImportRowDto {
  @Int(1, 10_000_000, { description: 'Number of the row in the sheet' })
  rowNo: number;

  @Choice(verdicts)
  verdict: string;

  @ListOf(() => RowReasonDto)
  reasons: RowReasonDto[];

  @Texts(200, 32_767, { description: 'The cells as read, in the order of `columns` of the list' })
  cells: string[];

  @Nested(() => PersonRefDto, { nullable: true })
  enterprise: PersonRefDto | null;

  @Bag({ nullable: true, description: 'What applying the row does or did, field by field' })
  effect: Record<string, unknown> | null;
}

export class ImportRowsDto {
  @ListOf(() => ImportRowDto)
  items: ImportRowDto[];

  @Text(1000, { nullable: true })
  nextCursor: string | null;
}
