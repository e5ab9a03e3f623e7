import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Redis } from 'ioredis';
import { eventually, RunningCity } from '../support/running-city.js';
import { sql } from '../support/sql.js';

jest.setTimeout(240_000);

/** A Monday. The certificate's last valid day is 90 days later. */
const seededOn = '2026-08-27';
const ninetyDaysBefore = '2026-08-31';
const issuedOn = '2023-11-30';

interface Item {
  readonly subject: string;
  readonly enterpriseId: string | null;
}

describe('an enterprise is told', () => {
  let city: RunningCity;
  let enterpriseId: string;

  beforeAll(async () => {
    city = await RunningCity.start({ today: seededOn, enterprises: 120 });
    const { body } = await (await city.as('enterprise')).get('/api/v1/me').expect(200);
    enterpriseId = (body as { enterpriseId: string }).enterpriseId;
    await (
      await city.as('manager')
    )
      .post(`/api/v1/enterprises/${enterpriseId}/qualifications`)
      .send({ programme: 'specialised-sme', issuedOn })
      .expect(201);
    await settled();
  });
  afterAll(() => city.stop());

  /** Asks for a sweep and waits until it is over and nothing of it waits any more. */
  async function sweep(): Promise<void> {
    const admin = await city.as('admin');
    const { body } = await admin.post('/api/v1/sweeps').expect(202);
    const { id } = body as { id: string };
    await eventually(
      async () => ((await admin.get(`/api/v1/sweeps/${id}`)).body as { state: string }).state === 'done',
      'the sweep',
    );
    await settled();
  }

  async function settled(): Promise<void> {
    await eventually(async () => {
      const [row] = await sql<{ waiting: number }>(
        `select (select count(*) from reminder where state = 'queued')::int
              + (select count(*) from notification where state in ('queued', 'sending', 'failed'))::int as waiting`,
      );
      return row!.waiting === 0;
    }, 'reminders and notifications to be sent');
  }

  /** What the dead worker was sending waits out its lease of two minutes; here they pass at once. */
  async function leasesEnd(): Promise<void> {
    await sql(`update notification set next_attempt_at = now() where state = 'sending'`);
  }

  async function inboxOfEnterprise(): Promise<readonly Item[]> {
    const { body } = await (await city.as('enterprise')).get('/api/v1/notifications?limit=200').expect(200);
    return (body as { items: Item[] }).items;
  }

  /** Mails that were counted as sent, the files that lie there, and messages that exist twice. */
  async function books(): Promise<{ sent: number; files: number; doubles: number }> {
    const [row] = await sql<{ sent: number; doubles: number }>(
      `select (select count(*) from notification where channel = 'email' and state = 'sent')::int as sent,
              (select count(*) from (select 1 from notification where reminder_id is not null
                 group by reminder_id, channel having count(*) > 1) d)::int as doubles`,
    );
    return { ...row!, files: new Set(city.mails().map((mail) => mail.name)).size };
  }

  it('90 days before its certificate ends: once in the inbox and once by mail', async () => {
    const before = { inbox: (await inboxOfEnterprise()).length, mails: city.mails().length };
    city.setToday(ninetyDaysBefore);
    await sweep();
    const inbox = await inboxOfEnterprise();
    const told = inbox.slice(0, inbox.length - before.inbox).filter((item) => item.subject.includes('90'));
    expect(told.map((item) => item.enterpriseId)).toEqual([enterpriseId]);
    expect(told[0]!.subject).toContain('专精特新');
    const { sent, files, doubles } = await books();
    expect(files).toBeGreaterThan(before.mails);
    expect(files).toBe(sent);
    expect(doubles).toBe(0);
  });

  it('not again by a second sweep of the same day', async () => {
    const before = { inbox: (await inboxOfEnterprise()).length, ...(await books()) };
    await sweep();
    expect({ inbox: (await inboxOfEnterprise()).length, ...(await books()) }).toEqual(before);
  });

  it('with the reasons in the ledger of the deadline', async () => {
    const officer = await city.as('manager');
    const { body } = await officer
      .get(`/api/v1/deadlines?enterpriseId=${enterpriseId}&kind=expiry&state=open&limit=50`)
      .expect(200);
    const { items } = body as { items: { id: string; dueOn: string }[] };
    const deadline = items.find((one) => one.dueOn === '2026-11-29');
    const ledger = await officer.get(`/api/v1/deadlines/${deadline!.id}/reminders`).expect(200);
    const { items: entries } = ledger.body as { items: { leadDays: number; state: string; reason: string | null }[] };
    expect(entries.find((entry) => entry.leadDays === 90)?.state).toBe('done');
    expect(entries.find((entry) => entry.leadDays === 180)).toMatchObject({
      state: 'not-told',
      reason: expect.any(String),
    });
    const later = entries.filter((entry) => entry.leadDays < 90 && entry.leadDays >= 0);
    expect(later.length).toBeGreaterThan(0);
    expect(later.filter((entry) => entry.state === 'done')).toEqual([]);
  });

  it('each once, where a worker is killed in the middle and Redis is emptied', async () => {
    const redis = new Redis(process.env['REDIS_URL']!);
    // A quarter of a year that nobody swept: hundreds of messages are caught up.
    city.setToday('2026-11-26');
    const [first] = city.currentWorkers();
    const already = (await books()).files;
    await (await city.as('admin')).post('/api/v1/sweeps').expect(202);
    await eventually(async () => (await books()).files > already + 3, 'the first mails');
    await city.kill(first!, 'SIGKILL');
    await redis.flushdb();
    await city.startWorker();
    await eventually(async () => (await books()).files > already + 10, 'more mails');
    await redis.flushdb();
    await redis.quit();
    await leasesEnd();
    await settled();
    const { sent, files, doubles } = await books();
    expect(sent).toBeGreaterThan(already + 20);
    expect(files).toBe(sent);
    expect(doubles).toBe(0);
    const [missing] = await sql<{ n: number }>(
      `select count(*)::int as n from reminder r
       where r.state = 'done' and r.via <> 'digest' and not exists (select 1 from notification n where n.reminder_id = r.id)`,
    );
    expect(missing!.n).toBe(0);
  });

  it('renewing withdraws what was not sent', async () => {
    const manager = await city.as('manager');
    const { body } = await manager.get(`/api/v1/enterprises/${enterpriseId}/qualifications`).expect(200);
    const title = (body as { items: { id: string; programme: string; issuedOn: string }[] }).items.find(
      (one) => one.programme === 'specialised-sme' && one.issuedOn === issuedOn,
    );
    await manager.post(`/api/v1/qualifications/${title!.id}/renew`).send({ issuedOn: '2026-11-26' }).expect(201);
    const [open] = await sql<{ n: number }>(
      `select count(*)::int as n from deadline where source_id = $1 and kind = 'expiry' and state = 'open'`,
      [title!.id],
    );
    expect(open!.n).toBe(0);
    const before = (await inboxOfEnterprise()).length;
    city.setToday('2026-11-30');
    await sweep();
    const subjects = (await inboxOfEnterprise())
      .slice(0, (await inboxOfEnterprise()).length - before)
      .map((item) => item.subject);
    expect(subjects.filter((subject) => subject.includes('专精特新'))).toEqual([]);
  });
});
