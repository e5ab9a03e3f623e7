import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  checkUscc,
  divisionOf,
  normaliseUscc,
  organisationCheckDigit,
  organisationCodeOf,
  parseUscc,
  usccCheckDigit,
} from './uscc.js';

const letters = Array.from('0123456789ABCDEFGHJKLMNPQRTUWXY');
const digits = Array.from('0123456789');

/** Any code that passes every check. */
const anyCode = fc
  .record({
    division: fc.array(fc.constantFrom(...digits), { minLength: 6, maxLength: 6 }),
    body: fc.array(fc.constantFrom(...letters), { minLength: 8, maxLength: 8 }),
  })
  .map(({ division, body }) => {
    const organisation = body.join('') + organisationCheckDigit(body.join(''));
    const first17 = `91${division.join('')}${organisation}`;
    return first17 + usccCheckDigit(first17);
  });

// GB 32100-2015; public codes, both check characters recomputed.
const enterprises = [
  '9153000021652214XX',
  '91530000719480244Y',
  '91530000216562280W',
  '91530000727317703K',
  '91530000291991210H',
  '91530000725287862K',
  '91530102MABX07CH11',
  '914403001922038216',
  '91440300708461136T',
  '9144030071526726XG',
  '91330100799655058B',
  '91110108551385082Q',
  '91440300192317458F',
  '91350900587527783P',
  '911100001011016602',
  '91330000733796106P',
  '91340000711771143J',
  '916101167101813521',
  '9144030010001686XA',
  '91100000100003962T',
];

describe('a unified social credit code', () => {
  it.each(enterprises)('%s passes', (code) => {
    expect(checkUscc(code)).toEqual({ ok: true, code, warnings: [] });
  });

  it.each(['12100000400002259P', '12100000400000624D'])('%s passes and is said to be no enterprise', (code) => {
    expect(checkUscc(code)).toEqual({ ok: true, code, warnings: ['not-an-enterprise'] });
  });

  it.each([
    ['914403001922038217', 'check-digit'], // right is 6
    ['91440300192203821I', 'letter'],
    ['91440300192203821', 'length'],
    ['91530000216522141A', 'check-digit'], // inner check wrong too
    ['9144030019220382166', 'length'],
    ['', 'length'],
    ['01440300192203821X', 'shape'],
    ['9A4403001922038216', 'shape'],
    ['91A403001922038216', 'shape'],
    ['昆明示例科技有限公司昆明示例科技有限', 'letter'],
  ])('%j is refused: %s', (text, reason) => {
    expect(checkUscc(text)).toEqual({ ok: false, reason });
  });

  it.each([
    ['９１４４０３００１９２２０３８２１６', '914403001922038216'],
    ['9153000021652214xx', '9153000021652214XX'],
    [' 9144-0300 1922\u30000382\u00a016\n', '914403001922038216'],
    ['\uFEFF914403001922038216\u200B', '914403001922038216'],
  ])('%j is %s after normalising', (text, code) => {
    expect(checkUscc(text)).toEqual({ ok: true, code, warnings: [] });
  });

  it('warns of an organisation code whose own check character is wrong', () => {
    const first17 = '91530199MA0000013'; // right would be another 17th character
    expect(organisationCheckDigit('MA000001')).not.toBe('3');
    expect(checkUscc(first17 + usccCheckDigit(first17))).toMatchObject({
      ok: true,
      warnings: ['organisation-check-digit'],
    });
  });

  it('warns of a kind of body outside the table, and does not reject it', () => {
    const first17 = `55530199MA000001${organisationCheckDigit('MA000001')}`;
    expect(checkUscc(first17 + usccCheckDigit(first17))).toMatchObject({ ok: true, warnings: ['unknown-kind'] });
  });

  it('has a division and an organisation code', () => {
    const code = parseUscc('91530102MABX07CH11');
    expect(divisionOf(code)).toBe('530102');
    expect(organisationCodeOf(code)).toBe('MABX07CH1');
    expect(() => parseUscc('1')).toThrow(RangeError);
  });

  it('makes check characters only of the right number of characters with a value', () => {
    expect(() => usccCheckDigit('91')).toThrow(RangeError);
    expect(() => usccCheckDigit('91530102MABX07CI1')).toThrow(RangeError);
    expect(() => organisationCheckDigit('MA0000-1')).toThrow(RangeError);
  });

  it('passes for every body with the check characters made for it', () => {
    fc.assert(fc.property(anyCode, (code) => expect(checkUscc(code)).toEqual({ ok: true, code, warnings: [] })));
  });

  it('notices one wrong character and two swapped neighbours', () => {
    fc.assert(
      fc.property(anyCode, fc.integer({ min: 0, max: 17 }), fc.constantFrom(...letters), (code, at, letter) => {
        const typed = code.slice(0, at) + letter + code.slice(at + 1);
        expect(checkUscc(typed).ok).toBe(typed === code);
        if (at < 17) {
          const swapped = code.slice(0, at) + code.charAt(at + 1) + code.charAt(at) + code.slice(at + 2);
          expect(checkUscc(swapped).ok).toBe(swapped === code);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('normalises once and for all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(normaliseUscc(normaliseUscc(text))).toBe(normaliseUscc(text));
      }),
    );
  });
});
