import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

export const areaKinds = ['city', 'district', 'zone', 'grid', 'building'] as const;
export type AreaKind = (typeof areaKinds)[number];

/** A node of the service tree. Exactly one has no parent: the city. */
@Entity('area')
@Unique('uq_area_code', ['code'])
@Check('ck_area_kind', `kind in ('city', 'district', 'zone', 'grid', 'building')`)
@Check('ck_area_root', `(kind = 'city') = (parent_id is null)`)
@Index('ix_area_parent', ['parentId'])
@Index('uq_area_root', ['kind'], { unique: true, where: `kind = 'city'` })
export class Area {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'pk_area' })
  id: string;

  @Column('text')
  code: string;

  @Column('text')
  kind: AreaKind;

  @Column('text')
  name: string;

  @Column('text', { name: 'short_name' })
  shortName: string;

  @Column('uuid', { name: 'parent_id', nullable: true })
  @ForeignKey('Area', { name: 'fk_area_parent' })
  parentId: string | null;

  @Column('uuid', { name: 'head_person_id', nullable: true })
  @ForeignKey('Person', { name: 'fk_area_head' })
  headPersonId: string | null;
}
