import { dirname, join } from 'node:path/posix';
import type { ReadingLimits } from './limits.js';
import { storableText } from './list-row.js';
import { isDayFormat } from './number-format.js';
import { tooLarge, UnreadableList } from './unreadable-list.js';
import { readXml, type XmlAttributes } from './xml-part.js';
import type { ZipArchive } from './zip-archive.js';

/** Excel allows 31. */
const nameCharacters = 100;

export interface WorkbookSheet {
  readonly name: string;
  readonly isHidden: boolean;
  readonly part: string;
}

/** What has to be known of a workbook before its sheets can be read. */
export interface Workbook {
  readonly sheets: readonly WorkbookSheet[];
  readonly dateSystem: 1900 | 1904;
  /** By cell format (`s` of a cell): does it show a day? */
  readonly dayFormats: readonly boolean[];
  readonly sharedStrings: readonly string[];
}

interface Relationship {
  readonly type: string;
  readonly target: string;
}

export async function readWorkbook(archive: ZipArchive, limits: ReadingLimits): Promise<Workbook> {
  const part = await workbookPart(archive, limits);
  const relationships = await readRelationships(archive, part, limits);
  const partOf = (type: string): string | undefined =>
    [...relationships.values()].find((one) => one.type === type)?.target;
  const { sheets, dateSystem } = await readSheetList(archive, part, relationships, limits);
  const styles = partOf('styles');
  const strings = partOf('sharedStrings');
  return {
    sheets,
    dateSystem,
    dayFormats: styles !== undefined && archive.has(styles) ? await readDayFormats(archive, styles, limits) : [],
    sharedStrings:
      strings !== undefined && archive.has(strings) ? await readSharedStrings(archive, strings, limits) : [],
  };
}

async function workbookPart(archive: ZipArchive, limits: ReadingLimits): Promise<string> {
  const relationships = await readRelationships(archive, '', limits);
  const main = [...relationships.values()].find((one) => one.type === 'officeDocument');
  const part = main?.target ?? 'xl/workbook.xml';
  if (part.endsWith('.bin')) throw new UnreadableList('old-excel');
  if (!archive.has(part)) throw new UnreadableList('not-a-spreadsheet');
  return part;
}

/** The relationships of a part, by id; types by their last word, which the transitional and the strict form share. */
async function readRelationships(
  archive: ZipArchive,
  source: string,
  limits: ReadingLimits,
): Promise<Map<string, Relationship>> {
  const folder = source === '' ? '' : dirname(source);
  const part = join(folder, '_rels', `${source.slice(source.lastIndexOf('/') + 1)}.rels`);
  const relationships = new Map<string, Relationship>();
  if (!archive.has(part)) return relationships;
  await readElements(archive, part, limits, {
    Relationship: ({ Id, Type, Target, TargetMode }) => {
      if (Id === undefined || Type === undefined || Target === undefined || TargetMode === 'External') return;
      const target = Target.startsWith('/') ? Target.slice(1) : join(folder, Target);
      relationships.set(Id, { type: Type.slice(Type.lastIndexOf('/') + 1), target });
    },
  });
  return relationships;
}

async function readSheetList(
  archive: ZipArchive,
  part: string,
  relationships: ReadonlyMap<string, Relationship>,
  limits: ReadingLimits,
): Promise<Pick<Workbook, 'sheets' | 'dateSystem'>> {
  const sheets: WorkbookSheet[] = [];
  let isWorkbook = false;
  let dateSystem: 1900 | 1904 = 1900;
  await readElements(archive, part, limits, {
    workbook: () => {
      isWorkbook = true;
    },
    workbookPr: ({ date1904 }) => {
      if (date1904 === '1' || date1904 === 'true') dateSystem = 1904;
    },
    sheet: (attributes) => {
      // The prefix of the relationship id is the writer's choice, usually `r`.
      const id = Object.entries(attributes).find(([name]) => name.endsWith(':id'))?.[1];
      const target = id === undefined ? undefined : relationships.get(id);
      if (target?.type !== 'worksheet') return;
      if (sheets.length === limits.sheets) throw tooLarge('sheets', limits.sheets);
      const isHidden = attributes['state'] === 'hidden' || attributes['state'] === 'veryHidden';
      sheets.push({
        name: storableText(attributes['name'] ?? '').slice(0, nameCharacters),
        isHidden,
        part: target.target,
      });
    },
  });
  if (!isWorkbook) throw new UnreadableList('not-a-spreadsheet');
  return { sheets, dateSystem };
}

async function readDayFormats(archive: ZipArchive, part: string, limits: ReadingLimits): Promise<boolean[]> {
  const codes = new Map<string, string>();
  const dayFormats: boolean[] = [];
  let isInCellFormats = false;
  await readElements(
    archive,
    part,
    limits,
    {
      numFmt: ({ numFmtId, formatCode }) => {
        if (numFmtId !== undefined && formatCode !== undefined) codes.set(numFmtId, formatCode);
      },
      cellXfs: () => {
        isInCellFormats = true;
      },
      xf: ({ numFmtId = '0' }) => {
        if (isInCellFormats) dayFormats.push(isDayFormat(numFmtId, codes.get(numFmtId)));
      },
    },
    (name) => {
      if (name === 'cellXfs') isInCellFormats = false;
    },
  );
  return dayFormats;
}

async function readSharedStrings(archive: ZipArchive, part: string, limits: ReadingLimits): Promise<string[]> {
  const strings: string[] = [];
  let characters = 0;
  let item = new RichText();
  await readXml(
    archive.read(part),
    {
      open: (name) => {
        if (name === 'si') item = new RichText();
        else item.open(name);
      },
      close: (name) => {
        if (name !== 'si') return item.close(name);
        characters += item.text.length;
        if (characters > limits.sharedStringCharacters) {
          throw tooLarge('sharedStringCharacters', limits.sharedStringCharacters);
        }
        if (strings.length === limits.sharedStrings) throw tooLarge('sharedStrings', limits.sharedStrings);
        strings.push(ownCopy(unescapeText(item.text)));
      },
      text: (piece) => item.add(piece),
    },
    limits.xmlDepth,
  );
  return strings;
}

/** The parser's texts are views into the slices they were cut from, and would keep all of them in memory. */
function ownCopy(text: string): string {
  return Buffer.from(text).toString();
}

/** The text of `si` or `is`: all runs joined, without the phonetic ones, which repeat the text in another script. */
export class RichText {
  text = '';
  private isText = false;
  private isPhonetic = false;

  open(name: string): void {
    if (name === 'rPh') this.isPhonetic = true;
    else if (name === 't') this.isText = !this.isPhonetic;
  }

  close(name: string): void {
    if (name === 'rPh') this.isPhonetic = false;
    else if (name === 't') this.isText = false;
  }

  add(piece: string): void {
    if (this.isText) this.text += piece;
  }
}

/** `_x000D_` and the like stand for characters that XML cannot hold (ECMA-376-1, 22.9.2.19 ST_Xstring). */
export function unescapeText(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

async function readElements(
  archive: ZipArchive,
  part: string,
  limits: ReadingLimits,
  elements: Readonly<Record<string, (attributes: Readonly<Partial<Record<string, string>>>) => void>>,
  close: (name: string) => void = () => undefined,
): Promise<void> {
  const byName = new Map(Object.entries(elements));
  await readXml(
    archive.read(part),
    { open: (name, attributes: XmlAttributes) => byName.get(name)?.(attributes), close, text: () => undefined },
    limits.xmlDepth,
  );
}
