import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { RunningCity } from '../support/running-city.js';
import { sql } from '../support/sql.js';

jest.setTimeout(120_000);

const problemFields = ['code', 'detail', 'errors', 'instance', 'status', 'title', 'traceId', 'type'];

describe('the habits of the API', () => {
  let city: RunningCity;
  let manager: ReturnType<typeof request.agent>;

  beforeAll(async () => {
    city = await RunningCity.start({ today: '2026-11-24', enterprises: 60, worker: false });
    manager = await city.as('manager');
  });
  afterAll(() => city.stop());

  async function register(fields: object): Promise<string> {
    const { body } = await manager.post('/api/v1/enterprises').send(fields).expect(201);
    return (body as { id: string }).id;
  }

  it('refuses unknown fields and says where, as problem details', async () => {
    const answer = await manager
      .post('/api/v1/enterprises')
      .send({ name: '昆明甲有限公司', colour: 'red' })
      .expect(400);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(Object.keys(answer.body as object).sort()).toEqual(problemFields);
    expect(answer.body).toMatchObject({ code: 'request.invalid', errors: [{ pointer: '/colour' }] });
  });

  it('refuses a code whose check digit is wrong, and one that is taken, without saying whose it is', async () => {
    const wrong = await manager
      .post('/api/v1/enterprises')
      .send({ name: '昆明乙有限公司', uscc: '914403001922038217' })
      .expect(422);
    expect(wrong.body).toMatchObject({ code: 'enterprises.code-invalid', errors: [{ pointer: '/uscc' }] });
    await register({ name: '昆明丙有限公司', uscc: '914403001922038216' });
    const taken = await manager
      .post('/api/v1/enterprises')
      .send({ name: '昆明丁有限公司', uscc: '９１４４０３００１９２２０３８２１６' })
      .expect(409);
    expect(taken.body).toMatchObject({ code: 'enterprises.code-taken' });
    expect(JSON.stringify(taken.body)).not.toContain('昆明丙');
  });

  it('wants If-Match on what exists: 428 without, 412 when stale', async () => {
    const id = await register({ name: '昆明版本有限公司' });
    const path = `/api/v1/enterprises/${id}`;
    const { headers } = await manager.get(path).expect(200);
    await manager.patch(path).send({ address: '一' }).expect(428);
    await manager.patch(path).set('if-match', headers['etag']!).send({ address: '一' }).expect(204);
    const stale = await manager.patch(path).set('if-match', headers['etag']!).send({ address: '二' }).expect(412);
    expect(stale.body).toMatchObject({ code: 'precondition.failed' });
    expect((await manager.get(path)).body).toMatchObject({ address: '一' });
  });

  it('does a POST with the same Idempotency-Key once, and shows the resource as it is today', async () => {
    const key = randomUUID();
    const post = (name: string): request.Test =>
      manager.post('/api/v1/enterprises').set('idempotency-key', key).send({ name });
    const [first, ...others] = await Promise.all(Array.from({ length: 6 }, () => post('昆明一次有限公司')));
    for (const answer of [first!, ...others]) expect([201, 409]).toContain(answer.status);
    const again = await post('昆明一次有限公司').expect(201);
    expect(again.body).toMatchObject({ name: '昆明一次有限公司', tier: 'none' });
    const other = await post('昆明另一家有限公司').expect(422);
    expect(other.body).toMatchObject({ code: 'idempotency.other-body' });
    const [count] = await sql<{ n: number }>(
      `select count(*)::int as n from enterprise where name = '昆明一次有限公司'`,
    );
    expect(count!.n).toBe(1);
  });

  it('keeps a cursor stable while rows come in, and refuses that of another sort', async () => {
    const seen: string[] = [];
    let cursor: string | null = null;
    let isFirst = true;
    do {
      const { body } = await manager
        .get('/api/v1/enterprises')
        .query({ sort: 'name', limit: 20, ...(cursor ? { cursor } : {}) })
        .expect(200);
      const page = body as { items: { id: string }[]; nextCursor: string | null };
      seen.push(...page.items.map((item) => item.id));
      cursor = page.nextCursor;
      if (isFirst) await register({ name: '昆明啊在最前面有限公司' });
      isFirst = false;
    } while (cursor);
    expect(new Set(seen).size).toBe(seen.length);
    const { body } = await manager.get('/api/v1/enterprises').query({ sort: 'name', limit: 1 }).expect(200);
    const refused = await manager
      .get('/api/v1/enterprises')
      .query({ sort: 'nextDeadline', cursor: (body as { nextCursor: string }).nextCursor })
      .expect(400);
    expect(refused.body).toMatchObject({ code: 'request.cursor-invalid' });
  });

  it('gives a refresh its successor, the same one to a repeat, and ends a stolen session', async () => {
    const cookies = (answer: request.Response): string =>
      (answer.headers['set-cookie'] as unknown as string[]).map((line) => line.split(';')[0]).join('; ');
    const first = await request(city.url)
      .post('/api/v1/auth/login')
      .send({ username: 'officer', password: 'Tidu-demo-2026!' })
      .expect(200);
    const old = cookies(first);
    const second = await request(city.url).post('/api/v1/auth/refresh').set('cookie', old).expect(200);
    const repeat = await request(city.url).post('/api/v1/auth/refresh').set('cookie', old).expect(200);
    expect(cookies(repeat)).toBe(cookies(second));
    const stolen = old.replace(/tidu_device=[^;]+/, 'tidu_device=another');
    await request(city.url).post('/api/v1/auth/refresh').set('cookie', stolen).expect(401);
    const ended = await request(city.url).post('/api/v1/auth/refresh').set('cookie', cookies(second)).expect(401);
    expect(ended.body).toMatchObject({ code: 'auth.session-ended' });
  });

  it('locks a name after five wrong passwords, and the security administrator unlocks it', async () => {
    const signIn = (password: string): request.Test =>
      request(city.url).post('/api/v1/auth/login').send({ username: 'district-manager', password });
    for (let attempt = 0; attempt < 5; attempt++) await signIn('wrong-password').expect(401);
    expect((await signIn('Tidu-demo-2026!').expect(429)).body).toMatchObject({ code: 'auth.locked' });
    const security = await city.as('security');
    const { body } = await security.get('/api/v1/locked-accounts').expect(200);
    const [locked] = (body as { items: { id: string; username: string }[] }).items;
    expect(locked).toMatchObject({ username: 'district-manager' });
    await security.post(`/api/v1/people/${locked!.id}/unlock`).expect(204);
    await signIn('Tidu-demo-2026!').expect(200);
  });

  it('writes every change into the audit log, personal fields as ciphertext, and nobody can change it', async () => {
    const id = await register({
      name: '昆明审计有限公司',
      contacts: [{ name: '赵某某', phone: '13900009999', isPrimary: true }],
    });
    const auditor = await city.as('auditor');
    const { body } = await auditor.get('/api/v1/audit-entries').query({ enterpriseId: id }).expect(200);
    const { items } = body as { items: { action: string; actorName: string }[] };
    expect(items.map((entry) => entry.action).sort()).toEqual(['contact.added', 'enterprise.registered']);
    expect(new Set(items.map((entry) => entry.actorName))).toEqual(new Set(['manager']));
    expect(JSON.stringify(body)).not.toMatch(/赵某某|13900009999/);
    const [rights] = await sql<{ changes: boolean }>(
      `select has_table_privilege('tidu_app', 'audit_entry', 'update') or has_table_privilege('tidu_app', 'audit_entry', 'delete') as changes`,
    );
    expect(rights!.changes).toBe(false);
  });

  it('tells PostgreSQL and Redis apart in its health, and shows metrics to this machine', async () => {
    expect((await request(city.url).get('/api/health/ready').expect(200)).body).toEqual({
      status: 'up',
      postgres: 'up',
      redis: 'up',
    });
    const metrics = await request(city.url).get('/metrics').expect(200);
    expect(metrics.text).toContain('tidu_http_request_seconds_bucket');
    expect(metrics.text).toContain('route="/api/v1/enterprises"');
  });

  it('holds grants, renewals and revocations on one timeline', async () => {
    const id = await register({ name: '昆明时间线有限公司' });
    const grant = await manager
      .post(`/api/v1/enterprises/${id}/qualifications`)
      .send({ programme: 'high-tech', issuedOn: '2021-12-03', certificateNo: 'GR202153000123' })
      .expect(201);
    expect(grant.body).toMatchObject({ validTo: '2024-12-02' });
    const renewal = await manager
      .post(`/api/v1/qualifications/${(grant.body as { id: string }).id}/renew`)
      .send({ issuedOn: '2024-11-06' })
      .expect(201);
    expect(renewal.body).toMatchObject({ validTo: '2027-11-05' });
    await manager
      .post(`/api/v1/qualifications/${(renewal.body as { id: string }).id}/revoke`)
      .send({ on: '2026-06-01', reason: '试验' })
      .expect(200);
    const { body } = await manager.get(`/api/v1/enterprises/${id}/tier-timeline`).expect(200);
    const { segments } = body as { segments: { from: string; to: string | null; tier: string; certainTier: string }[] };
    expect(segments.map(({ from, to, tier, certainTier }) => [from, to, tier, certainTier])).toEqual([
      ['2021-12-03', '2024-11-06', 'high-tech', 'high-tech'],
      ['2024-11-06', '2026-06-01', 'high-tech', 'high-tech'],
      ['2026-06-01', null, 'none', 'none'],
    ]);
    const overlap = await manager
      .post(`/api/v1/enterprises/${id}/qualifications`)
      .send({ programme: 'high-tech', issuedOn: '2021-12-03' })
      .expect(409);
    expect(overlap.body).toMatchObject({ code: 'qualifications.overlap' });
  });
});
