import { openTable } from './open-table.js';
import { readList } from './reading/read-list.js';
import type { ListRow } from './reading/list-row.js';
import { csvFile, recognitionFile, recognitionHeaders, recognitionRows, workbookFile } from './testing.js';

async function tableOf(content: Buffer) {
  const table = await openTable(await readList(content), 'recognition');
  const rows: ListRow[] = [];
  for await (const batch of table.batches) rows.push(...batch.rows);
  return { ...table, rows };
}

describe('a table', () => {
  it('has the rows below the header, each once, whatever the batches', async () => {
    const { rows, headers, headerRowNo, columns } = await tableOf(recognitionFile(1_500));
    expect(headers).toEqual(recognitionHeaders);
    expect(headerRowNo).toBe(1);
    expect(columns.map(({ field }) => field)).toEqual(['name', 'address', 'city', 'district', null, null]);
    expect(rows.map(({ cells }) => cells[0]?.text)).toEqual(recognitionRows(1_500).map(([name]) => name));
  });

  it('keeps the titles above the header', async () => {
    const table = await tableOf(
      workbookFile({ sheets: [{ rows: [['示例名单'], [], ['序号', '企 业 名 称'], [1, '示例甲有限公司', '无头']] }] }),
    );
    expect(table.titleRows).toEqual([['示例名单']]);
    expect(table.headerRowNo).toBe(3);
    expect(table.headers).toEqual(['序号', '企 业 名 称', '']);
    expect(table.rows).toMatchObject([{ rowNo: 4 }]);
  });

  it.each([
    [
      'no-header',
      csvFile([
        ['甲', '乙'],
        ['1', '2'],
      ]),
    ],
    ['no-rows', csvFile([['企业名称', '地址']])],
  ])('is refused: %s', async (reason, content) => {
    await expect(tableOf(content)).rejects.toMatchObject({ name: 'UnreadableList', reason });
  });
});
