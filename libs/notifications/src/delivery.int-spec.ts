import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { Sweep } from '@tidu/deadlines';
import { Contacts } from '@tidu/enterprises';
import { LocalDate, Scope } from '@tidu/kernel';
import { Jobs } from '@tidu/platform';
import { Qualifications } from '@tidu/qualifications';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { House } from '../../../test/support/house.js';
import { Delivery } from './delivery.js';
import { NotificationsKeeper } from './notifications.keeper.js';
import { ReminderMessages } from './reminder-messages.js';
import { maxAttempts } from './send-failure.js';

jest.setTimeout(120_000);

const system = Scope.system('test');

interface Row extends Record<string, unknown> {
  readonly id: string;
  readonly state: string;
  readonly attempts: number;
  readonly last_error: string | null;
  readonly waits: number | null;
}

/** A mail server that answers as the address asks it to. */
class MailServer {
  readonly received: ParsedMail[] = [];
  private readonly server: SMTPServer;

  constructor() {
    this.server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onRcptTo: ({ address }, _session, done) => {
        const answers: Record<string, number> = { unknown: 550, greylisted: 451 };
        const responseCode = answers[address.split('@')[0]!];
        done(responseCode === undefined ? null : Object.assign(new Error('as you wish'), { responseCode }));
      },
      onData: (stream, session, done) => {
        void simpleParser(stream).then((mail) => {
          this.received.push(mail);
          const breaksOff = session.envelope.rcptTo.some(({ address }) => address.startsWith('breaks-off'));
          // The mail is taken, and the connection is gone before the sender hears of it.
          if (breaksOff && this.received.length === 1) this.cut();
          else done();
        });
      },
    });
    this.server.on('error', () => undefined);
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `smtp://127.0.0.1:${(this.server.server.address() as AddressInfo).port}`;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.server.close(resolve));
  }

  private cut(): void {
    for (const connection of this.server.connections)
      (connection as unknown as { _socket: { destroy(): void } })._socket.destroy();
  }
}

async function queued(house: House, email: string): Promise<{ enterpriseId: string; titleId: string; id: string }> {
  house.clock.set('2026-03-02');
  const enterpriseId = await house.enterprise([{ email }]);
  const titleId = await house.grant(enterpriseId, '2026-09-14', 'specialised-sme');
  house.clock.set('2026-06-16');
  await house.get(Sweep).run();
  const [reminder] = await house.query<{ id: string }>(
    `select id from reminder where enterprise_id = $1 and state = 'queued'`,
    [enterpriseId],
  );
  await house.get(ReminderMessages).tell(reminder!.id);
  const [notification] = await house.query<{ id: string }>(`select id from notification where reminder_id = $1`, [
    reminder!.id,
  ]);
  return { enterpriseId, titleId, id: notification!.id };
}
const row = async (house: House, id: string): Promise<Row> =>
  (
    await house.query<Row>(
      `select id, state, attempts, last_error, round(extract(epoch from next_attempt_at - now()) / 60)::int as waits
       from notification where id = $1`,
      [id],
    )
  )[0]!;
/** The time until the next attempt, or what is left of a lease, is over. */
const waitIsOver = (house: House, id: string): Promise<unknown> =>
  house.query(`update notification set next_attempt_at = now() where id = $1`, [id]);
const jobs = async (house: House): Promise<string[]> =>
  (await house.get(Jobs).queue('notifications').getJobs(['waiting'])).map((job) => String(job.id));

describe('mail as files', () => {
  let house: House;

  beforeAll(async () => {
    house = await House.open({ today: '2026-03-02' });
  });
  afterAll(() => house.close());

  const deliver = (id: string): Promise<void> => house.get(Delivery).deliver(id);
  const file = (id: string): string => join(house.settings.dataFolder, 'mail', `${id}.eml`);

  it('one message is one file, whole, with words, link and an id of its own', async () => {
    const { enterpriseId, id } = await queued(house, 'wen@cuihu.example');
    await deliver(id);
    const mail = await simpleParser(readFileSync(file(id)));
    expect(mail.messageId).toBe(`<${id}@tidu.example>`);
    expect(mail.subject).toContain('还有 90 天到期');
    expect(mail.text).toContain(`https://tidu.example/enterprises/${enterpriseId}`);
    expect(mail.to).toMatchObject({ text: '"示例联系人" <wen@cuihu.example>' });
    expect(readdirSync(join(house.settings.dataFolder, 'mail')).filter((name) => !name.endsWith('.eml'))).toEqual([]);
    expect(await row(house, id)).toMatchObject({ state: 'sent', attempts: 1, waits: null });
  });

  it('is sent once, even where several try at once', async () => {
    const { id } = await queued(house, 'wen@cuihu.example');
    await Promise.all([deliver(id), deliver(id), deliver(id)]);
    await deliver(id);
    expect(await row(house, id)).toMatchObject({ state: 'sent', attempts: 1 });
  });

  it('goes out again under the same name where its sender was killed, but not before the lease is over', async () => {
    const { id } = await queued(house, 'wen@cuihu.example');
    await deliver(id);
    const first = await simpleParser(readFileSync(file(id)));
    // What a worker leaves behind that is killed between sending and saying so.
    await house.query(
      `update notification set state = 'sending', sent_at = null, next_attempt_at = now() + interval '2 minutes' where id = $1`,
      [id],
    );
    await deliver(id);
    expect(await row(house, id)).toMatchObject({ state: 'sending', attempts: 1, waits: 2 });
    await waitIsOver(house, id);
    await house.get(NotificationsKeeper).rebuild();
    expect(await jobs(house)).toContain(id);
    await deliver(id);
    const again = await simpleParser(readFileSync(file(id)));
    expect(again.messageId).toBe(first.messageId);
    expect(readdirSync(join(house.settings.dataFolder, 'mail')).filter((name) => name.startsWith(id))).toEqual([
      `${id}.eml`,
    ]);
    expect(await row(house, id)).toMatchObject({ state: 'sent', attempts: 2 });
  });

  it('gives up in the end, where every sender dies', async () => {
    const { id } = await queued(house, 'wen@cuihu.example');
    await house.query(
      `update notification set state = 'sending', attempts = $2, next_attempt_at = now() where id = $1`,
      [id, maxAttempts],
    );
    await deliver(id);
    expect(await row(house, id)).toMatchObject({ state: 'dead', last_error: 'attempts-used-up', waits: null });
    expect(existsSync(file(id))).toBe(false);
  });

  it('is not sent to somebody who has left meanwhile', async () => {
    const { enterpriseId, id } = await queued(house, 'wen@cuihu.example');
    await house.get(Contacts).leave(system, enterpriseId, await house.contactOf(enterpriseId));
    await deliver(id);
    expect(await row(house, id)).toMatchObject({ state: 'withdrawn', last_error: 'recipient-gone', attempts: 0 });
    expect(existsSync(file(id))).toBe(false);
  });

  it('is not sent when it was renewed meanwhile, nor when its owner no longer says so', async () => {
    const renewed = await queued(house, 'wen@cuihu.example');
    await house.get(Qualifications).renew(system, renewed.titleId, { issuedOn: LocalDate.parse('2026-06-16') });
    await deliver(renewed.id);
    const revoked = await queued(house, 'wen@cuihu.example');
    await house.query(`update qualification set revoked_on = '2026-06-01', revoke_reason = '测试' where id = $1`, [
      revoked.titleId,
    ]);
    await deliver(revoked.id);
    for (const { id } of [renewed, revoked]) {
      expect(await row(house, id)).toMatchObject({ state: 'withdrawn', waits: null });
      expect(existsSync(file(id))).toBe(false);
    }
  });

  it('says the days that are left on the day on which it goes out', async () => {
    const { id } = await queued(house, 'wen@cuihu.example');
    house.clock.set('2026-06-19');
    await deliver(id);
    expect((await simpleParser(readFileSync(file(id)))).subject).toContain('还有 87 天到期');
  });
});

describe('mail through a server', () => {
  let house: House;
  let server: MailServer;

  beforeAll(async () => {
    server = new MailServer();
    house = await House.open({ today: '2026-03-02', settings: { smtpUrl: await server.listen() } });
  });
  beforeEach(() => void server.received.splice(0));
  afterAll(async () => {
    await house.close();
    await server.close();
  });

  const deliver = (id: string): Promise<void> => house.get(Delivery).deliver(id);

  it('arrives as it was written', async () => {
    const { id } = await queued(house, 'wen@cuihu.example');
    await deliver(id);
    expect(await row(house, id)).toMatchObject({ state: 'sent', attempts: 1 });
    expect(server.received).toHaveLength(1);
    expect(server.received[0]).toMatchObject({ messageId: `<${id}@tidu.example>` });
    expect(server.received[0]!.subject).toContain('还有 90 天到期');
    expect(server.received[0]!.headers.get('auto-submitted')).toBe('auto-generated');
  });

  it('is dead at once where the server will never take it', async () => {
    const { id } = await queued(house, 'unknown@cuihu.example');
    await deliver(id);
    expect(await row(house, id)).toMatchObject({ state: 'dead', attempts: 1, waits: null });
    expect((await row(house, id)).last_error).toMatch(/^refused: /);
    expect((await row(house, id)).last_error).not.toContain('cuihu');
  });

  it('waits longer each time where the server asks to come again', async () => {
    const { id } = await queued(house, 'greylisted@cuihu.example');
    const waits = [];
    for (let attempt = 1; (await row(house, id)).state !== 'dead'; attempt++) {
      await deliver(id);
      const { state, attempts, waits: minutes } = await row(house, id);
      expect(attempts).toBe(attempt);
      if (state === 'failed') waits.push(minutes);
      await deliver(id);
      expect((await row(house, id)).attempts).toBe(attempt);
      if (state === 'failed') await waitIsOver(house, id);
    }
    expect(waits).toEqual([5, 15, 60, 240, 720]);
    expect(server.received).toEqual([]);
  });

  it('bears the same key again where the server took it and broke off', async () => {
    const { id } = await queued(house, 'breaks-off@cuihu.example');
    await deliver(id);
    expect(await row(house, id)).toMatchObject({ state: 'failed', attempts: 1, waits: 1 });
    await waitIsOver(house, id);
    await deliver(id);
    expect(await row(house, id)).toMatchObject({ state: 'sent', attempts: 2 });
    expect(server.received.map((mail) => mail.messageId)).toEqual([`<${id}@tidu.example>`, `<${id}@tidu.example>`]);
  });

  it('tries again later where there is no server', async () => {
    const nobody = await House.open({
      today: '2026-06-16',
      settings: { smtpUrl: 'smtp://127.0.0.1:9' },
      beside: house,
    });
    try {
      const { id } = await queued(house, 'wen@cuihu.example');
      await nobody.get(Delivery).deliver(id);
      expect(await row(house, id)).toMatchObject({ state: 'failed', attempts: 1, waits: 1 });
      expect((await row(house, id)).last_error).toMatch(/^unreachable: /);
    } finally {
      await nobody.close();
    }
  });
});
