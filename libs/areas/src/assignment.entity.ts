import { Check, Column, Entity, Exclusion, ForeignKey, Index, PrimaryColumn } from 'typeorm';

export const assignmentRoles = ['primary', 'assistant', 'cover'] as const;
export type AssignmentRole = (typeof assignmentRoles)[number];

/**
 * Who serves an enterprise, over which period of instants. At any instant at most one is primary and at most one covers; cover never
 * touches the primary row.
 */
@Entity('assignment')
@Check('ck_assignment_role', `role in ('primary', 'assistant', 'cover')`)
@Check('ck_assignment_period', `not isempty(period) and lower(period) is not null`)
@Exclusion('ex_assignment_primary', `using gist (enterprise_id with =, period with &&) where (role = 'primary')`)
@Exclusion('ex_assignment_cover', `using gist (enterprise_id with =, period with &&) where (role = 'cover')`)
@Index('ix_assignment_enterprise', ['enterpriseId'])
@Index('ix_assignment_officer', ['officerId'])
export class Assignment {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'pk_assignment' })
  id: string;

  @Column('uuid', { name: 'enterprise_id' })
  @ForeignKey('Enterprise', { name: 'fk_assignment_enterprise' })
  enterpriseId: string;

  @Column('uuid', { name: 'officer_id' })
  @ForeignKey('Person', { name: 'fk_assignment_officer' })
  officerId: string;

  @Column('text')
  role: AssignmentRole;

  @Column('tstzrange')
  period: string;

  @Column('text')
  reason: string;

  @Column('text')
  source: string;

  @Column('uuid', { name: 'reassignment_id', nullable: true })
  reassignmentId: string | null;
}
