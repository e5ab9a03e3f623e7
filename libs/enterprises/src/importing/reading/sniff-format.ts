import { isUtf8 } from 'node:buffer';
import type { ReadingLimits } from './limits.js';
import type { ListFormat } from './list-row.js';
import { tooLarge, UnreadableList } from './unreadable-list.js';

const zipMarks = ['504b0304', '504b0506', '504b0708'];
/** Compound File Binary, the container of Office 97 and of enciphered Office files ([MS-CFB] 2.2). */
const ole2Mark = 'd0cf11e0a1b11ae1';

/** Tells the format by content alone: a name or a media type says nothing about a file. */
export function sniffFormat(content: Buffer, limits: ReadingLimits): ListFormat {
  if (content.length > limits.fileBytes) throw tooLarge('fileBytes', limits.fileBytes);
  if (content.length === 0) throw new UnreadableList('empty');
  if (zipMarks.includes(content.toString('hex', 0, 4))) return 'xlsx';
  if (content.toString('hex', 0, 8) === ole2Mark) throw new UnreadableList(ole2Content(content));
  return sniffText(content);
}

/** Stream names stand in the directory of the container in UTF-16LE ([MS-CFB] 2.6.1, [MS-OFFCRYPTO] 2.3.4.4, [MS-XLS] 2.1.2). */
function ole2Content(content: Buffer): 'password-protected' | 'old-excel' | 'not-a-spreadsheet' {
  const hasStream = (name: string): boolean => content.includes(Buffer.from(`${name}\0`, 'utf16le'));
  if (hasStream('EncryptedPackage')) return 'password-protected';
  return hasStream('Workbook') || hasStream('Book') ? 'old-excel' : 'not-a-spreadsheet';
}

function sniffText(content: Buffer): 'csv' {
  const mark = content.toString('hex', 0, 2);
  if (mark === 'fffe' || mark === 'feff') throw new UnreadableList('encoding', { detail: 'UTF-16' });
  const start = content.subarray(0, 4096);
  const head = start.toString('latin1').replace(/^ï»¿/, '').trimStart();
  if (start.includes(0) || /^(%PDF|\{\\rtf|<)/.test(head)) {
    throw new UnreadableList(
      head.includes('urn:schemas-microsoft-com:office:spreadsheet') ? 'old-excel' : 'not-a-spreadsheet',
    );
  }
  if (!isUtf8(content)) throw new UnreadableList('encoding');
  return 'csv';
}
