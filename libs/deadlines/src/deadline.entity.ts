import { DomainError, type LocalDate } from '@tidu/kernel';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique, VersionColumn } from 'typeorm';
import type { DeadlinesErrorCode } from './deadlines.errors.js';

export const deadlineStates = ['open', 'fulfilled', 'waived', 'missed', 'superseded'] as const;
export type DeadlineState = (typeof deadlineStates)[number];

export const deadlineVerbs = ['fulfil', 'waive'] as const;
export type DeadlineVerb = (typeof deadlineVerbs)[number];

/**
 * What a person may do with a deadline, by its state, and what becomes of it. A missed one can still be fulfilled late or waived. What the
 * owner of the date does (move, supersede, find it due again) needs no verb: see `compareDue`.
 */
export const deadlineLifecycle: Readonly<Record<DeadlineState, Partial<Record<DeadlineVerb, DeadlineState>>>> = {
  open: { fulfil: 'fulfilled', waive: 'waived' },
  missed: { fulfil: 'fulfilled', waive: 'waived' },
  fulfilled: {},
  waived: {},
  superseded: {},
};

export const allowedVerbs = (state: DeadlineState): readonly DeadlineVerb[] =>
  deadlineVerbs.filter((verb) => verb in deadlineLifecycle[state]);

/**
 * A date on which something of an enterprise lapses or is due, with the thing it comes from. One row for each (kind, source,
 * occurrence): a date that moves moves the row.
 */
@Entity('deadline')
@Unique('uq_deadline_source', ['kind', 'sourceId', 'occurrence'])
@Check('ck_deadline_state', `state in ('open', 'fulfilled', 'waived', 'missed', 'superseded')`)
@Check('ck_deadline_closed', `(state = 'open') = (closed_on is null)`)
@Index('ix_deadline_enterprise', ['enterpriseId', 'dueOn', 'id'])
@Index('ix_deadline_due', ['dueOn', 'id'])
@Index('ix_deadline_open_due', ['dueOn', 'id'], { where: `state = 'open'` })
@Index('ix_deadline_settled_due', ['state', 'dueOn', 'id'], { where: `state in ('fulfilled', 'waived')` })
@Index('ix_deadline_open_kind_due', ['kind', 'dueOn'], { where: `state = 'open'` })
export class Deadline {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'pk_deadline' })
  id: string;

  @Column('uuid', { name: 'enterprise_id' })
  @ForeignKey('Enterprise', { name: 'fk_deadline_enterprise' })
  enterpriseId: string;

  @Column('text')
  kind: string;

  /** The row the date comes from, in the library that owns it. */
  @Column('uuid', { name: 'source_id' })
  sourceId: string;

  /** Tells the yearly repeats of one source apart; empty where there is only one. */
  @Column('text')
  occurrence: string;

  @Column('date', { name: 'due_on' })
  dueOn: LocalDate;

  /** The day on which this due day became known. Lead times whose day lay before it are not sent. */
  @Column('date', { name: 'known_on' })
  knownOn: LocalDate;

  @Column('boolean', { name: 'is_provisional' })
  isProvisional: boolean;

  @Column('jsonb')
  params: Readonly<Record<string, string>>;

  @Column('text')
  state: DeadlineState;

  @Column('date', { name: 'closed_on', nullable: true })
  closedOn: LocalDate | null;

  @Column('text', { nullable: true })
  reason: string | null;

  @VersionColumn()
  version: number;

  /** It was done, on this day as far as we know. @throws DomainError `deadlines.transition-refused` */
  fulfil(today: LocalDate): void {
    this.close('fulfil', today, null);
  }

  /** It need not be done, for this reason. @throws DomainError `deadlines.transition-refused` */
  waive(today: LocalDate, reason: string): void {
    this.close('waive', today, reason);
  }

  private close(verb: DeadlineVerb, today: LocalDate, reason: string | null): void {
    const next = deadlineLifecycle[this.state][verb];
    if (next === undefined) {
      throw new DomainError<DeadlinesErrorCode>('deadlines.transition-refused', {
        state: this.state,
        allowed: allowedVerbs(this.state),
      });
    }
    this.state = next;
    this.closedOn = today;
    this.reason = reason;
  }
}
