import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { customProperty, dark, light, type Tokens } from './tokens';

const css = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8');
const [lightRules, darkRules] = css.split(':root[data-theme') as [string, string];

const declared = (rules: string) =>
  Object.fromEntries([...rules.matchAll(/(--[\w-]+): (#[0-9a-f]{6});/g)].map((m) => [m[1] as string, m[2] as string]));

const expected = (tokens: Tokens) =>
  Object.fromEntries(Object.entries(tokens).map(([name, value]) => [customProperty(name), value]));

/** Relative luminance and contrast as WCAG 2.2 defines them. */
function contrast(a: string, b: string): number {
  const luminance = (hex: string) => {
    const [r, g, bl] = [1, 3, 5].map((i) => {
      const c = parseInt(hex.slice(i, i + 2), 16) / 255;
      return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    }) as [number, number, number];
    return 0.2126 * r + 0.7152 * g + 0.0722 * bl;
  };
  const [hi, lo] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (hi + 0.05) / (lo + 0.05);
}

describe('colour tokens', () => {
  it('say the same in CSS and in TypeScript', () => {
    const { '--on-solid': _onSolid, ...lightColours } = declared(lightRules);
    expect(lightColours).toEqual(expected(light));
    expect(declared(darkRules)).toEqual(expected(dark));
  });

  it.each([
    ['light', light],
    ['dark', dark],
  ])('keep text at 4.5:1 and marks at 3:1 in %s', (_name, t) => {
    const pairs: [string, string][] = [
      [t.ink, t.bg],
      [t.ink2, t.surface2],
      [t.ink3, t.surface],
      [t.ink3, t.bg],
      [t.brand, t.surface],
      [t.brand, t.brandBg],
      ['#ffffff', t.brandSolid],
      [t.none, t.noneBg],
      [t.sme, t.smeBg],
      [t.highTech, t.highTechBg],
      [t.strong, t.strongBg],
      [t.listed, t.listedBg],
      [t.red, t.redBg],
      [t.amber, t.amberBg],
      [t.green, t.greenBg],
      [t.ink2, t.smeBg],
      [t.ink2, t.highTechBg],
    ];
    for (const [text, ground] of pairs) {
      expect({ text, ground, ratio: contrast(text, ground) >= 4.5 }).toEqual({ text, ground, ratio: true });
    }
    expect(contrast(t.amberMark, t.surface)).toBeGreaterThanOrEqual(3);
  });
});
