import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decodeCursor, encodeCursor } from './paging.js';

describe('a cursor', () => {
  it('gives back its keys, fit for a query string', () => {
    const key = fc.oneof(
      fc.tuple(
        fc.constant('text' as const),
        fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\0', '')),
      ),
      fc.tuple(fc.constant('rowNo' as const), fc.nat()),
      fc.tuple(fc.constant('uuid' as const), fc.uuid()),
      fc.tuple(fc.constant('day' as const), fc.constantFrom('2026-02-28', '-infinity', 'infinity')),
    );
    fc.assert(
      fc.property(fc.string(), fc.array(key, { maxLength: 4 }), (sort, keys) => {
        const values = keys.map(([, value]) => value);
        const cursor = encodeCursor(sort, values);
        expect(cursor).toMatch(/^[\w-]+$/);
        expect(
          decodeCursor(
            cursor,
            sort,
            keys.map(([kind]) => kind),
          ),
        ).toEqual(values);
      }),
    );
  });

  it.each([
    ['day', '2026-02-30'],
    ['day', 'tomorrow'],
    ['uuid', 'id'],
    ['rowNo', -1],
    ['rowNo', 1.5],
    ['rowNo', 2 ** 31],
    ['rowNo', '1'],
    ['text', 'a\0b'],
    ['text', '\ud800'],
    ['text', 7],
  ] as const)('with a %s %j is refused: no row has it', (kind, key) => {
    expect(decodeCursor(encodeCursor('sort', [key]), 'sort', [kind])).toBeUndefined();
  });

  it('is nothing to another sort, another number of keys, or when it was made elsewhere', () => {
    const cursor = encodeCursor('name', ['昆明示例', 'id']);
    expect(decodeCursor(cursor, 'lastVisit', ['text', 'text'])).toBeUndefined();
    expect(decodeCursor(cursor, 'name', ['text'])).toBeUndefined();
    expect(decodeCursor(btoa('["name",{},1]'), 'name', ['text', 'text'])).toBeUndefined();
    expect(decodeCursor(btoa('{"length":3}'), 'name', ['text', 'text'])).toBeUndefined();
    expect(decodeCursor('no base64!', 'name', ['text', 'text'])).toBeUndefined();
  });

  it('of any text is refused without an exception', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(decodeCursor(text, 'name', ['text', 'text'])).toBeUndefined();
      }),
    );
  });
});
