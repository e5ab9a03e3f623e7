import type { LocalDate } from '@tidu/kernel';
import { Check, Column, Entity, Exclusion, ForeignKey, Index, PrimaryColumn, VersionColumn } from 'typeorm';

export const boards = ['sse', 'szse', 'bse', 'overseas', 'neeq', 'regional'] as const;
export type Board = (typeof boards)[number];

/**
 * One grant of a programme to an enterprise. The printed period is evidence and stays as printed; the effective one is what a renewal
 * or a revocation cuts. Every `…Until` is the first day that no longer counts.
 */
@Entity('qualification')
@Check('ck_qualification_printed', `printed_until is null or printed_until > printed_from`)
@Check('ck_qualification_effective', `effective_until is null or effective_until >= effective_from`)
@Check('ck_qualification_revoked', `(revoked_on is null) = (revoke_reason is null)`)
@Check('ck_qualification_board', `listing_board in ('sse', 'szse', 'bse', 'overseas', 'neeq', 'regional')`)
@Exclusion(
  'ex_qualification_effective',
  `using gist (enterprise_id with =, programme with =, daterange(effective_from, effective_until) with &&)`,
  { deferrable: 'INITIALLY IMMEDIATE' },
)
@Index('ix_qualification_enterprise', ['enterpriseId'])
@Index('ix_qualification_import', ['importId'], { where: 'import_id is not null' })
export class Qualification {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'pk_qualification' })
  id: string;

  @Column('uuid', { name: 'enterprise_id' })
  @ForeignKey('Enterprise', { name: 'fk_qualification_enterprise' })
  enterpriseId: string;

  @Column('text')
  programme: string;

  @Column('text', { name: 'programme_version' })
  programmeVersion: string;

  @Column('text', { name: 'certificate_no', nullable: true })
  certificateNo: string | null;

  @Column('text', { nullable: true })
  batch: string | null;

  @Column('date', { name: 'issued_on' })
  issuedOn: LocalDate;

  @Column('date', { name: 'printed_from' })
  printedFrom: LocalDate;

  @Column('date', { name: 'printed_until', nullable: true })
  printedUntil: LocalDate | null;

  @Column('date', { name: 'effective_from' })
  effectiveFrom: LocalDate;

  @Column('date', { name: 'effective_until', nullable: true })
  effectiveUntil: LocalDate | null;

  /** Until when the title counts for the tier beyond its printed end; `countsUntil` of the programme's version. */
  @Column('date', { name: 'counts_until', nullable: true })
  countsUntil: LocalDate | null;

  @Column('text', { name: 'listing_board', nullable: true })
  listingBoard: Board | null;

  @Column('text', { name: 'listing_stage', nullable: true })
  listingStage: string | null;

  @Column('text', { name: 'stock_code', nullable: true })
  stockCode: string | null;

  @Column('date', { name: 'revoked_on', nullable: true })
  revokedOn: LocalDate | null;

  @Column('text', { name: 'revoke_reason', nullable: true })
  revokeReason: string | null;

  @Column('uuid', { name: 'predecessor_id', nullable: true })
  @ForeignKey('Qualification', { name: 'fk_qualification_predecessor' })
  predecessorId: string | null;

  @Column('text', { nullable: true })
  source: string | null;

  @Column('uuid', { name: 'import_id', nullable: true })
  importId: string | null;

  /** The day on which Tidu heard of it. */
  @Column('date', { name: 'known_on' })
  knownOn: LocalDate;

  @VersionColumn()
  version: number;
}
