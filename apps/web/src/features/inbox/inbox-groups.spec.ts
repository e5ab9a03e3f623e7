import { LocalDate } from '@tidu/kernel';
import type { InboxItem } from '../../shared/api/types';
import { groupInbox } from './inbox-groups';

const today = LocalDate.parse('2026-11-24');
const item = (id: string, createdAt: string): InboxItem => ({
  id,
  enterpriseId: null,
  subject: id,
  body: '',
  link: '/',
  state: 'delivered',
  allowed: ['read', 'acknowledge'],
  createdAt,
  readAt: null,
  acknowledgedAt: null,
});
const grouped = (...items: InboxItem[]) =>
  groupInbox(items, today).map(({ key, items: of }) => [key, of.map((i) => i.id)]);

describe('the inbox', () => {
  it('counts days in Shanghai', () => {
    expect(
      grouped(
        item('just after midnight', '2026-11-23T16:00:00Z'),
        item('just before', '2026-11-23T15:59:00Z'),
        item('six days ago', '2026-11-17T16:00:00Z'),
        item('a week ago', '2026-11-17T04:00:00Z'),
      ),
    ).toEqual([
      ['today', ['just after midnight']],
      ['week', ['just before', 'six days ago']],
      ['earlier', ['a week ago']],
    ]);
  });

  it('keeps the order in which messages came and shows no empty group', () => {
    expect(grouped(item('b', '2026-11-24T03:00:00Z'), item('a', '2026-11-24T01:00:00Z'))).toEqual([
      ['today', ['b', 'a']],
    ]);
    expect(grouped()).toEqual([]);
  });
});
