import type { LocalDate, Role } from '@tidu/kernel';
import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';

export const languages = ['zh', 'en'] as const;
export type Language = (typeof languages)[number];

/** Somebody who signs in: staff of the bureau, an enterprise's contact, or an administrator. */
@Entity('person')
@Unique('uq_person_username', ['username'])
@Check('ck_person_language', `language in ('zh', 'en')`)
@Check('ck_person_roles', `roles <@ array['officer', 'manager', 'enterprise', 'admin', 'security', 'auditor']`)
@Check('ck_person_roles_apart', `(not roles && array['admin', 'security', 'auditor']) or (cardinality(roles) = 1)`)
export class Person {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'pk_person' })
  id: string;

  @Column('text')
  username: string;

  @Column('text')
  name: string;

  @Column('text', { name: 'password_hash' })
  passwordHash: string;

  @Column('text', { array: true })
  roles: Role[];

  @Column('uuid', { name: 'area_id', nullable: true })
  @ForeignKey('Area', { name: 'fk_person_area' })
  areaId: string | null;

  @Column('uuid', { name: 'enterprise_id', nullable: true })
  enterpriseId: string | null;

  @Column('bytea', { name: 'email_cipher', nullable: true })
  emailCipher: Buffer | null;

  @Column('bytea', { name: 'phone_cipher', nullable: true })
  phoneCipher: Buffer | null;

  @Column('text')
  language: Language;

  /** The last day of service; from the next day on nothing is sent and no sign-on works. */
  @Column('date', { name: 'left_on', nullable: true })
  leftOn: LocalDate | null;
}
