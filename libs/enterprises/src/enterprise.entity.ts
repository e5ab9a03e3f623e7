import type { LocalDate } from '@tidu/kernel';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique, VersionColumn } from 'typeorm';

export const standings = ['active', 'moved-out', 'deregistered', 'revoked', 'merged'] as const;
export type Standing = (typeof standings)[number];

/** A legal person, identified by its unified social credit code where that is known. */
@Entity('enterprise')
@Unique('uq_enterprise_uscc', ['uscc'])
@Check('ck_enterprise_uscc', `uscc ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'`)
@Check('ck_enterprise_name', `length(name) between 1 and 200`)
@Index('ix_enterprise_name_key', ['nameKey'])
@Index('ix_enterprise_area', ['areaId'])
export class Enterprise {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'pk_enterprise' })
  id: string;

  @Column('text', { nullable: true })
  uscc: string | null;

  @Column('text')
  name: string;

  /** The name as it is compared: `normaliseName` of the kernel. */
  @Column('text', { name: 'name_key' })
  nameKey: string;

  /** Six-digit division of the registered address, a division of this city. */
  @Column('text', { name: 'registered_district', nullable: true })
  registeredDistrict: string | null;

  /** What a list said where it named no division of this city; kept as text and flagged. */
  @Column('text', { name: 'registered_text', nullable: true })
  registeredText: string | null;

  @Column('text', { nullable: true })
  zone: string | null;

  @Column('uuid', { name: 'area_id' })
  @ForeignKey('Area', { name: 'fk_enterprise_area' })
  areaId: string;

  @Column('text', { nullable: true })
  address: string | null;

  @Column('text', { nullable: true })
  chain: string | null;

  @Column('date', { name: 'registered_on', nullable: true })
  registeredOn: LocalDate | null;

  /** Invented for the sample city. */
  @Column('boolean', { name: 'is_sample' })
  isSample: boolean;

  @VersionColumn()
  version: number;
}
