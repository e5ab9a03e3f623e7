import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { House } from '../../../../test/support/house.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { newId } from '../ids.js';
import { StoredFiles } from './stored-files.js';

describe('stored files', () => {
  let house: House;
  let files: StoredFiles;

  beforeAll(async () => {
    house = await House.open({ today: '2026-03-02' });
    files = house.get(StoredFiles);
  });
  afterAll(() => house.close());

  it('gives every byte back, and knows size and digest', async () => {
    const content = Buffer.concat([Buffer.from([0, 255, 0]), randomBytes(300_000)]);
    const stored = await files.save('名单.xlsx', 'application/octet-stream', content);
    expect(stored).toMatchObject({
      name: '名单.xlsx',
      size: 300_003,
      sha256: createHash('sha256').update(content).digest('hex'),
    });
    expect((await files.content(stored.id)).equals(content)).toBe(true);
  });

  it('keeps an empty file as one', async () => {
    const stored = await files.save('empty.csv', 'text/csv', Buffer.alloc(0));
    expect(stored.size).toBe(0);
    expect(await files.content(stored.id)).toEqual(Buffer.alloc(0));
  });

  it('keeps nothing of a unit that was rolled back', async () => {
    let id = '';
    const failed = house.get(UnitOfWork).run(async () => {
      ({ id } = await files.save('list.csv', 'text/csv', Buffer.from('a,b')));
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    await expect(files.content(id)).rejects.toThrow(`no stored file ${id}`);
  });

  it('says which file is not there', async () => {
    const id = newId();
    await expect(files.content(id)).rejects.toThrow(`no stored file ${id}`);
  });
});
