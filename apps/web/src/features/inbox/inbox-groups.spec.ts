import { LocalDate } from '@tidu/kernel';
import type { InboxItem } from '../../shared/api/types';
import { groupInbox } from './inbox-groups';

const today = LocalDate.parse('2026-11-24');
const item = (id: string, part: Partial<InboxItem> = {}): InboxItem => ({
  id,
  kind: 'reminder',
  enterprise: null,
  subject: id,
  body: '',
  link: null,
  state: 'delivered',
  createdAt: '2026-11-24T00:30:00Z',
  readAt: null,
  acknowledgedAt: null,
  wantsAcknowledgement: false,
  ...part,
});
const grouped = (...items: InboxItem[]) =>
  groupInbox(items, today).map(({ key, items: of }) => [key, of.map((i) => i.id)]);

describe('the inbox', () => {
  it('puts first what waits for an answer, however old', () => {
    expect(
      grouped(
        item('new'),
        item('asked', { wantsAcknowledgement: true, createdAt: '2026-10-01T00:30:00Z' }),
        item('answered', { wantsAcknowledgement: true, acknowledgedAt: '2026-11-24T01:00:00Z' }),
      ),
    ).toEqual([
      ['acknowledge', ['asked']],
      ['today', ['new', 'answered']],
    ]);
  });

  it('counts days in Shanghai', () => {
    expect(
      grouped(
        item('just after midnight', { createdAt: '2026-11-23T16:00:00Z' }),
        item('just before', { createdAt: '2026-11-23T15:59:00Z' }),
        item('a week ago', { createdAt: '2026-11-17T04:00:00Z' }),
      ),
    ).toEqual([
      ['today', ['just after midnight']],
      ['week', ['just before']],
      ['earlier', ['a week ago']],
    ]);
  });
});
