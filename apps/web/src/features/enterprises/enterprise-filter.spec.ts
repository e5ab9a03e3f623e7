import { LocalDate } from '@tidu/kernel';
import { readFilter, readSavedViews, readSort, sameFilter, standardViews, writeFilter } from './enterprise-filter';

describe('the filter in the address', () => {
  it('comes back as it was written', () => {
    const filter = { q: '云杉 & 杉', tier: 'sme,high-tech', expiringBefore: '2026-12-25', flag: 'no-code' };
    expect(readFilter(new URLSearchParams(writeFilter(filter)))).toEqual(filter);
  });

  it('leaves out what it does not understand', () => {
    const params = new URLSearchParams('tier=sme,gold&expiringBefore=2026-02-30&officerId=me&flag=overdue&page=2');
    expect(readFilter(params)).toEqual({ flag: 'overdue' });
  });

  it('does not write the default sort and refuses an unknown one', () => {
    expect(writeFilter({}, 'nextDeadline')).toBe('');
    expect(writeFilter({}, 'name')).toBe('?sort=name');
    expect(readSort(new URLSearchParams('sort=revenue'))).toBe('nextDeadline');
  });
});

describe('views', () => {
  const today = LocalDate.parse('2026-11-24');

  it('count the thirtieth day as within thirty days', () => {
    const due30 = standardViews(today, true).find((view) => view.key === 'due30');
    expect(due30?.filter).toEqual({ expiringBefore: '2026-12-25' });
  });

  it('give the gaps in the service to managers only', () => {
    expect(standardViews(today, false).map((view) => view.key)).toEqual(['all', 'due30', 'overdue', 'no-code']);
    expect(standardViews(today, true)).toHaveLength(7);
  });

  it('are told apart by their filter alone', () => {
    expect(sameFilter({ flag: 'overdue', q: 'a' }, { q: 'a', flag: 'overdue' })).toBe(true);
    expect(sameFilter({ flag: 'overdue' }, {})).toBe(false);
  });

  it('that were saved survive a damaged store', () => {
    expect(
      readSavedViews('[{"name":"强","search":"?tier=strong"},{"name":1},{"name":"x","search":"javascript:"}]'),
    ).toEqual([{ name: '强', search: '?tier=strong' }]);
    expect(readSavedViews('{')).toEqual([]);
    expect(readSavedViews(null)).toEqual([]);
  });
});
