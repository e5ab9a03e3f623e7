import { jest } from '@jest/globals';
import { Areas } from '@tidu/areas';
import { Sweep } from '@tidu/deadlines';
import { cityAreaId, Contacts } from '@tidu/enterprises';
import { People } from '@tidu/identity';
import { LocalDate, Scope } from '@tidu/kernel';
import { UnitOfWork } from '@tidu/platform';
import { Qualifications } from '@tidu/qualifications';
import { House } from '../../../test/support/house.js';
import { Digests } from './digests.js';
import { MessageLedger } from './message-ledger.js';
import { ReminderMessages } from './reminder-messages.js';

jest.setTimeout(120_000);

const system = Scope.system('test');
const day = (text: string): LocalDate => LocalDate.parse(text);

interface Message extends Record<string, unknown> {
  readonly channel: string;
  readonly state: string;
  readonly person_id: string | null;
  readonly subject: string;
  readonly link: string;
}

let house: House;

beforeAll(async () => {
  house = await House.open({ today: '2026-03-02' });
});
afterAll(() => house.close());

/** A city that was never swept, has nothing due and nobody in service. */
beforeEach(async () => {
  house.clock.set('2026-03-02');
  await house.query('delete from reminder');
  await house.query('delete from sweep_run');
  await house.query(`update person set left_on = '2026-01-01'`);
  await house.query(`update deadline set state = 'waived', closed_on = '2026-03-02' where state = 'open'`);
});

/** An enterprise with these contacts, and its queued reminder 90 days before 2026-09-14. */
async function due(...contacts: { email?: string; personId?: string }[]): Promise<{
  enterpriseId: string;
  titleId: string;
  reminderIds: string[];
}> {
  const enterpriseId = await house.enterprise(contacts);
  const titleId = await house.grant(enterpriseId, '2026-09-14', 'specialised-sme');
  house.clock.set('2026-06-16');
  await house.get(Sweep).run();
  const rows = await house.query<{ id: string }>(
    `select id from reminder where enterprise_id = $1 and state = 'queued' order by id`,
    [enterpriseId],
  );
  return { enterpriseId, titleId, reminderIds: rows.map((row) => row.id) };
}
const tell = (id: string, together?: number): Promise<void> => house.get(ReminderMessages).tell(id, together);
const messages = (enterpriseId: string): Promise<Message[]> =>
  house.query<Message>(`select * from notification where enterprise_id = $1 order by channel, person_id nulls first`, [
    enterpriseId,
  ]);
const reminder = async (id: string): Promise<string> =>
  (
    await house.query<{ line: string }>(
      `select state || coalesce(' ' || reason, '') as line from reminder where id = $1`,
      [id],
    )
  )[0]!.line;

describe('a reminder becomes messages', () => {
  it('in the inbox and by mail, as far as the recipient has them', async () => {
    const account = await house.person(['enterprise']);
    const { enterpriseId, reminderIds } = await due(
      { email: 'wen@cuihu.example', personId: account },
      { email: 'a@b.example' },
    );
    for (const id of reminderIds) await tell(id);
    expect(await messages(enterpriseId)).toMatchObject([
      { channel: 'email', state: 'queued', person_id: null },
      { channel: 'email', state: 'queued', person_id: account },
      { channel: 'in-app', state: 'delivered', person_id: account, link: `/enterprises/${enterpriseId}` },
    ]);
    expect((await messages(enterpriseId))[2]!.subject).toContain('还有 90 天到期');
    expect(await Promise.all(reminderIds.map(reminder))).toEqual(['done', 'done']);
  });

  it('each once: done twice, and twice at once', async () => {
    const account = await house.person(['enterprise']);
    const { enterpriseId, reminderIds } = await due({ email: 'wen@cuihu.example', personId: account });
    await Promise.all([tell(reminderIds[0]!), tell(reminderIds[0]!), tell(reminderIds[0]!)]);
    await tell(reminderIds[0]!);
    expect((await messages(enterpriseId)).map((one) => one.channel)).toEqual(['email', 'in-app']);
  });

  it('many together, and one that cannot be told keeps back no other when it is tried alone', async () => {
    const cities = [];
    for (let index = 0; index < 3; index++) cities.push(await due({ email: 'wen@cuihu.example' }));
    const ids = cities.flatMap((one) => one.reminderIds).sort();
    await tell(ids[0]!, 2);
    expect(await Promise.all(ids.map(reminder))).toEqual(['done', 'done', 'queued']);
    const broken = await due({ email: 'wen@cuihu.example' });
    const waiting = [ids[2]!, ...broken.reminderIds].sort();
    await house.query(`update contact set name_cipher = '\\x00' where enterprise_id = $1`, [broken.enterpriseId]);
    await expect(tell(waiting[0]!, 100)).rejects.toThrow('unknown cipher suite');
    expect(await Promise.all(waiting.map(reminder))).toEqual(['queued', 'queued']);
    await Promise.allSettled(waiting.map((id) => tell(id)));
    expect(await reminder(ids[2]!)).toBe('done');
    expect(await reminder(broken.reminderIds[0]!)).toBe('queued');
  });

  it('or nothing at all, where its unit of work fails: then it is done again', async () => {
    const { enterpriseId, reminderIds } = await due({ email: 'wen@cuihu.example' });
    const broken = house.get(UnitOfWork).run(async () => {
      await tell(reminderIds[0]!);
      throw new Error('killed half-way');
    });
    await expect(broken).rejects.toThrow('killed half-way');
    expect(await messages(enterpriseId)).toEqual([]);
    expect(await reminder(reminderIds[0]!)).toBe('queued');
    await tell(reminderIds[0]!);
    expect(await messages(enterpriseId)).toHaveLength(1);
  });

  it('with the days that are left when it is written', async () => {
    const { enterpriseId, reminderIds } = await due({ email: 'wen@cuihu.example' });
    house.clock.set('2026-06-18');
    await tell(reminderIds[0]!);
    expect((await messages(enterpriseId))[0]!.subject).toContain('还有 88 天到期');
  });

  it('in the language of the account', async () => {
    const account = await house.person(['enterprise']);
    await house.get(People).speak(account, 'en');
    const { enterpriseId, reminderIds } = await due({ personId: account });
    await tell(reminderIds[0]!);
    expect((await messages(enterpriseId))[0]!.subject).toContain('expires in 90 days');
  });
});

describe('nothing is made of a reminder', () => {
  it('whose recipient has left', async () => {
    const { enterpriseId, reminderIds } = await due({ email: 'wen@cuihu.example' });
    await house.get(Contacts).leave(system, enterpriseId, await house.contactOf(enterpriseId));
    await tell(reminderIds[0]!);
    expect(await messages(enterpriseId)).toEqual([]);
    expect(await reminder(reminderIds[0]!)).toBe('withdrawn recipient-gone');
  });

  it('whose officer no longer serves the enterprise', async () => {
    const officer = await house.person(['officer'], { email: 'o@bureau.example' });
    const enterpriseId = await house.enterprise();
    await house.assign(enterpriseId, officer, '2026-01-01');
    await house.grant(enterpriseId, '2026-09-14', 'specialised-sme');
    house.clock.set('2026-06-16');
    await house.get(Sweep).run();
    const [queued] = await house.query<{ id: string }>(
      `select id from reminder where recipient_id = $1 and state = 'queued'`,
      [officer],
    );
    await house.query(`update assignment set period = tstzrange(lower(period), $2) where enterprise_id = $1`, [
      enterpriseId,
      house.clock.now(),
    ]);
    await tell(queued!.id);
    expect(await messages(enterpriseId)).toEqual([]);
    expect(await reminder(queued!.id)).toBe('withdrawn recipient-gone');
  });

  it('whose owner says that it is no longer due, even if nobody told the ledger', async () => {
    const { enterpriseId, titleId, reminderIds } = await due({ email: 'wen@cuihu.example' });
    await house.query(`update qualification set revoked_on = '2026-06-01', revoke_reason = '测试' where id = $1`, [
      titleId,
    ]);
    await tell(reminderIds[0]!);
    expect(await messages(enterpriseId)).toEqual([]);
    expect(await reminder(reminderIds[0]!)).toBe('withdrawn no-longer-due');
  });
});

describe('renewing withdraws', () => {
  it('the mail that was not sent, and with it the reminder of which nothing went out', async () => {
    const { enterpriseId, titleId, reminderIds } = await due({ email: 'wen@cuihu.example' });
    await tell(reminderIds[0]!);
    await house.get(Qualifications).renew(system, titleId, { issuedOn: day('2026-06-16') });
    expect(await messages(enterpriseId)).toMatchObject([{ channel: 'email', state: 'withdrawn' }]);
    expect(await reminder(reminderIds[0]!)).toBe('withdrawn no-longer-due');
  });

  it('but not what was told', async () => {
    const account = await house.person(['enterprise']);
    const { enterpriseId, titleId, reminderIds } = await due({ email: 'wen@cuihu.example', personId: account });
    await tell(reminderIds[0]!);
    await house.get(Qualifications).renew(system, titleId, { issuedOn: day('2026-06-16') });
    expect(await messages(enterpriseId)).toMatchObject([
      { channel: 'email', state: 'withdrawn' },
      { channel: 'in-app', state: 'delivered' },
    ]);
    expect(await reminder(reminderIds[0]!)).toBe('done');
  });
});

describe('whoever heads an area', () => {
  /** The city's head, and so many enterprises about which nobody else can be told. */
  async function headOf(enterprises: number): Promise<{ head: string; enterpriseIds: string[] }> {
    const head = await house.person(['manager'], { email: 'head@bureau.example' });
    await house.get(Areas).appointHead(cityAreaId, head);
    const enterpriseIds = [];
    for (let index = 0; index < enterprises; index++) {
      const enterpriseId = await house.enterprise();
      await house.grant(enterpriseId, '2026-09-14', 'specialised-sme');
      enterpriseIds.push(enterpriseId);
    }
    return { head, enterpriseIds };
  }
  const inboxOf = (personId: string): Promise<Message[]> =>
    house.query<Message>(`select * from notification where person_id = $1 and channel = 'in-app' order by id`, [
      personId,
    ]);

  it('gets one message a day, however many enterprises and however often it is tried', async () => {
    const { head, enterpriseIds } = await headOf(3);
    house.clock.set('2026-06-16');
    await house.get(Sweep).run();
    await Promise.all([1, 2, 3].map(() => house.get(Digests).tell(head)));
    expect(await inboxOf(head)).toMatchObject([
      { subject: '3 家企业的期限无人可通知，请过目', link: '/deadlines?digestOn=2026-06-16', enterprise_id: null },
    ]);
    // What comes later that day waits for the next digest.
    const late = await house.enterprise();
    await house.grant(late, '2026-09-14', 'specialised-sme');
    await house.get(Sweep).run();
    await house.get(Digests).tell(head);
    expect(await inboxOf(head)).toHaveLength(1);
    house.clock.set('2026-06-17');
    await house.get(Digests).tell(head);
    expect((await inboxOf(head)).map((one) => one.subject)).toEqual([
      '3 家企业的期限无人可通知，请过目',
      '1 家企业的期限无人可通知，请过目',
    ]);
    const mails = await house.query(`select 1 from notification where recipient_id = $1 and channel = 'email'`, [head]);
    expect(mails).toHaveLength(2);
    expect(enterpriseIds).toHaveLength(3);
  });

  it('finds in it only what is still due', async () => {
    const { head, enterpriseIds } = await headOf(2);
    house.clock.set('2026-06-16');
    await house.get(Sweep).run();
    const [title] = await house.get(Qualifications).of(system, enterpriseIds[0]!);
    await house.query(`update qualification set revoked_on = '2026-06-01', revoke_reason = '测试' where id = $1`, [
      title!.id,
    ]);
    await house.get(Digests).tell(head);
    expect((await inboxOf(head)).map((one) => one.subject)).toEqual(['1 家企业的期限无人可通知，请过目']);
  });
});

describe('the ledger of a deadline', () => {
  const expiryOf = async (enterpriseId: string): Promise<string> =>
    (
      await house.query<{ id: string }>(`select id from deadline where enterprise_id = $1 and kind = 'expiry'`, [
        enterpriseId,
      ])
    )[0]!.id;
  const lines = async (deadlineId: string): Promise<string[]> =>
    (await house.get(MessageLedger).of(system, deadlineId)).map((entry) =>
      [entry.leadDays, entry.state, entry.reason, ...entry.notifications.map((one) => `${one.channel}:${one.state}`)]
        .filter((part) => part !== null)
        .join(' '),
    );

  it('says what was, will be and will not be told, and why', async () => {
    const account = await house.person(['enterprise']);
    house.clock.set('2026-04-01');
    const { enterpriseId, reminderIds } = await due({ personId: account });
    await tell(reminderIds[0]!);
    house.clock.set('2026-06-17');
    const id = await expiryOf(enterpriseId);
    expect(await lines(id)).toEqual([
      '180 not-told before-known',
      '90 done in-app:delivered',
      '60 planned',
      '30 planned',
      '15 planned',
      '7 planned',
      '1 planned',
      '0 planned',
      '-1 planned',
    ]);
    const [entry] = await house.get(MessageLedger).of(system, id);
    expect(entry).toMatchObject({ recipientKind: 'contact', name: '示例联系人', via: 'direct' });
  });

  it('names the messages of a digest, and ends with the deadline', async () => {
    const head = await house.person(['manager']);
    await house.get(Areas).appointHead(cityAreaId, head);
    const enterpriseId = await house.enterprise();
    const titleId = await house.grant(enterpriseId, '2026-09-14', 'specialised-sme');
    house.clock.set('2026-06-16');
    await house.get(Sweep).run();
    await house.get(Digests).tell(head);
    await house.get(Qualifications).revoke(system, titleId, day('2026-06-16'), '测试');
    expect(await lines(await expiryOf(enterpriseId))).toEqual(['180 stale', '90 done in-app:delivered']);
  });
});
