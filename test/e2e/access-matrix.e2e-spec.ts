import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { permissionsOf, type Permission, type Role } from '@tidu/kernel';
import type request from 'supertest';
import { RunningCity, type Account } from '../support/running-city.js';
import { sql } from '../support/sql.js';

jest.setTimeout(180_000);

const roleOf: Readonly<Record<Account, Role>> = {
  manager: 'manager',
  'district-manager': 'manager',
  officer: 'officer',
  enterprise: 'enterprise',
  admin: 'admin',
  security: 'security',
  auditor: 'auditor',
};
const accounts = Object.keys(roleOf) as Account[];

/** What an account may see of something, and what exists but is not his (for the manager of the city: what does not exist). */
interface Targets {
  readonly own: Readonly<Record<string, string>>;
  readonly foreign: Readonly<Record<string, string>>;
}

interface Operation {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  readonly path: string;
  readonly permission: Permission | 'public';
}

const nobody = '01990000-0000-7000-8000-000000000000';
const today = '2026-11-24';

/** Bodies that are valid, so that only access can refuse them. */
const bodies: Readonly<Record<string, object>> = {
  'post /enterprises': { name: '昆明试验矩阵有限公司' },
  'patch /enterprises/{id}': { address: '试验路 1 号' },
  'post /enterprises/{id}/standings': { standing: 'active', from: today, source: '试验' },
  'post /enterprises/{id}/contacts': { name: '某人' },
  'put /enterprises/{id}/contacts/{contactId}': { name: '某人' },
  'post /enterprises/{id}/qualifications': { programme: 'sme-provincial', issuedOn: '2026-01-05' },
  'patch /qualifications/{id}': { batch: '试验' },
  'post /qualifications/{id}/renew': { issuedOn: today },
  'post /qualifications/{id}/revoke': { on: today, reason: '试验' },
  'post /deadlines/{id}/waive': { reason: '试验' },
  'put /me/language': { language: 'zh' },
  'put /calendar-years/{year}': { source: '试验', days: [] },
};

/** Paths whose parameter belongs to no enterprise: what fills it for everybody. */
const fixed: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '/programmes/{key}': { key: 'high-tech' },
  '/calendar-years/{year}': { year: '2031' },
  '/people/{id}/unlock': { id: nobody },
  '/sweeps/{id}': { id: nobody },
  '/imports/{id}': { id: nobody },
  '/imports/{id}/rows': { id: nobody },
  '/imports/{id}/rejects': { id: nobody },
  '/imports/{id}/apply': { id: nobody },
  '/notifications/{id}/read': { id: nobody },
  '/notifications/{id}/acknowledge': { id: nobody },
};

/** Which of a target's ids fills the parameters of a path about enterprises. */
function parametersOf(
  path: string,
  ids: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> | undefined {
  if (!path.includes('{')) return {};
  if (path in fixed) return fixed[path];
  if (path.startsWith('/enterprises/{id}')) return { id: ids['enterprise']!, contactId: ids['contact']! };
  if (path.startsWith('/qualifications/{id}')) return { id: ids['qualification']! };
  if (path.startsWith('/deadlines/{id}')) return { id: ids['deadline']! };
  return undefined;
}

const isAboutEnterprises = (path: string): boolean => path.includes('{') && !(path in fixed);

describe('every endpoint for every role', () => {
  let city: RunningCity;
  let operations: readonly Operation[];
  const targets = new Map<Account, Targets>();

  beforeAll(async () => {
    city = await RunningCity.start({ today, enterprises: 150, worker: false });
    const document = (await (await fetch(`${city.url}/api/openapi.json`)).json()) as {
      paths: Record<string, Record<string, { description?: string }>>;
    };
    operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        method: method as Operation['method'],
        path: path.replace('/api/v1', ''),
        permission: /^Permission: (\S+)$/.exec(operation.description ?? '')![1] as Operation['permission'],
      })),
    );
    for (const account of accounts) targets.set(account, await targetsOf(account));
  });
  afterAll(() => city.stop());

  /** Ids by right and by wrong, looked up past the application. */
  async function targetsOf(account: Account): Promise<Targets> {
    const seen = `select e.id from enterprise e, person p where p.username = $1 and case
        when p.roles @> array['manager'] then p.area_id = '00000000-0000-7000-8000-000000000001' or e.area_id = p.area_id
        when p.roles @> array['officer'] then exists (select 1 from assignment a
          where a.enterprise_id = e.id and a.officer_id = p.id and a.period @> $2::timestamptz)
        else e.id = p.enterprise_id end`;
    const pick = (isOwn: boolean): string =>
      `select e.id as enterprise, c.id as contact, q.id as qualification, d.id as deadline, e.name
       from enterprise e
       left join lateral (select id from contact where enterprise_id = e.id limit 1) c on true
       left join lateral (select id from qualification where enterprise_id = e.id order by effective_from desc limit 1) q on true
       left join lateral (select id from deadline where enterprise_id = e.id and state = 'open' order by due_on desc limit 1) d on true
       where e.id ${isOwn ? '' : 'not'} in (${seen}) and c.id is not null and q.id is not null and d.id is not null
       order by e.id limit 1`;
    const values = [account, `${today}T12:00:00+08:00`];
    const [own] = await sql<Record<string, string>>(pick(true), values);
    const [foreign] = await sql<Record<string, string>>(pick(false), values);
    const none = { enterprise: nobody, contact: nobody, qualification: nobody, deadline: nobody, name: '不存在的企业' };
    return { own: own ?? none, foreign: foreign ?? none };
  }

  function send(
    agent: ReturnType<typeof request.agent>,
    operation: Operation,
    ids: Readonly<Record<string, string>>,
  ): request.Test {
    const parameters = parametersOf(operation.path, ids);
    if (!parameters) throw new Error(`tell the matrix what fills ${operation.path}`);
    const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => parameters[name]!);
    const key = `${operation.method} ${operation.path}`;
    const sent = agent[operation.method](`/api/v1${path}`);
    if (operation.method === 'patch' || operation.method === 'put') void sent.set('if-match', '"1"');
    return bodies[key] ? sent.send(bodies[key]) : sent;
  }

  const codeOf = (answer: request.Response): string | undefined => (answer.body as { code?: string }).code;

  it('refuses whoever has no token', async () => {
    const agent = await city.as('auditor');
    const wrong: string[] = [];
    for (const operation of operations.filter((one) => one.permission !== 'public')) {
      const answer = await send(agent, operation, targets.get('manager')!.own).set('authorization', '');
      if (answer.status !== 401) wrong.push(`${operation.method} ${operation.path}: ${answer.status}`);
    }
    expect(wrong).toEqual([]);
  });

  it.each(accounts)('refuses %s what the role may not do at all', async (account) => {
    const agent = await city.as(account);
    const granted = permissionsOf([roleOf[account]]);
    const wrong: string[] = [];
    for (const operation of operations) {
      if (operation.permission === 'public' || granted.has(operation.permission)) continue;
      const answer = await send(agent, operation, targets.get('manager')!.own);
      if (answer.status !== 403 || codeOf(answer) !== 'auth.forbidden')
        wrong.push(`${operation.method} ${operation.path}: ${answer.status}`);
    }
    expect(wrong).toEqual([]);
  });

  it.each(['manager', 'district-manager', 'officer', 'enterprise'] as const)(
    'answers %s about what lies outside as about what does not exist',
    async (account) => {
      const agent = await city.as(account);
      const granted = permissionsOf([roleOf[account]]);
      const wrong: string[] = [];
      for (const operation of operations) {
        if (
          operation.permission === 'public' ||
          !granted.has(operation.permission) ||
          !isAboutEnterprises(operation.path)
        )
          continue;
        const foreign = await send(agent, operation, targets.get(account)!.foreign);
        const absent = await send(agent, operation, {
          enterprise: nobody,
          contact: nobody,
          qualification: nobody,
          deadline: nobody,
        });
        const same =
          codeOf(foreign) === codeOf(absent) &&
          (foreign.body as { detail?: string }).detail === (absent.body as { detail?: string }).detail;
        if (foreign.status !== 404 || absent.status !== 404 || !same) {
          wrong.push(
            `${operation.method} ${operation.path}: ${foreign.status} ${codeOf(foreign)}, absent ${absent.status} ${codeOf(absent)}`,
          );
        }
      }
      expect(wrong).toEqual([]);
    },
  );

  it.each(['manager', 'district-manager', 'officer', 'enterprise'] as const)(
    'lets %s read what is his',
    async (account) => {
      const agent = await city.as(account);
      const granted = permissionsOf([roleOf[account]]);
      const { own } = targets.get(account)!;
      expect(own['enterprise']).not.toBe(nobody);
      const wrong: string[] = [];
      for (const operation of operations) {
        if (operation.method !== 'get' || operation.permission === 'public' || !granted.has(operation.permission))
          continue;
        const isMissing = operation.path in fixed && Object.values(fixed[operation.path]!).includes(nobody);
        const isCityOnly = operation.path.startsWith('/imports') && account !== 'manager';
        const wanted = isCityOnly ? 403 : isMissing ? 404 : 200;
        const answer = await send(agent, operation, own);
        if (answer.status !== wanted)
          wrong.push(`${operation.method} ${operation.path}: ${answer.status} ${codeOf(answer)}`);
      }
      expect(wrong).toEqual([]);
    },
  );

  it.each(['district-manager', 'officer', 'enterprise'] as const)(
    'hides from %s what lies outside in lists, searches and counts',
    async (account) => {
      const agent = await city.as(account);
      const { foreign } = targets.get(account)!;
      expect(foreign['enterprise']).not.toBe(nobody);
      const found = await agent.get('/api/v1/enterprises').query({ q: foreign['name'], count: 'exact' }).expect(200);
      expect(found.body).toMatchObject({ items: [], total: 0 });
      const deadlines = await agent.get('/api/v1/deadlines').query({ enterpriseId: foreign['enterprise'] }).expect(200);
      expect((deadlines.body as { items: unknown[] }).items).toEqual([]);
      const all = await agent.get('/api/v1/enterprises').query({ limit: 200, count: 'exact' }).expect(200);
      const { items, total } = all.body as { items: { id: string }[]; total: number };
      expect(items.map((item) => item.id)).not.toContain(foreign['enterprise']);
      expect(total).toBe(items.length);
    },
  );
});
