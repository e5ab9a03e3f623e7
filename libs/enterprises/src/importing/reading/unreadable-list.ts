/** Why a file as a whole is refused. */
export const unreadableReasons = [
  /** No byte, or no cell with a value. */
  'empty',
  /** By its content neither a workbook nor text, whatever its name says. */
  'not-a-spreadsheet',
  /** Enciphered workbook (OLE2 container with `EncryptedPackage`) or enciphered archive entry. */
  'password-protected',
  /** A binary workbook: `.xls` or `.xlsb`. */
  'old-excel',
  /** Text that is not UTF-8. */
  'encoding',
  /** Says it is a spreadsheet and breaks the format's own rules. */
  'corrupt',
  /** Beyond one of `ReadingLimits`; `params.limit` names it. */
  'too-large',
  /** No row among the first ones names a column for the enterprise's name. */
  'no-header',
  /** A header and nothing below it. */
  'no-rows',
  /** Not read within the time limit. */
  'too-slow',
] as const;
export type UnreadableReason = (typeof unreadableReasons)[number];

export type UnreadableParams = Readonly<Record<string, string | number>>;

/** The refusal of a file. The reader throws nothing else because of what a file contains. */
export class UnreadableList extends Error {
  override readonly name = 'UnreadableList';

  constructor(
    readonly reason: UnreadableReason,
    readonly params: UnreadableParams = {},
    options?: ErrorOptions,
  ) {
    super(reason, options);
  }
}

export function corrupt(detail: string, cause?: unknown): UnreadableList {
  return new UnreadableList('corrupt', { detail }, cause === undefined ? undefined : { cause });
}

export function tooLarge(limit: string, allowed: number): UnreadableList {
  return new UnreadableList('too-large', { limit, allowed });
}

/** The code of a Node.js error. Its class says nothing where modules run in a context of their own, as under Jest. */
export function codeOf(error: unknown): string | undefined {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}
