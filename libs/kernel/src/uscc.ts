import { toHalfWidth } from './text.js';

declare const uscc: unique symbol;
/** A unified social credit code 统一社会信用代码: 18 characters, normalised, its check character right (GB 32100-2015). */
export type Uscc = string & { readonly [uscc]: true };

/**
 * What is odd about a code that is none the less accepted: the check character of the organisation code inside it (old and
 * special codes may differ), a kind of body the standard's table does not list, or a body that is no enterprise (not `91`).
 */
export type UsccWarning = 'organisation-check-digit' | 'unknown-kind' | 'not-an-enterprise';

/** `letter`: a character outside the alphabet, among them I, O, S, V and Z, which no code uses. */
export type UsccRefusal = 'length' | 'letter' | 'shape' | 'check-digit';

export type UsccCheck =
  | { readonly ok: true; readonly code: Uscc; readonly warnings: readonly UsccWarning[] }
  | { readonly ok: false; readonly reason: UsccRefusal };

/** A character's value is its place: 31 characters (GB 32100-2015 table 1). */
const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
/** 3^(i-1) mod 31 for i = 1…17 */
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const;

/** Value 0–9, A = 10 … Z = 35 (GB 11714). */
const organisationAlphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2] as const;

const shape = /^[1-9ANY][1-9][0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}$/;

/** Registering department → kinds of body it registers (GB 32100-2015). */
const kinds: Readonly<Record<string, string>> = {
  '1': '1239',
  '2': '19',
  '3': '123459',
  '4': '19',
  '5': '1239',
  '6': '129',
  '7': '129',
  '8': '19',
  '9': '123',
  A: '19',
  N: '1239',
  Y: '1',
};

/** Half-width, upper case, without blanks and hyphens: the form in which codes are stored and compared. */
export function normaliseUscc(text: string): string {
  return toHalfWidth(text)
    .toUpperCase()
    .replace(/[\s\u200B-\u200F\u2060\uFEFF\-‐‑‒–—―−]/g, '');
}

/** Checks a code as typed or as found in a cell; `code` is its normalised form. */
export function checkUscc(text: string): UsccCheck {
  const code = normaliseUscc(text);
  const characters = Array.from(code);
  if (characters.length !== 18) return { ok: false, reason: 'length' };
  if (!characters.every((character) => alphabet.includes(character))) return { ok: false, reason: 'letter' };
  if (!shape.test(code)) return { ok: false, reason: 'shape' };
  if (usccCheckDigit(code.slice(0, 17)) !== code[17]) return { ok: false, reason: 'check-digit' };
  return { ok: true, code: code as Uscc, warnings: warningsOf(code) };
}

/** @throws RangeError naming the reason */
export function parseUscc(text: string): Uscc {
  const checked = checkUscc(text);
  if (!checked.ok) throw new RangeError(`not a unified social credit code: ${checked.reason}`);
  return checked.code;
}

/** The 18th character for the first 17 (GB 32100-2015: weighted sum mod 31). */
export function usccCheckDigit(first17: string): string {
  const sum = weightedSum(first17, alphabet, weights);
  return alphabet.charAt((31 - (sum % 31)) % 31);
}

/** The 9th character of an organisation code for its first 8 (GB 11714: weighted sum mod 11). */
export function organisationCheckDigit(first8: string): string {
  const value = 11 - (weightedSum(first8, organisationAlphabet, organisationWeights) % 11);
  if (value === 10) return 'X';
  return value === 11 ? '0' : String(value);
}

/** GB/T 2260 code of the registering authority: not always where the enterprise is (`530000` is the province). */
export function divisionOf(code: Uscc): string {
  return code.slice(2, 8);
}

/** The nine characters of the organisation code 组织机构代码, which old files carry alone. */
export function organisationCodeOf(code: Uscc): string {
  return code.slice(8, 17);
}

function warningsOf(code: string): UsccWarning[] {
  const warnings: UsccWarning[] = [];
  if (organisationCheckDigit(code.slice(8, 16)) !== code[16]) warnings.push('organisation-check-digit');
  if (!(kinds[code.slice(0, 1)] ?? '').includes(code.slice(1, 2))) warnings.push('unknown-kind');
  else if (!code.startsWith('91')) warnings.push('not-an-enterprise');
  return warnings;
}

function weightedSum(text: string, values: string, factors: readonly number[]): number {
  if (text.length !== factors.length) throw new RangeError(`${factors.length} characters expected: ${text.length}`);
  return factors.reduce((sum, factor, index) => {
    const value = values.indexOf(text.charAt(index));
    if (value < 0) throw new RangeError(`a character without value at ${index + 1}`);
    return sum + value * factor;
  }, 0);
}
