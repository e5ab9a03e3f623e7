import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type request from 'supertest';
import {
  badListFile,
  passwordProtectedFile,
  pngFile,
  recognitionFile,
  workbookFile,
} from '../../libs/enterprises/src/importing/testing.js';
import { eventually, RunningCity } from '../support/running-city.js';
import { sql } from '../support/sql.js';

jest.setTimeout(180_000);

const rows = 1200;
const options = { programme: 'high-tech', issuedOn: '2024-11-06' };

interface List {
  readonly id: string;
  readonly state: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly columns: readonly { readonly header: string; readonly field: string | null }[];
  readonly problem: { readonly code: string; readonly detail: { readonly zh: string } } | null;
}

describe('a list comes in', () => {
  let city: RunningCity;
  let manager: ReturnType<typeof request.agent>;

  beforeAll(async () => {
    city = await RunningCity.start({ today: '2026-11-24', enterprises: 40 });
    manager = await city.as('manager');
  });
  afterAll(() => city.stop());

  async function send(file: Buffer, name: string, kind = 'recognition', chosen: object = options): Promise<List> {
    const { body } = await manager
      .post('/api/v1/imports')
      .field('kind', kind)
      .field('options', JSON.stringify(chosen))
      .attach('file', file, name)
      .expect(202);
    return until((body as List).id, (list) => !['received', 'reading'].includes(list.state));
  }

  async function apply(id: string): Promise<List> {
    await manager.post(`/api/v1/imports/${id}/apply`).expect(202);
    return until(id, (list) => list.state !== 'applying');
  }

  const until = (id: string, isOver: (list: List) => boolean): Promise<List> =>
    eventually(async () => {
      const list = (await manager.get(`/api/v1/imports/${id}`).expect(200)).body as List;
      return isOver(list) && list;
    }, `import ${id}`);

  async function businessRows(): Promise<number> {
    const [row] = await sql<{ n: number }>(
      `select (select count(*) from enterprise) + (select count(*) from qualification) as n`,
    );
    return Number(row!.n);
  }

  it('with every row on its rung the next moment, and unknown columns named', async () => {
    const preview = await send(recognitionFile(rows), '高新技术企业.xlsx');
    expect(preview).toMatchObject({ state: 'previewed', counts: { new: rows, rejected: 0, doubtful: 0 } });
    expect(preview.columns.filter((column) => column.field === null).map((column) => column.header)).toEqual([
      'longitude',
      'latitude',
    ]);
    expect(await apply(preview.id)).toMatchObject({ state: 'applied', counts: { new: rows } });
    const { body } = await manager
      .get('/api/v1/enterprises')
      .query({ programme: 'high-tech', tier: 'high-tech', flag: 'foreign-division', count: 'exact', limit: 1 })
      .expect(200);
    expect((body as { total: number }).total).toBe(rows);
  });

  it('and a second time changes nothing', async () => {
    const before = await businessRows();
    const preview = await send(recognitionFile(rows), '高新技术企业.xlsx');
    expect(preview).toMatchObject({ state: 'previewed', counts: { new: 0, changed: 0, unchanged: rows } });
    expect(await apply(preview.id)).toMatchObject({ state: 'applied', counts: { unchanged: rows } });
    expect(await businessRows()).toBe(before);
  });

  it('with a reason for each row that is wrong, which come back as a file', async () => {
    const list = await send(badListFile(), '问题名单.xlsx');
    expect(list.state).toBe('previewed');
    expect(list.counts['rejected']).toBeGreaterThan(3);
    const { body } = await manager.get(`/api/v1/imports/${list.id}/rows?verdict=rejected&limit=200`).expect(200);
    const codes = (body as { items: { reasons: { code: string; severity: string }[] }[] }).items.flatMap((row) =>
      row.reasons.filter((reason) => reason.severity === 'error').map((reason) => reason.code),
    );
    expect(codes).toEqual(
      expect.arrayContaining(['uscc-check-digit', 'division-unknown', 'date-impossible', 'cell-too-long']),
    );
    expect(codes.some((code) => code.startsWith('duplicate-'))).toBe(true);
    const file = await manager.get(`/api/v1/imports/${list.id}/rejects`).buffer(true).parse(binary).expect(200);
    const back = await send(file.body as Buffer, '退回.xlsx');
    expect(back.counts['rejected']).toBeGreaterThan(3);
  });

  it.each([
    ['an empty file', Buffer.alloc(0), 'empty'],
    ['a picture named .xlsx', pngFile(), 'not-a-spreadsheet'],
    ['a workbook under a password', passwordProtectedFile(), 'password-protected'],
    ['a workbook without rows', workbookFile({ sheets: [{ name: '名单', rows: [['企业名称']] }] }), 'no-rows'],
  ])('%s: a clear reason, and no business record from it', async (_, file, code) => {
    const before = await businessRows();
    const list = await send(file, '名单.xlsx');
    expect(list).toMatchObject({ state: 'failed', problem: { code, detail: { zh: expect.any(String) } } });
    await manager.post(`/api/v1/imports/${list.id}/apply`).expect(409);
    expect(await businessRows()).toBe(before);
  });

  it('of enterprises: newcomers are registered, what differs is changed, blanks change nothing', async () => {
    const sheet = (address: string): Buffer =>
      workbookFile({
        sheets: [
          {
            name: '企业',
            rows: [
              ['昆明市企业名册', '', '', ''],
              ['企业名称', '统一社会信用代码', '所属区县', '注册地址'],
              ['昆明试验名册甲有限公司', '', '五华区', address],
              ['昆明试验名册乙有限公司', '', '', ''],
            ],
          },
        ],
      });
    const first = await apply((await send(sheet('甲路 1 号'), '名册.xlsx', 'enterprises', {})).id);
    expect(first.counts).toMatchObject({ new: 2 });
    const second = await apply((await send(sheet('甲路 2 号'), '名册.xlsx', 'enterprises', {})).id);
    expect(second.counts).toMatchObject({ new: 0, changed: 1, unchanged: 1 });
    const { body } = await manager.get('/api/v1/enterprises').query({ q: '试验名册甲' }).expect(200);
    const [item] = (body as { items: { id: string; district: string }[] }).items;
    expect(item).toMatchObject({ district: '530102' });
    const record = await manager.get(`/api/v1/enterprises/${item!.id}`).expect(200);
    expect(record.body).toMatchObject({ address: '甲路 2 号' });
  });

  it('refuses options and kinds that do not fit, each at its pointer', async () => {
    const answer = await manager
      .post('/api/v1/imports')
      .field('kind', 'recognition')
      .field('options', JSON.stringify({ programme: 'no-such', issuedOn: '2024-02-30', colour: 'red' }))
      .attach('file', recognitionFile(2), 'a.xlsx')
      .expect(422);
    expect(answer.body).toMatchObject({ code: 'imports.options-invalid' });
    expect((answer.body as { errors: { pointer: string }[] }).errors.map((error) => error.pointer).sort()).toEqual([
      '/options/colour',
      '/options/issuedOn',
      '/options/programme',
    ]);
    await manager.post('/api/v1/imports').field('kind', 'recognition').expect(400);
  });
});

function binary(response: request.Response, done: (error: Error | null, body: Buffer) => void): void {
  const parts: Buffer[] = [];
  const stream = response as unknown as NodeJS.ReadableStream;
  stream.on('data', (part: Buffer) => parts.push(part));
  stream.on('end', () => done(null, Buffer.concat(parts)));
}
