/** A cell that a spreadsheet would take for a formula is preceded by an apostrophe. */
export function safeCell(value: string): string {
  return /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
}

/** RFC 4180 with a byte order mark, without which Excel reads UTF-8 as GBK. */
export function toCsv(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    cells
      .map((cell) => safeCell(cell))
      .map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
      .join(',');
  return `\ufeff${[header, ...rows].map(line).join('\r\n')}\r\n`;
}
