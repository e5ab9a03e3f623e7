import { jest } from '@jest/globals';
import { buffer } from 'node:stream/consumers';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { readList } from './reading/read-list.js';
import type { ListFormat } from './reading/list-row.js';
import { type RejectedRow, type Rejects, writeRejects } from './write-rejects.js';

// Many files are written and read here; on a busy machine that takes longer than a test usually may.
jest.setTimeout(60_000);

async function written(rejects: Partial<Rejects> & Pick<Rejects, 'format' | 'rows'>): Promise<Buffer> {
  return buffer(writeRejects({ titleRows: [], headers: ['企业名称', '备注'], reasonHeader: '未导入原因', ...rejects }));
}

async function textsOf(content: Buffer): Promise<string[][]> {
  const texts: string[][] = [];
  for await (const { rows } of (await readList(content)).batches)
    texts.push(...rows.map(({ cells }) => cells.map(({ text }) => text)));
  return texts;
}

/** What another program finds in the cells, before this library's reader takes the marks off. */
function rawValues(content: Buffer, format: ListFormat): string[] {
  if (format === 'csv') return parse(content, { bom: true }).flat();
  const sheet = unzipSync(new Uint8Array(content))['xl/worksheets/sheet1.xml'];
  return [
    ...Buffer.from(sheet ?? [])
      .toString()
      .matchAll(/<t [^>]*>([^<]*)<\/t>/g),
  ].map((match) => match[1] ?? '');
}

const formats: readonly ListFormat[] = ['xlsx', 'csv'];

describe.each(formats)('rejects as %s', (format) => {
  it('come back in the sheet’s layout with a reason', async () => {
    const rows = [
      { cells: ['示例甲有限公司', '00123'], reason: '日期不存在' },
      { cells: ['', '', '多出'], reason: '缺少必填内容' },
    ];
    expect(await textsOf(await written({ format, titleRows: [['示例名单']], rows }))).toEqual([
      ['示例名单'],
      ['企业名称', '备注', '未导入原因'],
      ['示例甲有限公司', '00123', '日期不存在'],
      ['', '', '缺少必填内容'],
    ]);
  });

  it('hold no formula', async () => {
    const starts = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1', "'=1"];
    const content = await written({ format, rows: starts.map((text) => ({ cells: [text, text], reason: text })) });
    const values = rawValues(content, format).slice(3);
    expect(values).toHaveLength(3 * starts.length);
    for (const value of values) expect(value).toMatch(/^'/);
  });

  it('bring any text back the same, formulas too, to be sent in again', async () => {
    const text = fc
      .oneof(
        fc.string({ unit: 'binary', maxLength: 30 }),
        fc.constantFrom('=1', "'=1", "''+1", '_x0041_', '_x005F_', '\r\n', '"', '-', '\t@'),
      )
      .map((raw) => raw.replace(/[\0\p{Surrogate}]/gu, ''));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(text, text), { maxLength: 8 }), async (pairs) => {
        const rows = pairs.map((cells): RejectedRow => ({ cells, reason: '原因' }));
        const [, ...back] = await textsOf(await written({ format, rows }));
        expect(back).toEqual(pairs.map((cells) => [...cells, '原因']));
      }),
      { numRuns: 60 },
    );
  });

  it('are asked for while the file is taken, not before', async () => {
    let asked = 0;
    async function* rows(): AsyncGenerator<RejectedRow> {
      for (; asked < 100_000; asked++)
        yield { cells: [`示例${asked}号有限公司`, Math.sin(asked).toString(36)], reason: '原因' };
    }
    const stream = writeRejects({
      format,
      titleRows: [],
      headers: ['企业名称', '备注'],
      reasonHeader: '原因',
      rows: rows(),
    });
    for await (const slice of stream) {
      expect((slice as Buffer).length).toBeGreaterThan(0);
      if (asked > 10) break;
    }
    expect(asked).toBeLessThan(50_000);
  });
});
