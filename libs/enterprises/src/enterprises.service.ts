import { Injectable } from '@nestjs/common';
import { checkUscc, Clock, DomainError, normaliseName, type LocalDate, type Scope } from '@tidu/kernel';
import { AuditLog, Database, expectVersion, newId, UnitOfWork } from '@tidu/platform';
import { cityAreaId } from './city-area.js';
import { Divisions } from './divisions.js';
import { Enterprise, type Standing } from './enterprise.entity.js';
import type { EnterprisesErrorCode } from './enterprises.errors.js';
import { EnterprisesRepository, type EnterpriseRow } from './enterprises.repository.js';

/** What is told of an enterprise when it enters the registry; absent means unknown. */
export interface NewEnterprise {
  readonly id?: string;
  readonly name: string;
  readonly uscc?: string | null;
  readonly registeredDistrict?: string | null;
  readonly registeredText?: string | null;
  readonly zone?: string | null;
  readonly areaId?: string | null;
  readonly address?: string | null;
  readonly chain?: string | null;
  readonly registeredOn?: LocalDate | null;
  readonly isSample?: boolean;
}

/** The fields of an enterprise that may be changed; absent means untouched, null means unknown from now on. */
export interface EnterpriseChange {
  readonly name?: string;
  readonly uscc?: string | null;
  readonly registeredDistrict?: string | null;
  readonly registeredText?: string | null;
  readonly zone?: string | null;
  readonly address?: string | null;
  readonly chain?: string | null;
  readonly registeredOn?: LocalDate | null;
}

const uniqueViolation = '23505';

/** The registry of enterprises. */
@Injectable()
export class Enterprises {
  constructor(
    private readonly repository: EnterprisesRepository,
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly divisions: Divisions,
  ) {}

  /**
   * Registers any number at once and answers their ids in order. Throws `enterprises.code-invalid`, `enterprises.code-taken` or
   * `enterprises.division-unknown`.
   */
  async register(newcomers: readonly NewEnterprise[]): Promise<readonly string[]> {
    const rows = newcomers.map((one) => this.toRow(one));
    return this.unitOfWork.run(async () => {
      await this.refusingTakenCodes(() => this.repository.insert(rows));
      await this.audit.record(
        rows.map((row) => ({
          action: 'enterprise.registered',
          subjectType: 'enterprise',
          subjectId: row.id,
          enterpriseId: row.id,
          after: row,
        })),
      );
      this.unitOfWork.touch(
        rows.map((row) => row.id),
        'identity',
        'area',
        'standing',
      );
      return rows.map((row) => row.id);
    });
  }

  /** Changes the registry's fields of one enterprise seen at `version`. A new name keeps the old one as a former name. */
  async change(scope: Scope, id: string, version: number, change: EnterpriseChange): Promise<void> {
    await this.unitOfWork.run(async () => {
      const enterprise = await this.repository.lock(scope, id);
      if (!enterprise) throw new DomainError<EnterprisesErrorCode>('enterprises.not-found');
      expectVersion(enterprise.version, version);
      await this.apply([{ enterprise, change }], null);
    });
  }

  /** Changes many at once, each locked by the caller; used by lists. */
  async apply(
    changes: readonly { enterprise: Enterprise; change: EnterpriseChange }[],
    source: string | null,
  ): Promise<void> {
    const changed = changes.map(({ enterprise, change }) => ({
      before: enterprise,
      after: this.changed(enterprise, change),
    }));
    const renamed = changed.filter(({ before, after }) => before.nameKey !== after.nameKey).map(({ before }) => before);
    await this.repository.keepFormerNames(
      renamed.map((one) => ({ ...one, id: newId(), enterpriseId: one.id })),
      this.clock.today(),
      source,
    );
    await this.refusingTakenCodes(() => this.repository.update(changed.map(({ after }) => after)));
    await this.audit.record(
      changed.map(({ before, after }) => ({
        action: 'enterprise.changed',
        subjectType: 'enterprise',
        subjectId: before.id,
        enterpriseId: before.id,
        ...difference(visible(before), visible(after)),
      })),
    );
    this.unitOfWork.touch(
      changed.map(({ after }) => after.id),
      'identity',
    );
  }

  /** From a day on the enterprise stands so; the same day again corrects the entry. */
  async setStanding(scope: Scope, id: string, standing: Standing, from: LocalDate, source: string): Promise<void> {
    await this.unitOfWork.run(async () => {
      const enterprise = await this.repository.lock(scope, id);
      if (!enterprise) throw new DomainError<EnterprisesErrorCode>('enterprises.not-found');
      const before = await this.database.one(
        `select standing, source from standing_entry where enterprise_id = $1 and from_day = $2`,
        [id, from],
      );
      await this.database.run(
        `insert into standing_entry (enterprise_id, from_day, standing, source) values ($1, $2, $3, $4)
         on conflict on constraint pk_standing_entry do update set standing = excluded.standing, source = excluded.source`,
        [id, from, standing, source],
      );
      await this.audit.record([
        {
          action: 'enterprise.standing-set',
          subjectType: 'enterprise',
          subjectId: id,
          enterpriseId: id,
          before: before ?? null,
          after: { standing, from, source },
        },
      ]);
      this.unitOfWork.touch([id], 'standing', 'due');
    });
  }

  async expectInScope(scope: Scope, id: string): Promise<void> {
    if (!(await this.repository.exists(scope, id)))
      throw new DomainError<EnterprisesErrorCode>('enterprises.not-found');
  }

  private toRow(newcomer: NewEnterprise): EnterpriseRow {
    if (newcomer.registeredDistrict) this.expectDivision(newcomer.registeredDistrict);
    return {
      id: newcomer.id ?? newId(),
      uscc: newcomer.uscc ? this.code(newcomer.uscc) : null,
      name: newcomer.name,
      nameKey: normaliseName(newcomer.name),
      registeredDistrict: newcomer.registeredDistrict ?? null,
      registeredText: newcomer.registeredText ?? null,
      zone: newcomer.zone ?? null,
      areaId: newcomer.areaId ?? cityAreaId,
      address: newcomer.address ?? null,
      chain: newcomer.chain ?? null,
      registeredOn: newcomer.registeredOn ?? null,
      isSample: newcomer.isSample ?? false,
    };
  }

  private code(text: string): string {
    const checked = checkUscc(text);
    if (!checked.ok) {
      throw new DomainError<EnterprisesErrorCode>(
        'enterprises.code-invalid',
        { reason: checked.reason },
        { errors: [{ pointer: '/uscc', code: `code-${checked.reason}`, detail: text }] },
      );
    }
    return checked.code;
  }

  private expectDivision(code: string): void {
    if (!this.divisions.isDivision(code)) {
      throw new DomainError<EnterprisesErrorCode>(
        'enterprises.division-unknown',
        { code },
        { errors: [{ pointer: '/district', code: 'division-unknown', detail: code }] },
      );
    }
  }

  private changed(enterprise: Enterprise, change: EnterpriseChange): Enterprise {
    if (change.registeredDistrict) this.expectDivision(change.registeredDistrict);
    return {
      ...enterprise,
      ...change,
      ...(change.name === undefined ? {} : { nameKey: normaliseName(change.name) }),
      ...(change.uscc ? { uscc: this.code(change.uscc) } : {}),
    };
  }

  private async refusingTakenCodes<T>(write: () => Promise<T>): Promise<T> {
    try {
      return await write();
    } catch (error) {
      const cause = ((error as { driverError?: unknown }).driverError ?? error) as {
        code?: string;
        constraint?: string;
      };
      if (cause.code === uniqueViolation && cause.constraint === 'uq_enterprise_uscc') {
        throw new DomainError<EnterprisesErrorCode>(
          'enterprises.code-taken',
          {},
          { cause: error, errors: [{ pointer: '/uscc', code: 'code-taken', detail: '' }] },
        );
      }
      throw error;
    }
  }
}

type VisibleFields = Omit<Enterprise, 'id' | 'version' | 'nameKey'>;

const visible = ({ id: _id, version: _version, nameKey: _nameKey, ...fields }: Enterprise): VisibleFields => fields;

function difference(before: VisibleFields, after: VisibleFields): { before: object; after: object } {
  const changed = (Object.keys(after) as (keyof VisibleFields)[]).filter((key) => before[key] !== after[key]);
  const pick = (fields: VisibleFields): object => Object.fromEntries(changed.map((key) => [key, fields[key]]));
  return { before: pick(before), after: pick(after) };
}
