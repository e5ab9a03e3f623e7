import { jest } from '@jest/globals';
import { csvFile, entityBombFile, passwordProtectedFile, recognitionFile, zipBombFile } from '../testing.js';
import { type ReadingLimits, readingLimits } from './limits.js';
import type { OpenList } from './list-row.js';
import { openList } from './open-list.js';

const limited = (limits: Partial<ReadingLimits>): ReadingLimits => ({ ...readingLimits, ...limits });

async function countRows(list: OpenList): Promise<number> {
  let rows = 0;
  for await (const batch of list.batches) rows += batch.rows.length;
  return rows;
}

// A thread that compiles its sources first takes a second to start, and more on a busy machine.
jest.setTimeout(60_000);

describe('a list in its own thread', () => {
  it('is read as in the calling thread', async () => {
    const list = await openList(recognitionFile(2_000));
    expect(list).toMatchObject({ format: 'xlsx', sheet: 'Sheet1', otherSheets: [], dateSystem: 1900 });
    expect(await countRows(list)).toBe(2_001);
    expect(await countRows(await openList(csvFile([['企业名称'], ['示例甲有限公司']])))).toBe(2);
  });

  it.each([
    ['password-protected', passwordProtectedFile()],
    ['corrupt', entityBombFile()],
  ])('is refused by name: %s', async (reason, content) => {
    await expect(openList(content)).rejects.toMatchObject({ name: 'UnreadableList', reason });
  });

  it('is refused by name where the fault comes late', async () => {
    const list = await openList(recognitionFile(3_000), limited({ rows: 2_500 }));
    await expect(countRows(list)).rejects.toMatchObject({
      reason: 'too-large',
      params: { limit: 'rows', allowed: 2_500 },
    });
  });

  it('may be left at any time', async () => {
    const list = await openList(recognitionFile(3_000));
    for await (const batch of list.batches) {
      expect(batch.rows.length).toBeGreaterThan(0);
      break;
    }
    await list.close();
    await list.close();
    const unread = await openList(recognitionFile(3_000));
    await unread.close();
    await expect(countRows(unread)).rejects.toThrow();
  });

  it('ends when its time is over', async () => {
    // Starting a thread alone takes longer.
    const limits = limited({ readingMs: 2 });
    await expect(openList(recognitionFile(3_000), limits)).rejects.toMatchObject({ reason: 'too-slow' });
  });

  it('ends when its memory is used up, and the process goes on', async () => {
    const content = zipBombFile(40);
    await expect(openList(content, limited({ workerHeapMb: 16 }))).rejects.toMatchObject({ reason: 'too-large' });
    expect(await countRows(await openList(recognitionFile(10)))).toBe(11);
  });
});
