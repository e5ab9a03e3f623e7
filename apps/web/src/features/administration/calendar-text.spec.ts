import { readCalendarText } from './calendar-text';

describe('a calendar year as text', () => {
  it('reads one day a line, in Chinese or in English', () => {
    expect(readCalendarText('2027-01-01,休,元旦\n\n2027-02-06，班，春节调休\r\n2027-02-08\trest\t春节', 2027)).toEqual({
      ok: true,
      days: [
        { day: '2027-01-01', kind: 'rest', name: '元旦' },
        { day: '2027-02-06', kind: 'work', name: '春节调休' },
        { day: '2027-02-08', kind: 'rest', name: '春节' },
      ],
    });
  });

  it.each([
    ['a day that does not exist', '2027-01-01,休,元旦\n2027-02-30,休,春节', 2],
    ['another year', '2026-01-01,休,元旦', 1],
    ['a day twice', '2027-01-01,休,元旦\n2027-01-01,休,元旦', 2],
    ['no kind', '2027-01-01,元旦', 1],
    ['no name', '2027-01-01,休', 1],
  ])('refuses %s', (_what, text, line) => {
    expect(readCalendarText(text, 2027)).toEqual({ ok: false, line });
  });
});
