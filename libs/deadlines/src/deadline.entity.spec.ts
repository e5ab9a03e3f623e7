import { DomainError, LocalDate } from '@tidu/kernel';
import { allowedVerbs, Deadline, deadlineLifecycle, deadlineStates, type DeadlineState } from './deadline.entity.js';

const today = LocalDate.parse('2026-06-11');
const inState = (state: DeadlineState): Deadline =>
  Object.assign(new Deadline(), { state, closedOn: null, reason: null });

describe('the life of a deadline', () => {
  it('reaches every state by a verb, or by its owner and the calendar', () => {
    const byVerb = Object.values(deadlineLifecycle).flatMap((verbs) => Object.values(verbs));
    const byOwner: DeadlineState[] = ['open', 'superseded', 'missed'];
    expect(new Set([...byVerb, ...byOwner])).toEqual(new Set(deadlineStates));
  });

  it('can be fulfilled late', () => {
    const deadline = inState('missed');
    deadline.fulfil(today);
    expect(deadline).toMatchObject({ state: 'fulfilled', closedOn: today, reason: null });
  });

  it('is waived for a reason', () => {
    const deadline = inState('open');
    deadline.waive(today, '已迁出');
    expect(deadline).toMatchObject({ state: 'waived', closedOn: today, reason: '已迁出' });
  });

  it.each(['fulfilled', 'waived', 'superseded'] as const)(
    'refuses to touch a %s one and names what is allowed',
    (state) => {
      const refusal = new DomainError('deadlines.transition-refused', { state, allowed: [] });
      expect(() => inState(state).fulfil(today)).toThrow(refusal);
      expect(() => inState(state).waive(today, '误报')).toThrow(refusal);
      expect(allowedVerbs(state)).toEqual([]);
    },
  );

  it('names the verbs of the others', () => {
    expect(allowedVerbs('open')).toEqual(['fulfil', 'waive']);
    expect(allowedVerbs('missed')).toEqual(['fulfil', 'waive']);
  });
});
