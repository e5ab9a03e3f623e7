import type { DueDate, LocalDate } from '@tidu/kernel';
import type { DeadlineState } from './deadline.entity.js';

/** A deadline as it is stored, as far as its owner's view of it matters. */
export interface KnownDeadline {
  readonly id: string;
  readonly enterpriseId: string;
  readonly kind: string;
  readonly sourceId: string;
  readonly occurrence: string;
  readonly dueOn: LocalDate;
  readonly isProvisional: boolean;
  readonly params: Readonly<Record<string, string>>;
  readonly state: DeadlineState;
}

export interface DueChange {
  readonly id: string;
  readonly due: DueDate;
}

/** What must be written so that the stored deadlines say what their owners say. */
export interface DueComparison {
  readonly added: readonly DueDate[];
  /** The due day is another one: known anew from today, whatever was not sent for the old day is withdrawn. */
  readonly moved: readonly DueChange[];
  /** Superseded ones that are due again on the same day: what was sent for them stays sent. */
  readonly reopened: readonly DueChange[];
  /** Only the words or the certainty changed. */
  readonly reworded: readonly DueChange[];
  /** No longer due: renewed, revoked, or gone with its source. */
  readonly superseded: readonly KnownDeadline[];
}

/**
 * Compares what the owners of dates say with what is stored of the same enterprises. Closed by a person (fulfilled, waived) stays
 * closed, whatever its owner says; missed opens again only where the day was moved to one still to come.
 */
export function compareDue(known: readonly KnownDeadline[], due: readonly DueDate[], today: LocalDate): DueComparison {
  const byKey = new Map(known.map((deadline) => [keyOf(deadline), deadline]));
  const wanted = new Map(due.map((one) => [keyOf(one), one]));
  const added: DueDate[] = [];
  const moved: DueChange[] = [];
  const reopened: DueChange[] = [];
  const reworded: DueChange[] = [];
  for (const [key, one] of wanted) {
    const deadline = byKey.get(key);
    if (!deadline) {
      added.push(one);
      continue;
    }
    const change = { id: deadline.id, due: one };
    const hasMoved = deadline.dueOn !== one.dueOn;
    switch (deadline.state) {
      case 'open':
        if (hasMoved) moved.push(change);
        else if (isReworded(deadline, one)) reworded.push(change);
        break;
      case 'superseded':
        (hasMoved ? moved : reopened).push(change);
        break;
      case 'missed':
        if (hasMoved && one.dueOn >= today) moved.push(change);
        break;
      case 'fulfilled':
      case 'waived':
        break;
    }
  }
  const superseded = known.filter((deadline) => deadline.state === 'open' && !wanted.has(keyOf(deadline)));
  return { added, moved, reopened, reworded, superseded };
}

const keyOf = (one: Pick<DueDate, 'kind' | 'sourceId' | 'occurrence'>): string =>
  `${one.kind}\n${one.sourceId}\n${one.occurrence}`;

function isReworded(known: KnownDeadline, due: DueDate): boolean {
  return known.isProvisional !== due.isProvisional || wordsOf(known.params) !== wordsOf(due.params);
}

const wordsOf = (params: Readonly<Record<string, string>>): string =>
  JSON.stringify(Object.entries(params).sort(([a], [b]) => (a < b ? -1 : 1)));
