import { Injectable } from '@nestjs/common';
import { Enterprises, type EnterprisesErrorCode } from '@tidu/enterprises';
import { Clock, DomainError, Period, type LocalDate, type Scope } from '@tidu/kernel';
import { AuditLog, expectVersion, newId, Outbox, UnitOfWork } from '@tidu/platform';
import type { TierSegment } from './domain/tier-timeline.js';
import { amongOthers, dateGrant, standingOf, titleRow, type Grant, type Standing } from './grants.js';
import { Programmes } from './programmes.js';
import type { Qualification } from './qualification.entity.js';
import type { QualificationsErrorCode } from './qualifications.errors.js';
import { QualificationsRepository, type EnterpriseSegments } from './qualifications.repository.js';

export interface GrantedBy {
  readonly enterpriseId: string;
  readonly grant: Grant;
}

/** What may be corrected on a title. */
export type Correction = Partial<Omit<Grant, 'programme' | 'listing'>>;

/** Grants and their life; every change brings the enterprise's effective periods and tier timeline up to date in the same unit. */
@Injectable()
export class Qualifications {
  constructor(
    private readonly repository: QualificationsRepository,
    private readonly enterprises: Enterprises,
    private readonly programmes: Programmes,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditLog,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  async of(scope: Scope, enterpriseId: string): Promise<readonly Qualification[]> {
    await this.enterprises.expectInScope(scope, enterpriseId);
    return this.repository.of([enterpriseId]);
  }

  async find(scope: Scope, id: string): Promise<Qualification> {
    const enterpriseId = await this.repository.enterpriseOf(scope, id);
    const titles = enterpriseId === undefined ? [] : await this.repository.of([enterpriseId]);
    const title = titles.find((one) => one.id === id);
    if (!title) throw new DomainError<QualificationsErrorCode>('qualifications.not-found');
    return title;
  }

  /** The tier on every day, gaps filled with `none`. */
  async timeline(scope: Scope, enterpriseId: string): Promise<readonly TierSegment[]> {
    const segments = await this.repository.segments(scope, enterpriseId);
    if (!segments) throw new DomainError<EnterprisesErrorCode>('enterprises.not-found');
    return segments;
  }

  async grant(scope: Scope, enterpriseId: string, grant: Grant): Promise<string> {
    return this.unitOfWork.run(async () => {
      await this.enterprises.expectInScope(scope, enterpriseId);
      const [id] = await this.grantMany([{ enterpriseId, grant }], null);
      return id!;
    });
  }

  /**
   * A renewal is a grant of the same programme that takes the place of this one at its own start. Throws `qualifications.revoked`
   * where there is nothing left to renew.
   */
  async renew(scope: Scope, id: string, grant: Omit<Grant, 'programme'>): Promise<string> {
    return this.unitOfWork.run(async () => {
      const title = await this.find(scope, id);
      if (title.revokedOn !== null) throw new DomainError<QualificationsErrorCode>('qualifications.revoked');
      const [renewalId] = await this.grantMany(
        [{ enterpriseId: title.enterpriseId, grant: { ...grant, programme: title.programme } }],
        null,
      );
      return renewalId!;
    });
  }

  /** From the day on the title is void. */
  async revoke(scope: Scope, id: string, on: LocalDate, reason: string): Promise<void> {
    await this.unitOfWork.run(async () => {
      const title = await this.locked(scope, id);
      if (title.revokedOn !== null) throw new DomainError<QualificationsErrorCode>('qualifications.revoked');
      title.revokedOn = on;
      title.revokeReason = reason;
      await this.repository.save(title);
      await this.audit.record([
        {
          action: 'qualification.revoked',
          subjectType: 'qualification',
          subjectId: id,
          enterpriseId: title.enterpriseId,
          before: { revokedOn: null },
          after: { revokedOn: on, reason },
        },
      ]);
      await this.outbox.publish({
        name: 'qualifications.revoked',
        payload: { enterpriseId: title.enterpriseId, qualificationId: id, programme: title.programme, on },
      });
      await this.recompute([title.enterpriseId]);
    });
  }

  /** Corrects what was entered; moving a boundary moves the neighbours' effective periods with it. */
  async correct(scope: Scope, id: string, version: number, correction: Correction): Promise<void> {
    await this.unitOfWork.run(async () => {
      const title = await this.locked(scope, id);
      expectVersion(title.version, version);
      const grant: Grant = {
        programme: title.programme,
        certificateNo: title.certificateNo,
        issuedOn: title.issuedOn,
        validFrom: title.printedFrom,
        validTo: Period.lastDay(Period.of(title.printedFrom, title.printedUntil)),
        batch: title.batch,
        source: title.source,
        ...correction,
      };
      const dated = dateGrant(this.programmes, grant);
      const before = visible(title);
      Object.assign(title, {
        certificateNo: grant.certificateNo ?? null,
        batch: grant.batch ?? null,
        source: grant.source ?? null,
        issuedOn: grant.issuedOn,
        programmeVersion: dated.programmeVersion,
        printedFrom: dated.printed.from,
        printedUntil: dated.printed.until,
        effectiveFrom: dated.printed.from,
        effectiveUntil: dated.printed.until,
      });
      await this.repository.deferOverlaps();
      await this.repository.save(title);
      await this.audit.record([
        {
          action: 'qualification.corrected',
          subjectType: 'qualification',
          subjectId: id,
          enterpriseId: title.enterpriseId,
          before,
          after: visible(title),
        },
      ]);
      await this.recompute([title.enterpriseId]);
    });
  }

  /** Grants any number at once; the caller has checked the scope. Answers ids in order. */
  async grantMany(grants: readonly GrantedBy[], importId: string | null): Promise<readonly string[]> {
    const knownOn = this.clock.today();
    const rows = grants.map(({ enterpriseId, grant }) =>
      titleRow(grant, dateGrant(this.programmes, grant), { id: newId(), enterpriseId, importId, knownOn }),
    );
    return this.unitOfWork.run(async () => {
      const enterpriseIds = [...new Set(rows.map((row) => row.enterpriseId))];
      await this.repository.lockEnterprises(enterpriseIds);
      const stored = await this.repository.of(enterpriseIds);
      const standings = this.standings(enterpriseIds, [...stored, ...rows]);
      const effective = new Map(standings.flatMap((standing) => standing.effective).map((title) => [title.id, title]));
      await this.repository.deferOverlaps();
      await this.repository.insert(rows.map((row) => amongOthers(row, effective.get(row.id)!)));
      await this.repository.setEffective(stored.map((title) => effective.get(title.id)!));
      await this.replaceTimelines(standings);
      await this.audit.record(
        rows.map((row) => ({
          action: 'qualification.granted',
          subjectType: 'qualification',
          subjectId: row.id,
          enterpriseId: row.enterpriseId,
          after: visible(row),
        })),
      );
      return rows.map((row) => row.id);
    });
  }

  /** Makes the effective periods and timelines of these enterprises anew from what was granted. */
  async recompute(enterpriseIds: readonly string[]): Promise<void> {
    const standings = this.standings(enterpriseIds, await this.repository.of(enterpriseIds));
    await this.repository.setEffective(standings.flatMap((standing) => standing.effective));
    await this.replaceTimelines(standings);
  }

  private standings(
    enterpriseIds: readonly string[],
    titles: readonly Omit<Qualification, 'version'>[],
  ): readonly (Standing & { readonly enterpriseId: string })[] {
    const byEnterprise = new Map<string, Omit<Qualification, 'version'>[]>(enterpriseIds.map((id) => [id, []]));
    for (const title of titles) byEnterprise.get(title.enterpriseId)?.push(title);
    return [...byEnterprise].map(([enterpriseId, owned]) => ({
      enterpriseId,
      ...standingOf(this.programmes, this.programmes.tiers, owned),
    }));
  }

  private async replaceTimelines(standings: readonly EnterpriseSegments[]): Promise<void> {
    await this.repository.replaceSegments(standings);
    this.unitOfWork.touch(
      standings.map((standing) => standing.enterpriseId),
      'qualification',
      'tier',
      'due',
    );
  }

  private async locked(scope: Scope, id: string): Promise<Qualification> {
    const enterpriseId = await this.repository.enterpriseOf(scope, id);
    if (enterpriseId === undefined) throw new DomainError<QualificationsErrorCode>('qualifications.not-found');
    await this.repository.lockEnterprises([enterpriseId]);
    return this.find(scope, id);
  }
}

const visible = (title: Omit<Qualification, 'version'>): object => ({
  programme: title.programme,
  programmeVersion: title.programmeVersion,
  certificateNo: title.certificateNo,
  batch: title.batch,
  issuedOn: title.issuedOn,
  printedFrom: title.printedFrom,
  printedUntil: title.printedUntil,
  source: title.source,
});
