/**
 * Formats without a code in the file (ECMA-376-1, 18.8.30) that show a day. 27–31, 36 and 50–54, 57, 58 are those of the
 * Chinese editions (`yyyy"年"m"月"d"日"` and the like); their neighbours show a time only.
 */
const dayFormatIds = new Set([
  '14',
  '15',
  '16',
  '17',
  '22',
  '27',
  '28',
  '29',
  '30',
  '31',
  '36',
  '50',
  '51',
  '52',
  '53',
  '54',
  '57',
  '58',
]);

/** Excel's own limit; what is longer is not worth the time to look through it. */
const codeCharacters = 255;

/** Does a number format show a day, or at least a month with its year? */
export function isDayFormat(id: string, code: string | undefined): boolean {
  if (code === undefined) return dayFormatIds.has(id);
  if (code.length > codeCharacters) return false;
  // Quoted text, escaped characters, fill and width marks, and what stands in brackets (colour, locale, elapsed time) is no field.
  const fields = code.replace(/"[^"]*"|\\.|[_*].|\[[^\]]*\]/gu, '').toLowerCase();
  return /[yd]/.test(fields.replaceAll('general', '')) || /e+[-/.年]?m/.test(fields);
}

/** A stored number as a person sees it: 15 significant digits, as spreadsheets keep them, and no exponent up to 21 digits. */
export function numberText(stored: string): string | undefined {
  const value = Number(stored);
  if (stored.trim() === '' || !Number.isFinite(value)) return undefined;
  return Number.isSafeInteger(value) ? String(value) : String(Number(value.toPrecision(15)));
}
