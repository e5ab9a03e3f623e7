import { toHalfWidth } from '@tidu/kernel';

const absentMarks = new Set(['', 'n/a', 'na', '#n/a', 'null', '-', '--', '—', '——', '/', '\\', '无', '暂无', '空']);

/** Controls and marks without width that come along with copied cells, among them those that turn the direction of writing. */
const invisible = /[\p{Control}\u00AD\u180E\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]/gu;

/** One line, blanks at the ends and invisible marks gone; full-width signs stay as they are printed. */
export function cleanText(text: string): string {
  return text.replace(/\s+/gu, ' ').replace(invisible, '').trim();
}

/** The cleaned text, or `undefined` where a person would say that there is none: blank, "N/A", "-", "无". */
export function presentText(text: string): string | undefined {
  const clean = cleanText(text);
  return absentMarks.has(toHalfWidth(clean).trim().toLowerCase()) ? undefined : clean;
}
