import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decodeCursor, encodeCursor } from './paging.js';

describe('a cursor', () => {
  it('gives back its keys, fit for a query string', () => {
    const keys = fc.array(fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer()), { maxLength: 4 });
    fc.assert(
      fc.property(fc.string(), keys, (sort, values) => {
        const cursor = encodeCursor(sort, values);
        expect(cursor).toMatch(/^[\w-]+$/);
        expect(decodeCursor(cursor, sort, values.length)).toEqual(values);
      }),
    );
  });

  it('is nothing to another sort, another number of keys, or when it was made elsewhere', () => {
    const cursor = encodeCursor('name', ['昆明示例', 'id']);
    expect(decodeCursor(cursor, 'lastVisit', 2)).toBeUndefined();
    expect(decodeCursor(cursor, 'name', 1)).toBeUndefined();
    expect(decodeCursor(btoa('["name",{},1]'), 'name', 2)).toBeUndefined();
    expect(decodeCursor(btoa('{"length":3}'), 'name', 2)).toBeUndefined();
    expect(decodeCursor('no base64!', 'name', 2)).toBeUndefined();
  });

  it('of any text is refused without an exception', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(decodeCursor(text, 'name', 2)).toBeUndefined();
      }),
    );
  });
});
