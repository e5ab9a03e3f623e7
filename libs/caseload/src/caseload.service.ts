import { Injectable } from '@nestjs/common';
import { Areas } from '@tidu/areas';
import { Divisions, Enterprises, type EnterprisesErrorCode } from '@tidu/enterprises';
import { People } from '@tidu/identity';
import { Clock, DomainError, type Page, type Principal, type Scope } from '@tidu/kernel';
import { cursorKeys, Database } from '@tidu/platform';
import type { CaseloadErrorCode } from './caseload.errors.js';
import { CaseloadQuery, sortColumns, type CaseloadItem, type HomeCounts } from './caseload.query.js';
import type { CaseloadQueryDto, MeDto, TimelineQueryDto } from './dto/caseload.dto.js';
import { RecordQuery } from './record.query.js';
import { TimelineQuery, timelineKinds, type TimelineItem } from './timeline.query.js';

const dueOnHome = 10;

/** The enterprises as people work with them: the list, one record, the start of the day. */
@Injectable()
export class Caseload {
  constructor(
    private readonly query: CaseloadQuery,
    private readonly records: RecordQuery,
    private readonly timelines: TimelineQuery,
    private readonly enterprises: Enterprises,
    private readonly areas: Areas,
    private readonly people: People,
    private readonly divisions: Divisions,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** A page of the list, as JSON. */
  async pageJson(scope: Scope, { areaId, limit, cursor, count, sort, ...filter }: CaseloadQueryDto): Promise<string> {
    const areaIds = areaId === undefined ? undefined : await this.areas.withAllBelow(areaId);
    if (areaIds?.length === 0) throw new DomainError<CaseloadErrorCode>('caseload.area-not-found');
    const after = cursorKeys(cursor, sort, [sortColumns[sort].key, 'uuid']);
    return this.query.pageJson(scope, { ...filter, areaIds }, { sort, limit, after, count });
  }

  async record(scope: Scope, id: string): Promise<{ readonly body: string; readonly version: number }> {
    const record = await this.records.json(scope, id);
    if (!record) throw new DomainError<EnterprisesErrorCode>('enterprises.not-found');
    return record;
  }

  async timeline(scope: Scope, id: string, query: TimelineQueryDto): Promise<Page<TimelineItem>> {
    await this.enterprises.expectInScope(scope, id);
    const after = cursorKeys(query.cursor, 'timeline', ['day', 'text', 'uuid']);
    return this.timelines.page(id, query.kind ?? timelineKinds, query.limit, after);
  }

  async home(scope: Scope): Promise<{ readonly counts: HomeCounts; readonly due: readonly CaseloadItem[] }> {
    const [counts, due] = await Promise.all([this.query.home(scope), this.query.dueFirst(scope, dueOnHome)]);
    return { counts, due };
  }

  async me(principal: Principal): Promise<MeDto> {
    const [language, sample, area] = await Promise.all([
      this.people.language(principal.personId),
      this.database.one<{ exists: boolean }>(`select exists (select 1 from caseload_row where is_sample) as exists`),
      principal.areaId === undefined
        ? undefined
        : this.database.one<{ name: string }>(`select short_name as name from area where id = $1`, [principal.areaId]),
    ]);
    return {
      id: principal.personId,
      username: principal.username,
      name: principal.name,
      roles: [...principal.roles],
      ...(principal.roles.includes('officer') ? { officerId: principal.personId } : {}),
      ...(principal.areaId === undefined ? {} : { areaId: principal.areaId }),
      ...(area ? { areaName: area.name } : {}),
      ...(principal.enterpriseId === undefined ? {} : { enterpriseId: principal.enterpriseId }),
      permissions: [...principal.permissions],
      language,
      today: this.clock.today(),
      cityName: this.divisions.city.name,
      isSampleCity: sample?.exists ?? false,
    };
  }
}
