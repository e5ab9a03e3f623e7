import { LocalDate, type DueDate } from '@tidu/kernel';
import { compareDue, type KnownDeadline } from './compare-due.js';
import type { DeadlineState } from './deadline.entity.js';

const today = LocalDate.parse('2026-06-11');
const day = (text: string): LocalDate => LocalDate.parse(text);

const due = (change: Partial<DueDate> = {}): DueDate => ({
  enterpriseId: 'e1',
  kind: 'expiry',
  sourceId: 'q1',
  occurrence: '',
  dueOn: day('2026-12-03'),
  isProvisional: false,
  params: { programme: 'high-tech', certificateNo: 'GR202353000001' },
  ...change,
});

const known = (change: Partial<KnownDeadline> = {}): KnownDeadline => ({
  id: 'd1',
  state: 'open',
  ...due(),
  ...change,
});

const nothing = { added: [], moved: [], reopened: [], reworded: [], superseded: [] };

describe('what the owners of dates say, compared with what is stored', () => {
  it('changes nothing where both say the same', () => {
    expect(compareDue([known()], [due()], today)).toEqual(nothing);
  });

  it('does not mind the order of words', () => {
    const sameWords = due({ params: { certificateNo: 'GR202353000001', programme: 'high-tech' } });
    expect(compareDue([known()], [sameWords], today)).toEqual(nothing);
  });

  it('adds what is new, each occurrence for itself', () => {
    const reports = ['2026', '2027'].map((occurrence) =>
      due({ kind: 'annual-report', occurrence, dueOn: day(`${occurrence}-05-31`) }),
    );
    expect(compareDue([known()], [due(), ...reports], today)).toEqual({ ...nothing, added: reports });
  });

  it('moves an open one whose day changed', () => {
    const later = due({ dueOn: day('2027-01-05') });
    expect(compareDue([known()], [later], today)).toEqual({ ...nothing, moved: [{ id: 'd1', due: later }] });
  });

  it('rewords one whose words or certainty changed', () => {
    const certain = due({ isProvisional: true });
    expect(compareDue([known()], [certain], today)).toEqual({ ...nothing, reworded: [{ id: 'd1', due: certain }] });
    const named = due({ params: { programme: 'high-tech' } });
    expect(compareDue([known()], [named], today)).toEqual({ ...nothing, reworded: [{ id: 'd1', due: named }] });
  });

  it('supersedes an open one that is no longer due, and leaves closed ones alone', () => {
    const open = known();
    expect(compareDue([open], [], today)).toEqual({ ...nothing, superseded: [open] });
    const closed = (['fulfilled', 'waived', 'missed', 'superseded'] as const).map((state) => known({ state }));
    for (const one of closed) expect(compareDue([one], [], today)).toEqual(nothing);
  });

  it.each<[DeadlineState, string, 'nothing' | 'moved' | 'reopened']>([
    ['superseded', '2026-12-03', 'reopened'],
    ['superseded', '2027-01-05', 'moved'],
    ['fulfilled', '2026-12-03', 'nothing'],
    ['fulfilled', '2027-01-05', 'nothing'],
    ['waived', '2027-01-05', 'nothing'],
    ['missed', '2026-12-03', 'nothing'],
    ['missed', '2026-06-10', 'nothing'],
    ['missed', '2026-06-11', 'moved'],
    ['missed', '2027-01-05', 'moved'],
  ])('finds a %s one that is due on %s: %s', (state, dueOn, change) => {
    const again = due({ dueOn: day(dueOn) });
    const expected = change === 'nothing' ? nothing : { ...nothing, [change]: [{ id: 'd1', due: again }] };
    expect(compareDue([known({ state })], [again], today)).toEqual(expected);
  });
});
