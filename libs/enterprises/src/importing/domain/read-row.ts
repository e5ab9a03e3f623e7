import { checkUscc, type LocalDate, normaliseName, toHalfWidth, type Uscc } from '@tidu/kernel';
import { cleanText, presentText } from './cell-text.js';
import type { ProposedColumn } from './columns.js';
import { type DateSystem, readDate } from './dates.js';
import { type DivisionBook, readDivision } from './divisions.js';
import { fieldLengths, type ListField } from './list-fields.js';
import { absent, found, quoted, type Reading, refused, type RowReason, warning } from './row-reason.js';

/** A cell as the reader hands it over. */
export interface RowCell {
  readonly text: string;
  readonly kind: 'text' | 'number' | 'date' | 'boolean' | 'empty' | 'error' | 'too-long';
  readonly isFormula: boolean;
}

/** What the person who sent the list said for all of its rows; a value in the sheet wins. */
export interface RowOptions {
  readonly programme?: string;
  readonly issuedOn?: LocalDate;
  readonly validFrom?: LocalDate;
  /** The last valid day. */
  readonly validTo?: LocalDate;
  readonly batch?: string;
  readonly source?: string;
}

export interface RowContext {
  readonly divisions: DivisionBook;
  readonly options: RowOptions;
  readonly dateSystem: DateSystem;
  /** Besides the name; by option or by column. */
  readonly required: readonly ListField[];
  /** Programme keys by what a list may call them, as `programmeKey` writes it. Absent where a list names none. */
  readonly programmes?: ReadonlyMap<string, string>;
}

export interface RowContact {
  readonly name: string;
  readonly phone?: string;
  readonly email?: string;
  readonly position?: string;
}

/** A row as values; what is not there is absent. */
export interface RowValues {
  /** As printed. */
  readonly name?: string;
  /** The name as the registry compares it. */
  readonly nameKey?: string;
  readonly uscc?: Uscc;
  /** GB/T 2260 code of a division of the city. */
  readonly district?: string;
  /** Code of a zone of the city. */
  readonly zone?: string;
  /** Where a division of another city stood: its text. */
  readonly divisionText?: string;
  readonly address?: string;
  readonly chain?: string;
  readonly registeredOn?: LocalDate;
  readonly contact?: RowContact;
  readonly programme?: string;
  readonly certificateNo?: string;
  readonly issuedOn?: LocalDate;
  readonly validFrom?: LocalDate;
  /** The last valid day. */
  readonly validTo?: LocalDate;
  readonly batch?: string;
  readonly source?: string;
  /** What stood in columns that are not known, by header. */
  readonly extra: Readonly<Record<string, string>>;
}

export interface ParsedRow {
  readonly values: RowValues;
  readonly reasons: readonly RowReason[];
}

const phoneShape = /^[0-9+()\- ]{5,30}$/;
const emailShape = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** Turns the cells of one row into values and says what is wrong with them. */
export function readRow(columns: readonly ProposedColumn[], context: RowContext, cells: readonly RowCell[]): ParsedRow {
  const row = new RowReader(columns, cells);
  const { options, dateSystem } = context;
  const name = row.text('name');
  const issuedOn = row.date('issuedOn', dateSystem) ?? options.issuedOn;
  const validFrom = row.date('validFrom', dateSystem) ?? options.validFrom;
  const validTo = row.date('validTo', dateSystem) ?? options.validTo;
  const values: RowValues = {
    ...present({
      name,
      nameKey: name === undefined ? undefined : normaliseName(name),
      uscc: row.read('uscc', readUscc),
      ...readPlace(row, context.divisions),
      address: row.text('address'),
      chain: row.text('chain'),
      registeredOn: row.date('registeredOn', dateSystem),
      contact: readContact(row),
      programme: row.read('programme', (text) => readProgramme(text, context.programmes)) ?? options.programme,
      certificateNo: row.text('certificateNo'),
      issuedOn,
      validFrom,
      validTo,
      batch: row.text('batch') ?? options.batch,
      source: row.text('source') ?? options.source,
    }),
    extra: row.extra(),
  };
  const start = validFrom ?? issuedOn;
  if (start !== undefined && validTo !== undefined && validTo < start) {
    row.blame('validTo', refused('period-reversed', { from: start, to: validTo }));
  }
  const optional: Partial<Record<ListField, unknown>> = options;
  for (const field of new Set<ListField>(['name', ...context.required])) {
    if (row.isAbsent(field) && optional[field] === undefined) row.blame(field, refused('missing'));
  }
  return { values, reasons: row.reasons };
}

/** The code in the form in which it is stored; oddities that do not make it wrong come as warnings. */
export function readUscc(text: string): Reading<Uscc> {
  const shown = presentText(text);
  if (shown === undefined) return absent;
  const checked = checkUscc(shown);
  if (!checked.ok) return refused(`uscc-${checked.reason}`, { value: quoted(shown) });
  return found(checked.code, ...checked.warnings.map((code) => warning(`uscc-${code}`, { value: checked.code })));
}

/** The name as printed: `normaliseName` makes the form that is compared. */
export function readName(text: string): Reading<string> {
  const shown = presentText(text);
  return shown === undefined ? absent : found(shown);
}

/** The key under which `RowContext.programmes` knows a programme's name. */
export function programmeKey(text: string): string {
  return toHalfWidth(text).replace(/\s/gu, '').toLowerCase();
}

function readProgramme(text: string, programmes: RowContext['programmes']): Reading<string> {
  const shown = presentText(text);
  if (shown === undefined) return absent;
  const key = programmes === undefined ? shown : programmes.get(programmeKey(shown));
  return key === undefined ? refused('programme-unknown', { value: quoted(shown) }) : found(key);
}

function readPlace(row: RowReader, book: DivisionBook): Pick<RowValues, 'district' | 'zone' | 'divisionText'> {
  const city = row.read('city', (text) => readDivision(text, book));
  const district = row.read('district', (text) => readDivision(text, book));
  const zone = row.read('zone', (text) => readDivision(text, book));
  // 高新区 exists in many cities: beside the name of another one it is not ours.
  if (city?.kind === 'outside') {
    const text = [city.text, row.text('district'), row.text('zone')].filter((part) => part !== undefined).join('');
    return outside(row, 'city', text);
  }
  if (zone?.kind === 'outside') row.blame('zone', { reasons: [warning('zone-unknown', { value: quoted(zone.text) })] });
  const codes: { district?: string; zone?: string } = {};
  for (const place of [zone, city, district]) {
    if (place?.kind === 'district' || place?.kind === 'zone') codes[place.kind] = place.code;
  }
  return district?.kind === 'outside' ? { ...codes, ...outside(row, 'district', district.text) } : codes;
}

function outside(row: RowReader, field: ListField, text: string): { divisionText: string } {
  row.blame(field, { reasons: [warning('division-outside', { value: quoted(text) })] });
  return { divisionText: text };
}

function readContact(row: RowReader): RowContact | undefined {
  const name = row.text('contactName');
  const rest = present({
    phone: row.read('contactPhone', (text) => readShaped(text, phoneShape, 'phone-unreadable')),
    email: row.read('contactEmail', (text) => readShaped(text, emailShape, 'email-unreadable')),
    position: row.text('contactPosition'),
  });
  if (name !== undefined) return { name, ...rest };
  if (Object.keys(rest).length > 0) row.blame('contactName', { reasons: [warning('contact-without-name')] });
  return undefined;
}

/** A wrong telephone number or address of mail is left out: it does not make the enterprise wrong. */
function readShaped(text: string, shape: RegExp, code: 'phone-unreadable' | 'email-unreadable'): Reading<string> {
  const shown = presentText(text);
  if (shown === undefined) return absent;
  const half = toHalfWidth(shown);
  return shape.test(half) ? found(half) : { reasons: [warning(code, { value: quoted(shown) })] };
}

/** The cells of a row by field, with the reasons gathered while they are read. */
class RowReader {
  readonly reasons: RowReason[] = [];
  private readonly columnOf = new Map<ListField, number>();

  constructor(
    private readonly columns: readonly ProposedColumn[],
    private readonly cells: readonly RowCell[],
  ) {
    columns.forEach(({ field }, column) => {
      if (field !== null) this.columnOf.set(field, column);
    });
    cells.forEach((cell, column) => this.inspect(cell, column));
  }

  isAbsent(field: ListField): boolean {
    const column = this.columnOf.get(field);
    const cell = column === undefined ? undefined : this.cells[column];
    return cell === undefined || (isReadable(cell, field) && presentText(cell.text) === undefined);
  }

  text(field: ListField): string | undefined {
    return this.read(field, readName);
  }

  date(field: ListField, dateSystem: DateSystem): LocalDate | undefined {
    return this.read(field, (text, kind) => readDate({ text, kind }, dateSystem));
  }

  read<T>(field: ListField, reader: (text: string, kind: RowCell['kind']) => Reading<T>): T | undefined {
    const column = this.columnOf.get(field);
    const cell = column === undefined ? undefined : this.cells[column];
    if (cell === undefined || !isReadable(cell, field)) return undefined;
    const reading = reader(cell.text, cell.kind);
    this.blame(field, reading);
    return reading.value;
  }

  /** Adds reasons to a field, each with the column's header, once. */
  blame(field: ListField, { reasons }: Reading<unknown>): void {
    const column = this.columnOf.get(field);
    const header = column === undefined ? undefined : this.columns[column]?.header;
    for (const reason of reasons) {
      if (this.reasons.some((other) => other.field === field && other.code === reason.code)) continue;
      this.reasons.push({
        ...reason,
        field,
        params: { ...(header === undefined ? {} : { header }), ...reason.params },
      });
    }
  }

  extra(): Record<string, string> {
    const pairs = this.columns.flatMap(({ header, field }, column) => {
      const text = field === null ? cleanText(this.cells[column]?.text ?? '') : '';
      return text === '' ? [] : [[header, text] as const];
    });
    return Object.fromEntries(pairs);
  }

  /** What is wrong with a cell whatever it means. A cell beyond all bounds keeps the row out even where nobody knows the column. */
  private inspect(cell: RowCell, column: number): void {
    const { header = '', field = null } = this.columns[column] ?? {};
    const say = (code: RowReason['code'], severity: RowReason['severity'], params: RowReason['params'] = {}): void => {
      this.reasons.push({ code, severity, params: { header, ...params }, ...(field === null ? {} : { field }) });
    };
    if (cell.kind === 'too-long') say('cell-too-long', 'error', { value: quoted(cell.text) });
    if (field === null) return;
    if (cell.kind === 'error') say('cell-error', 'error', { value: quoted(cell.text) });
    if (cell.isFormula) say(cell.kind === 'empty' ? 'formula-without-value' : 'formula-value', 'warning');
    if (cell.kind !== 'too-long' && isTooLong(cell, field)) {
      say('value-too-long', 'error', { allowed: fieldLengths[field], value: quoted(cell.text) });
    }
  }
}

function isReadable(cell: RowCell, field: ListField): boolean {
  return cell.kind !== 'error' && cell.kind !== 'too-long' && !isTooLong(cell, field);
}

function isTooLong({ text }: RowCell, field: ListField): boolean {
  const allowed = fieldLengths[field];
  return text.length > allowed && cleanText(text).length > allowed;
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function present<T extends object>(values: T): Present<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Present<T>;
}
