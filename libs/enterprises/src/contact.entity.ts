import { Column, Entity, ForeignKey, Index, PrimaryColumn, VersionColumn } from 'typeorm';

/** Somebody at an enterprise. Name, phone and e-mail lie enciphered; the hashes find a contact by phone or e-mail. */
@Entity('contact')
@Index('ix_contact_enterprise', ['enterpriseId'])
@Index('uq_contact_primary', ['enterpriseId'], { unique: true, where: 'is_primary and left_at is null' })
export class Contact {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'pk_contact' })
  id: string;

  @Column('uuid', { name: 'enterprise_id' })
  @ForeignKey('Enterprise', { name: 'fk_contact_enterprise' })
  enterpriseId: string;

  /** The account the contact signs on with. */
  @Column('uuid', { name: 'person_id', nullable: true })
  personId: string | null;

  @Column('bytea', { name: 'name_cipher' })
  nameCipher: Buffer;

  @Column('bytea', { name: 'phone_cipher', nullable: true })
  phoneCipher: Buffer | null;

  @Column('bytea', { name: 'phone_hash', nullable: true })
  phoneHash: Buffer | null;

  @Column('bytea', { name: 'email_cipher', nullable: true })
  emailCipher: Buffer | null;

  @Column('bytea', { name: 'email_hash', nullable: true })
  emailHash: Buffer | null;

  @Column('text', { nullable: true })
  position: string | null;

  @Column('boolean', { name: 'is_primary' })
  isPrimary: boolean;

  /** Since when the contact is one; a reminder whose day lay before it is not sent to him. */
  @Column('timestamptz', { name: 'since_at' })
  sinceAt: Date;

  @Column('timestamptz', { name: 'left_at', nullable: true })
  leftAt: Date | null;

  @VersionColumn()
  version: number;
}
