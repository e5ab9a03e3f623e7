import { jest } from '@jest/globals';
import { House } from '../../../test/support/house.js';
import { refusalOf } from '../../../test/support/test-city.js';
import { Inbox } from './inbox.js';
import { NotificationsRepository } from './notifications.repository.js';

jest.setTimeout(60_000);

let house: House;

beforeAll(async () => {
  house = await House.open({ today: '2026-06-16' });
});
afterAll(() => house.close());

const inbox = (): Inbox => house.get(Inbox);

/** Somebody with so many messages in his inbox, and one by mail beside each. */
async function owner(count: number): Promise<string> {
  const personId = await house.person(['officer']);
  const one = {
    reminderId: null,
    recipientKind: 'officer',
    recipientId: personId,
    personId,
    enterpriseId: null,
  } as const;
  for (let index = 0; index < count; index++) {
    const words = { eventId: crypto.randomUUID(), subject: `第 ${index} 条`, body: '示例', link: '/' };
    await house.get(NotificationsRepository).add([
      { ...one, ...words, channel: 'in-app' },
      { ...one, ...words, channel: 'email' },
    ]);
  }
  return personId;
}
const subjects = async (personId: string, isUnread = false): Promise<string[]> => {
  const { items } = await inbox().page(personId, isUnread, 50);
  return items.map((item) => item.subject);
};

describe('an inbox', () => {
  it('shows the newest first, page by page, and only its own', async () => {
    const personId = await owner(5);
    await owner(3);
    expect(await subjects(personId)).toEqual(['第 4 条', '第 3 条', '第 2 条', '第 1 条', '第 0 条']);
    const first = await inbox().page(personId, false, 2);
    const second = await inbox().page(personId, false, 2, first.nextCursor!);
    const third = await inbox().page(personId, false, 2, second.nextCursor!);
    expect([first, second, third].map((page) => page.items.length)).toEqual([2, 2, 1]);
    expect(third.nextCursor).toBeNull();
    expect(await refusalOf(inbox().page(personId, false, 2, 'x'))).toBe('request.cursor-invalid');
  });

  it('counts what is unread, and forgets it when it is read or acknowledged', async () => {
    const personId = await owner(3);
    const { items } = await inbox().page(personId, false, 50);
    const [newest, middle] = items.map((item) => item.id);
    expect(await inbox().countUnread(personId)).toBe(3);
    await inbox().read(personId, newest!);
    await inbox().acknowledge(personId, middle!);
    expect(await inbox().countUnread(personId)).toBe(1);
    expect(await subjects(personId, true)).toEqual(['第 0 条']);
    expect(await inbox().readAll(personId)).toBe(1);
    expect(await inbox().readAll(personId)).toBe(0);
    expect((await inbox().page(personId, false, 50)).items.map((item) => item.state)).toEqual([
      'read',
      'acknowledged',
      'read',
    ]);
  });

  it('keeps the first moment of each, however often it is said', async () => {
    const personId = await owner(1);
    const id = (await inbox().page(personId, false, 1)).items[0]!.id;
    await inbox().acknowledge(personId, id);
    house.clock.set('2026-06-17');
    await inbox().read(personId, id);
    await inbox().acknowledge(personId, id);
    house.clock.set('2026-06-16');
    expect((await inbox().page(personId, false, 1)).items[0]).toMatchObject({
      state: 'acknowledged',
      readAt: house.clock.now(),
      acknowledgedAt: house.clock.now(),
    });
  });

  it('is nobody else’s: another’s message, and one that was mailed, are not found', async () => {
    const [mine, other] = [await owner(1), await owner(1)];
    const id = (await inbox().page(other, false, 1)).items[0]!.id;
    const [mail] = await house.query<{ id: string }>(
      `select id from notification where recipient_id = $1 and channel = 'email'`,
      [mine],
    );
    for (const missing of [id, mail!.id, crypto.randomUUID()]) {
      expect(await refusalOf(inbox().read(mine, missing))).toBe('notifications.not-found');
      expect(await refusalOf(inbox().acknowledge(mine, missing))).toBe('notifications.not-found');
    }
    expect(await inbox().countUnread(other)).toBe(1);
  });
});
