import { LocalDate } from '@tidu/kernel';
import { daysOf, readDeadlineFilter, readMonth, readRange } from './deadline-filter';

const today = LocalDate.parse('2026-11-24');
const params = (text: string) => new URLSearchParams(text);

describe('deadlines in the address', () => {
  it('show what is open and due within thirty days, if nothing else is asked', () => {
    expect(readDeadlineFilter(params(''))).toEqual({ state: 'open' });
    expect(readRange(params(''))).toBe('due30');
    expect(daysOf('due30', today)).toEqual({ to: '2026-12-24' });
  });

  it('show all of one enterprise, and all of what is closed', () => {
    expect(readRange(params('enterpriseId=0192f3a0-0000-7000-8000-000000000001'))).toBe('all');
    expect(readRange(params('state=fulfilled'))).toBe('all');
    expect(daysOf('all', today)).toEqual({});
  });

  it('call overdue what was due before today', () => {
    expect(daysOf('overdue', today)).toEqual({ to: '2026-11-23' });
  });

  it('show what a digest was about, whatever became of it', () => {
    expect(readDeadlineFilter(params('digestOn=2026-11-24&state=fulfilled'))).toEqual({ digestOn: '2026-11-24' });
    expect(readRange(params('digestOn=2026-11-24'))).toBe('all');
  });

  it('leave out what is not understood', () => {
    expect(readDeadlineFilter(params('officerId=me&kind=party&state=gone'))).toEqual({ state: 'open' });
    expect(readMonth(params('month=2026-13'), today)).toBe('2026-11-01');
    expect(readMonth(params('month=2027-02'), today)).toBe('2027-02-01');
  });
});
