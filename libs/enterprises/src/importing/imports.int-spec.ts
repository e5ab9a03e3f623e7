import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Scope } from '@tidu/kernel';
import { newId } from '@tidu/platform';
import type pg from 'pg';
import { House } from '../../../../test/support/house.js';
import { eventually } from '../../../../test/support/running-city.js';
import { refusalOf, withClient, workerProcessors } from '../../../../test/support/test-city.js';
import { Enterprises } from '../enterprises.service.js';
import { verdicts, type Verdict } from './import-kind.js';
import type { ImportRecord, ImportRow } from './imports.repository.js';
import { Imports } from './imports.service.js';
import {
  badListFile,
  badListHeaders,
  badListRows,
  csvFile,
  entityBombFile,
  oldExcelFile,
  passwordProtectedFile,
  pngFile,
  recognitionFile,
  recognitionHeaders,
  recognitionRows,
  sampleName,
  sampleUscc,
  workbookFile,
  zipBombFile,
} from './testing.js';

interface Known {
  readonly name: string;
  readonly uscc: string;
}
type Options = Readonly<Record<string, string>>;

const highTech: Options = { programme: 'high-tech', issuedOn: '2023-11-06', source: '示例公告' };
const enterpriseHeaders = ['企业名称', '统一社会信用代码', '所属区县', '地址', '联系人', '联系电话'];
/** More than two chunks of rows. */
const manyRows = 2500;

describe('lists that come in', () => {
  let house: House;
  let imports: Imports;
  let manager: string;
  let numbers = 100_000;

  beforeAll(async () => {
    house = await House.open({ today: '2026-03-02' });
    imports = house.get(Imports);
    manager = await house.person(['manager']);
  });
  afterAll(() => house.close());

  const receive = (
    content: Buffer,
    {
      kind = 'recognition',
      options = kind === 'recognition' ? highTech : {},
      name = '名单.xlsx',
    }: { kind?: string; options?: Options; name?: string } = {},
  ): Promise<string> => imports.receive(manager, kind, options, { name, content });
  const read = async (content: Buffer, how: Parameters<typeof receive>[1] = {}): Promise<ImportRecord> => {
    const id = await receive(content, how);
    await imports.read(id);
    return imports.find(id);
  };
  const apply = async (id: string, by = imports): Promise<ImportRecord> => {
    await imports.requestApply(id);
    await by.apply(id);
    return imports.find(id);
  };
  const rowsOf = async (id: string, ...chosen: Verdict[]): Promise<readonly ImportRow[]> =>
    (await imports.rows(id, chosen.length > 0 ? chosen : verdicts, 200, undefined)).items;
  const reasonsOf = (row: ImportRow | undefined): string[] => (row?.reasons ?? []).map(({ code }) => code);
  const counts = (more: Partial<Record<Verdict, number>>): Record<Verdict, number> => ({
    new: 0,
    changed: 0,
    unchanged: 0,
    doubtful: 0,
    rejected: 0,
    ...more,
  });
  /** A list of rows that no other test has. */
  const unused = (count: number): Known[] =>
    Array.from({ length: count }, () => ({ name: sampleName(++numbers), uscc: sampleUscc(numbers) }));
  const recognised = (rows: readonly (readonly string[])[], headers: readonly string[] = ['企业名称']): Buffer =>
    workbookFile({ sheets: [{ rows: [headers, ...rows] }] });
  const register = async (name: string, uscc: string | null = null): Promise<string> => {
    const [id] = await house.get(Enterprises).register([{ name, uscc }]);
    return id!;
  };
  const change = async (id: string, fields: Parameters<Enterprises['change']>[3]): Promise<void> => {
    const [row] = await house.query<{ version: number }>(`select version from enterprise where id = $1`, [id]);
    await house.get(Enterprises).change(Scope.city(), id, row!.version, fields);
  };
  /** What a list may leave behind. */
  const records = async (): Promise<unknown> => {
    const [row] = await house.query(
      `select (select count(*) from enterprise) as enterprises, (select count(*) from qualification) as titles,
              (select count(*) from contact) as contacts, (select count(*) from former_name) as names,
              (select count(*) from caseload_row) as rows, (select count(*) from deadline) as deadlines`,
    );
    return row;
  };
  const named = (name: string): Promise<Record<string, unknown>[]> =>
    house.query(
      `select e.*, c.tier from enterprise e join caseload_row c on c.enterprise_id = e.id where e.name = $1`,
      [name],
    );

  describe('a list of recognised enterprises', () => {
    let list: ImportRecord;

    it('shows every row before anything is written', async () => {
      const before = await records();
      list = await read(recognitionFile(60));
      expect(list).toMatchObject({
        state: 'previewed',
        counts: counts({ new: 60 }),
        done: 60,
        total: 60,
        problem: null,
      });
      expect(list.columns.map(({ header, field }) => [header, field])).toEqual([
        ['company', 'name'],
        ['address', 'address'],
        ['city', 'city'],
        ['county', 'district'],
        ['longitude', null],
        ['latitude', null],
      ]);
      expect(await records()).toEqual(before);
    });

    it('puts every enterprise on its rung when it is applied, at the city and flagged without code', async () => {
      list = await apply(list.id);
      expect(list).toMatchObject({ state: 'applied', counts: counts({ new: 60 }), appliedAt: house.clock.now() });
      const [standing] = await house.query(
        `select count(*) as n, count(*) filter (where c.tier = 'high-tech' and c.uscc is null and c.has_foreign_text) as fit
         from import_row r join caseload_row c using (enterprise_id) where r.import_id = $1`,
        [list.id],
      );
      expect(standing).toEqual({ n: 60, fit: 60 });
      const [, first] = await rowsOf(list.id, 'new');
      expect(first!.effect).toMatchObject({ programme: 'high-tech', issuedOn: '2023-11-06', registered: true });
    });

    it('changes nothing the second time', async () => {
      const before = await records();
      const again = await read(recognitionFile(60));
      expect(again.counts).toEqual(counts({ unchanged: 60 }));
      expect((await apply(again.id)).state).toBe('applied');
      expect(await records()).toEqual(before);
    });

    it('is refused where it was applied or asked for already', async () => {
      expect(await refusalOf(imports.requestApply(list.id))).toBe('imports.transition-refused');
      await imports.apply(list.id);
      expect(await imports.find(list.id)).toEqual(list);
    });

    it('leaves a renewal to be granted, and closes the title before it', async () => {
      const again = await read(recognitionFile(60), { options: { ...highTech, issuedOn: '2026-01-15' } });
      expect((await apply(again.id)).counts).toEqual(counts({ new: 60 }));
      const [ends] = await house.query(
        `select count(*) as n from qualification q join import_row r on r.enterprise_id = q.enterprise_id and r.import_id = $1
         where q.effective_until = '2026-01-15' and q.printed_from = '2023-11-06'`,
        [again.id],
      );
      expect(ends).toEqual({ n: 60 });
    });
  });

  describe('a list of enterprises', () => {
    const rowOf = ({ name, uscc }: Known, address = '示例路1号'): string[] => [
      name,
      uscc,
      '五华区',
      address,
      '王示例',
      '13812345678',
    ];
    const enterprisesFile = (rows: readonly string[][]): Buffer =>
      workbookFile({ sheets: [{ rows: [enterpriseHeaders, ...rows] }] });
    const readEnterprises = (rows: readonly string[][]): Promise<ImportRecord> =>
      read(enterprisesFile(rows), { kind: 'enterprises' });

    it('registers with contact, changes field by field, and the same file again changes nothing', async () => {
      const [one, two] = unused(2) as [Known, Known];
      expect((await apply((await readEnterprises([rowOf(one), rowOf(two)])).id)).counts).toEqual(counts({ new: 2 }));
      const [registered] = await named(one.name);
      expect(registered).toMatchObject({ uscc: one.uscc, registered_district: '530102', version: 1 });
      const moved = [rowOf(one, '示例路2号'), rowOf(two)];
      const second = await readEnterprises(moved);
      expect(second.counts).toEqual(counts({ changed: 1, unchanged: 1 }));
      const [changed] = await rowsOf(second.id, 'changed');
      expect(changed!.effect).toEqual({ address: { before: '示例路1号', after: '示例路2号' } });
      await apply(second.id);
      expect((await named(one.name))[0]).toMatchObject({ address: '示例路2号', version: 2 });
      const before = await records();
      expect((await apply((await readEnterprises(moved)).id)).counts).toEqual(counts({ unchanged: 2 }));
      expect(await records()).toEqual(before);
    });

    it('keeps personal data of a row out of what is shown and of the log', async () => {
      const [one] = unused(1) as [Known];
      const list = await apply((await readEnterprises([rowOf(one)])).id);
      const [enterprise] = await named(one.name);
      const log = await house.query(`select before, after from audit_entry where enterprise_id = $1`, [
        enterprise!['id'],
      ]);
      const [row] = await rowsOf(list.id);
      for (const secret of ['王示例', '13812345678']) {
        expect(JSON.stringify(log)).not.toContain(secret);
        expect(JSON.stringify(row!.effect)).not.toContain(secret);
      }
      expect(await house.query(`select is_primary from contact where enterprise_id = $1`, [enterprise!['id']])).toEqual(
        [{ is_primary: true }],
      );
    });

    it('renames by the code and keeps the former name; an old list does not rename back', async () => {
      const [old, renamed] = unused(2) as [Known, Known];
      const oldList = [rowOf(old)];
      await apply((await readEnterprises(oldList)).id);
      await apply((await readEnterprises([rowOf({ name: renamed.name, uscc: old.uscc })])).id);
      const [now] = await named(renamed.name);
      expect(await house.query(`select name from former_name where enterprise_id = $1`, [now!['id']])).toEqual([
        { name: old.name },
      ]);
      for (const outdated of [oldList, [rowOf({ name: old.name, uscc: '' })]]) {
        const list = await readEnterprises(outdated);
        expect(list.counts).toEqual(counts({ unchanged: 1 }));
        expect(reasonsOf((await rowsOf(list.id))[0])).toEqual(['former-name']);
        await apply(list.id);
      }
      expect(await named(renamed.name)).toEqual([now]);
    });

    it.each([
      [
        'by code and by name',
        (uscc: string, name: string) => [rowOf({ name: `${name}改`, uscc }), rowOf({ name, uscc: '' })],
      ],
      [
        'by code and by former name',
        (uscc: string, name: string, former: string) => [rowOf({ name, uscc }), rowOf({ name: former, uscc: '' })],
      ],
    ])('refuses the second row of one enterprise, named %s', async (_, rows) => {
      const [one, other] = unused(2) as [Known, Known];
      const id = await register(other.name, one.uscc);
      await change(id, { name: one.name });
      const list = await readEnterprises(rows(one.uscc, one.name, other.name));
      expect(list.counts).toEqual(counts({ changed: 1, rejected: 1 }));
      expect(reasonsOf((await rowsOf(list.id, 'rejected'))[0])).toContain('same-enterprise');
      expect((await apply(list.id)).state).toBe('applied');
    });
  });

  describe('rows that a person has to decide', () => {
    it('are two enterprises of one name, a code that is another’s, a name that is another’s', async () => {
      const [a, b, c, d] = unused(4) as [Known, Known, Known, Known];
      await register(a.name);
      await register(a.name);
      await register(b.name, b.uscc);
      await register(c.name, c.uscc);
      const before = await records();
      const list = await read(
        recognised(
          [
            [a.name, ''],
            [b.name, d.uscc],
            [c.name, b.uscc],
          ],
          ['企业名称', '统一社会信用代码'],
        ),
      );
      expect(list.counts).toEqual(counts({ doubtful: 3 }));
      expect((await rowsOf(list.id)).map(reasonsOf)).toEqual([
        ['several-matches'],
        ['code-differs'],
        ['code-and-name-differ'],
      ]);
      expect((await apply(list.id)).counts).toEqual(counts({ doubtful: 3 }));
      expect(await records()).toEqual(before);
    });

    it('are those of which the world changed between preview and apply', async () => {
      const [first, second, third] = unused(3) as [Known, Known, Known];
      const list = await read(recognised([[first.name], [second.name], [third.name]]));
      await register(first.name);
      const done = await read(recognised([[second.name]]));
      await apply(done.id);
      const applied = await apply(list.id);
      expect(applied).toMatchObject({ state: 'applied', counts: counts({ new: 1, unchanged: 1, doubtful: 1 }) });
      const [doubtful] = await rowsOf(list.id, 'doubtful');
      expect(doubtful!.cells).toEqual([first.name]);
      expect(reasonsOf(doubtful)).toContain('world-changed');
      expect((await named(first.name)).map(({ tier }) => tier)).toEqual(['none']);
      expect((await named(second.name)).map(({ tier }) => tier)).toEqual(['high-tech']);
      expect((await named(third.name)).map(({ tier }) => tier)).toEqual(['high-tech']);
    });
  });

  describe('several rows of one enterprise', () => {
    const grantHeaders = ['企业名称', '统一社会信用代码', '认定项目', '发证日期'];

    it('are grants of one newcomer where programme or day differ', async () => {
      const [one, two] = unused(2) as [Known, Known];
      const list = await read(
        recognised(
          [
            [one.name, one.uscc, '高新技术企业', '2020-11-06'],
            [one.name, one.uscc, '高新技术企业', '2023-11-06'],
            [one.name, one.uscc, '专精特新中小企业', '2024-06-01'],
            [two.name, '', '高新技术企业', '2020-11-06'],
            [two.name, '', '高新技术企业', '2023-11-06'],
          ],
          grantHeaders,
        ),
        { options: {} },
      );
      expect(list.counts).toEqual(counts({ new: 5 }));
      expect((await apply(list.id)).counts).toEqual(counts({ new: 5 }));
      for (const { name } of [one, two]) expect(await named(name)).toHaveLength(1);
      expect(
        await house.query(
          `select q.programme, q.effective_from, q.effective_until from qualification q join enterprise e on e.id = q.enterprise_id
           where e.name = $1 order by q.effective_from`,
          [one.name],
        ),
      ).toEqual([
        { programme: 'high-tech', effective_from: '2020-11-06', effective_until: '2023-11-06' },
        { programme: 'high-tech', effective_from: '2023-11-06', effective_until: '2026-11-06' },
        { programme: 'specialised-sme', effective_from: '2024-06-01', effective_until: '2027-06-01' },
      ]);
    });

    it('are so across chunks of a long list', async () => {
      const many = unused(1100);
      const list = await read(
        recognised(
          [
            ...many.map(({ name }) => [name, '', '高新技术企业', '2020-11-06']),
            [many[0]!.name, '', '高新技术企业', '2023-11-06'],
          ],
          grantHeaders,
        ),
        { options: {} },
      );
      expect((await apply(list.id)).counts).toEqual(counts({ new: 1101 }));
      expect(await named(many[0]!.name)).toHaveLength(1);
    });

    it('do not hinder the list where they cannot stand together', async () => {
      const [one, known, former] = unused(3) as [Known, Known, Known];
      const id = await register(former.name);
      await change(id, { name: known.name });
      const list = await read(
        recognised(
          [
            [known.name, '2023-11-06', ''],
            // The same enterprise by its former name: the same grant.
            [former.name, '2023-11-06', ''],
            // Ends before the title in which it begins.
            [known.name, '2024-01-01', '2024-12-31'],
            [one.name, '2023-11-06', ''],
            [one.name, '2024-01-01', '2024-12-31'],
          ],
          ['企业名称', '发证日期', '有效期至'],
        ),
        { options: { programme: 'high-tech' } },
      );
      expect((await rowsOf(list.id)).map(({ verdict }) => verdict)).toEqual([
        'new',
        'unchanged',
        'doubtful',
        'new',
        'doubtful',
      ]);
      expect(await apply(list.id)).toMatchObject({
        state: 'applied',
        counts: counts({ new: 2, unchanged: 1, doubtful: 2 }),
      });
      expect(await house.query(`select 1 from qualification where enterprise_id = $1`, [id])).toHaveLength(1);
      expect(await named(one.name)).toHaveLength(1);
    });
  });

  describe('two at once', () => {
    it('of one list that come in and are applied do not double', async () => {
      const rows = unused(120).map(({ name }) => [name]);
      const lists = await Promise.all([read(recognised(rows)), read(recognised(rows))]);
      expect(lists.map((list) => list.counts)).toEqual([counts({ new: 120 }), counts({ new: 120 })]);
      const before = (await records()) as { enterprises: number; titles: number };
      const neighbour = await House.open({ today: '2026-03-02', beside: house });
      const applied = await Promise.all([apply(lists[0].id), apply(lists[1].id, neighbour.get(Imports))]);
      await neighbour.close();
      expect(applied.map((list) => list.state)).toEqual(['applied', 'applied']);
      expect(applied.map((list) => list.counts)).toEqual(
        expect.arrayContaining([counts({ new: 120 }), counts({ unchanged: 120 })]),
      );
      expect(await records()).toMatchObject({ enterprises: before.enterprises + 120, titles: before.titles + 120 });
    });

    it('workers on one list to be applied leave what the first made of it', async () => {
      const list = await read(recognised(unused(80).map(({ name }) => [name])));
      await imports.requestApply(list.id);
      const before = (await records()) as { enterprises: number };
      await Promise.all([imports.apply(list.id), imports.apply(list.id)]);
      expect(await imports.find(list.id)).toMatchObject({ state: 'applied', counts: counts({ new: 80 }) });
      expect(await records()).toMatchObject({ enterprises: before.enterprises + 80 });
    });

    it('workers on one list to be read read it once', async () => {
      const id = await receive(recognised(unused(manyRows).map(({ name }) => [name])));
      await Promise.all([imports.read(id), imports.read(id)]);
      expect(await imports.find(id)).toMatchObject({ state: 'previewed', counts: counts({ new: manyRows }) });
      expect(await house.query(`select count(*) as n from import_row where import_id = $1`, [id])).toEqual([
        { n: manyRows },
      ]);
    });

    it('who ask for it to be applied are one', async () => {
      const list = await read(recognised([[unused(1)[0]!.name]]));
      const outcomes = await Promise.allSettled([1, 2, 3].map(() => imports.requestApply(list.id)));
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    });
  });

  describe('killed half-way', () => {
    /** Ends every connection of the house that is in a transaction, as the death of its process would. */
    const killTransactions = (client: pg.Client): Promise<unknown> =>
      client.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'`,
      );
    const rowCount = async (id: string): Promise<number> => {
      const [row] = await house.query<{ n: number }>(`select count(*) as n from import_row where import_id = $1`, [id]);
      return row!.n;
    };

    it('while it is read, it is read anew', async () => {
      const id = await receive(recognised(unused(manyRows).map(({ name }) => [name])));
      await withClient(house, 'superuser', async (client) => {
        // Somebody else's row, not committed: the list is read as far as there, and waits.
        await client.query(`begin`);
        await client.query(
          `insert into import_row (import_id, row_no, cells, parsed, verdict, reasons) values ($1, 2000, '[]', '{}', 'new', '[]')`,
          [id],
        );
        const reading = imports.read(id);
        reading.catch(() => undefined);
        await eventually(async () => (await rowCount(id)) >= 1000, 'the first rows');
        expect(await rowCount(id)).toBeLessThan(manyRows);
        await killTransactions(client);
        await client.query(`rollback`);
        await expect(reading).rejects.toMatchObject({ code: '57P01' });
      });
      expect((await imports.find(id)).state).toBe('reading');
      await imports.read(id);
      expect(await imports.find(id)).toMatchObject({
        state: 'previewed',
        counts: counts({ new: manyRows }),
        done: manyRows,
        total: manyRows,
      });
      expect(await rowCount(id)).toBe(manyRows);
    });

    it('while it is applied, nothing of it is there, and it is applied anew', async () => {
      const list = await read(recognised(unused(manyRows).map(({ name }) => [name])));
      const before = (await records()) as { enterprises: number; titles: number };
      await imports.requestApply(list.id);
      await withClient(house, 'superuser', async (client) => {
        const applying = imports.apply(list.id);
        applying.catch(() => undefined);
        await eventually(async () => (await imports.find(list.id)).done >= 1000, 'the first thousand');
        await killTransactions(client);
        await expect(applying).rejects.toMatchObject({ code: '57P01' });
      });
      expect(await records()).toEqual(before);
      expect((await imports.find(list.id)).state).toBe('applying');
      await imports.apply(list.id);
      expect(await imports.find(list.id)).toMatchObject({ state: 'applied', counts: counts({ new: manyRows }) });
      expect(await records()).toMatchObject({
        enterprises: before.enterprises + manyRows,
        titles: before.titles + manyRows,
      });
    });

    it('and Redis emptied, the watchdog brings both back to a worker', async () => {
      const toRead = await receive(recognised(unused(3).map(({ name }) => [name])));
      const toApply = await read(recognised(unused(3).map(({ name }) => [name])));
      await imports.requestApply(toApply.id);
      await house.emptyRedis();
      const worker = await House.open({ today: '2026-03-02', processors: workerProcessors, beside: house });
      // The watchdog leaves alone what somebody was at a moment ago.
      await house.query(`update import_list set touched_at = touched_at - interval '1 minute'`);
      for (let times = 0; times < 2; times++) await worker.get(Imports).rebuild();
      await eventually(
        async () =>
          (await imports.find(toRead)).state === 'previewed' && (await imports.find(toApply.id)).state === 'applied',
        'both lists',
      );
      await worker.close();
      expect((await imports.find(toApply.id)).counts).toEqual(counts({ new: 3 }));
    });
  });

  describe('a bad file', () => {
    it.each([
      ['nothing', Buffer.alloc(0), 'empty'],
      ['a workbook without a cell', workbookFile({ sheets: [{ rows: [] }] }), 'empty'],
      ['a picture', pngFile(), 'not-a-spreadsheet'],
      ['an enciphered workbook', passwordProtectedFile(), 'password-protected'],
      ['an old workbook', oldExcelFile(), 'old-excel'],
      [
        'text of another encoding',
        Buffer.from([0xc6, 0xf3, 0xd2, 0xb5, 0xc3, 0xfb, 0xb3, 0xc6, 0x0a, 0xbc, 0xd7]),
        'encoding',
      ],
      ['a workbook cut short', recognitionFile(50).subarray(0, 2000), 'corrupt'],
      ['no header', recognised([['甲', '乙']], ['一', '二']), 'no-header'],
      ['a header alone', recognised([]), 'no-rows'],
      ['a bomb of zeros', zipBombFile(300), 'too-large'],
      ['a bomb of entities', entityBombFile(), 'corrupt'],
    ])('that is %s fails with a reason, and leaves no record', async (_, content, code) => {
      const before = await records();
      const list = await read(content);
      expect(list).toMatchObject({ state: 'failed', counts: counts({}), problem: { code } });
      expect(list.problem!.detail.zh).not.toBe('');
      expect(list.problem!.detail.en).not.toBe('');
      expect(await rowsOf(list.id)).toEqual([]);
      expect(await refusalOf(imports.requestApply(list.id))).toBe('imports.transition-refused');
      await imports.apply(list.id);
      expect(await records()).toEqual(before);
    });

    it('of another kind is not taken at all', async () => {
      const lists = (): Promise<unknown> => house.query(`select count(*) as n from import_list`);
      const before = await lists();
      expect(await refusalOf(receive(recognitionFile(1), { kind: 'recipes' }))).toBe('imports.kind-unknown');
      for (const wrong of [{ programme: 'nobel-prize' }, { issuedOn: '2023-02-30' }, { colour: 'red' }]) {
        const refused = imports.receive(manager, 'recognition', wrong, { name: 'a.xlsx', content: recognitionFile(1) });
        expect(await refusalOf(refused)).toBe('imports.options-invalid');
      }
      expect(await lists()).toEqual(before);
    });
  });

  describe('rows that are wrong', () => {
    let list: ImportRecord;

    beforeAll(async () => {
      list = await read(badListFile(), { options: { programme: 'high-tech' } });
    });

    it('are rejected each with its reason, and the others come in', async () => {
      const wanted = badListRows().map((row) => row[4]!);
      const rows = await rowsOf(list.id);
      expect(rows.map(({ verdict }) => verdict)).toEqual(wanted.map((code) => (code === '' ? 'new' : 'rejected')));
      for (const [index, row] of rows.entries()) if (wanted[index]) expect(reasonsOf(row)).toContain(wanted[index]);
      const before = (await records()) as { titles: number };
      list = await apply(list.id);
      expect(list.counts).toEqual(counts({ new: 1, rejected: 6 }));
      expect(await records()).toMatchObject({ titles: before.titles + 1 });
    });

    it.each(['zh', 'en'] as const)(
      'go back as a file (%s) that comes in again and is rejected for the same',
      async (language) => {
        const file = await imports.rejects(list.id, language);
        expect(file.name).toBe(language === 'zh' ? '名单-退回.xlsx' : '名单-rejects.xlsx');
        const again = await read(await buffer(file.content), { options: { programme: 'high-tech' } });
        expect(again.columns.map(({ header }) => header)).toEqual([
          ...badListHeaders,
          language === 'zh' ? '退回原因' : 'Reason',
        ]);
        const rows = await rowsOf(again.id);
        // The first row of the two with one code has come in meanwhile, so that the second is no duplicate any more.
        expect(rows.map((row) => [row.cells[4], row.verdict])).toEqual(
          badListRows()
            .map((row) => row[4]!)
            .filter((code) => code !== '')
            .map((code) => [code, code === 'duplicate-code' ? expect.stringMatching(/./) : 'rejected']),
        );
        const known: Readonly<Record<string, string>> = { 'cell-too-long': 'value-too-long' };
        for (const { verdict, reasons, cells } of rows) {
          if (verdict === 'rejected') expect(reasons.map(({ code }) => code)).toContain(known[cells[4]!] ?? cells[4]);
        }
      },
    );

    it('mended in that file come in', async () => {
      const [wrong, right] = unused(2) as [Known, Known];
      const rows = [
        [wrong.name, '2023-02-30', '=HYPERLINK("x")'],
        [right.name, '2023-06-19', ''],
      ];
      const first = await apply(
        (
          await read(csvFile([['企业名称', '发证日期', '备注'], ...rows], { mark: true }), {
            name: '名单.csv',
            options: { programme: 'high-tech' },
          })
        ).id,
      );
      expect(first.counts).toEqual(counts({ new: 1, rejected: 1 }));
      const text = (await buffer((await imports.rejects(first.id, 'zh')).content)).toString('utf8');
      expect(text).toContain(`'=HYPERLINK`);
      const mended = Buffer.from(text.replace('2023-02-30', '2023-02-28'));
      const second = await read(mended, { name: '名单-退回.csv', options: { programme: 'high-tech' } });
      expect(second.counts).toEqual(counts({ new: 1 }));
      await apply(second.id);
      expect((await named(wrong.name)).map(({ tier }) => tier)).toEqual(['high-tech']);
      expect(await refusalOf(imports.rejects(second.id, 'zh'))).toBe('imports.no-rejects');
    });
  });

  it('is walked page by page, each row once', async () => {
    const list = await read(workbookFile({ sheets: [{ rows: [recognitionHeaders, ...recognitionRows(95)] }] }));
    const seen: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await imports.rows(list.id, verdicts, 40, cursor);
      seen.push(...page.items.map(({ rowNo }) => rowNo));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(Array.from({ length: 95 }, (_, n) => n + 2));
    expect(await refusalOf(imports.rows(list.id, verdicts, 40, 'nonsense'))).toBe('request.cursor-invalid');
    expect(await refusalOf(imports.find(newId()))).toBe('imports.not-found');
  });
});
