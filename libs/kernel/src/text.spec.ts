import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { differingSpans, nameStem, normaliseName, toHalfWidth } from './text.js';

describe('a name', () => {
  it.each([
    ['腾讯科技（深圳）有限公司', '腾讯科技(深圳)有限公司'],
    ['腾讯科技【深圳】有限公司', '腾讯科技〔深圳〕有限公司'],
    ['ＡＢＣ示例科技　有限公司', 'abc示例科技有限公司'],
    [' 云南示例\u00a0生物\u200B有限公司\n', '云南示例生物有限公司'],
    ['示例•卡普有限公司', '示例·卡普有限公司'],
    ['示例—创新有限公司', '示例-创新有限公司'],
    ['云南示例⽣物有限公司', '云南示例生物有限公司'], // U+2F63, a radical that looks like 生
  ])('%j is the same as %j', (a, b) => {
    expect(normaliseName(a)).toBe(normaliseName(b));
  });

  it.each([
    ['云南示例有限公司', '云南示例有限责任公司'],
    ['云南示例有限公司', '云南示例股份有限公司'],
  ])('%s and %s differ but share the stem', (a, b) => {
    expect(normaliseName(a)).not.toBe(normaliseName(b));
    expect(nameStem(a)).toBe(nameStem(b));
  });

  it('of a branch is not stripped to another one’s', () => {
    expect(nameStem('云南示例有限公司昆明分公司')).toBe('云南示例有限公司昆明分公司');
  });

  it('normalises once and for all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        expect(normaliseName(normaliseName(name))).toBe(normaliseName(name));
      }),
      { examples: [['A´']] },
    );
  });

  it('keeps its other characters in half width', () => {
    expect(toHalfWidth('ＧＲ２０２３５３０（０１）　云')).toBe('GR2023530(01) 云');
  });
});

describe('differing spans', () => {
  it('show what two names do not share', () => {
    expect(differingSpans('云南示例生物科技有限公司', '云南示例生态科技股份有限公司')).toEqual([
      [
        { text: '云南示例生', differs: false },
        { text: '物', differs: true },
        { text: '科技有限公司', differs: false },
      ],
      [
        { text: '云南示例生', differs: false },
        { text: '态', differs: true },
        { text: '科技', differs: false },
        { text: '股份', differs: true },
        { text: '有限公司', differs: false },
      ],
    ]);
  });

  it('of equal texts are one, of empty texts none', () => {
    expect(differingSpans('示例', '示例')).toEqual([
      [{ text: '示例', differs: false }],
      [{ text: '示例', differs: false }],
    ]);
    expect(differingSpans('', '')).toEqual([[], []]);
  });

  it('do not align very long texts, but keep what they share at both ends', () => {
    const [left] = differingSpans(`A${'x'.repeat(600)}B`, `A${'y'.repeat(600)}B`);
    expect(left.map(({ text, differs }) => [text.length, differs])).toEqual([
      [1, false],
      [600, true],
      [1, false],
    ]);
  });

  it('give back both texts, and the same shared text on both sides', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '云', '𠀀'), maxLength: 12 });
    fc.assert(
      fc.property(text, text, (a, b) => {
        const [left, right] = differingSpans(a, b);
        expect(left.map((span) => span.text).join('')).toBe(a);
        expect(right.map((span) => span.text).join('')).toBe(b);
        const shared = (spans: typeof left) =>
          spans
            .filter((span) => !span.differs)
            .map((span) => span.text)
            .join('');
        expect(shared(left)).toBe(shared(right));
      }),
    );
  });
});
