import type { RowReason } from './row-reason.js';
import type { RowValues } from './read-row.js';

/**
 * Tells whether a row names what an earlier row of the same list named: by the code, or by the normalised name where one of the
 * two rows has no code. Grants of different programmes or days to one enterprise are different rows.
 */
export class DuplicateFinder {
  private readonly byCode = new Map<string, number>();
  /** Rows of a name, by whether they carried a code. */
  private readonly byName = new Map<string, number>();
  private readonly byNameWithoutCode = new Map<string, number>();

  /** Asked once for each row that has no error, in the order of the sheet. */
  check(rowNo: number, values: RowValues): RowReason | undefined {
    const grant = `${values.programme ?? ''}|${values.issuedOn ?? ''}`;
    const code = values.uscc === undefined ? undefined : `${grant}|${values.uscc}`;
    const name = `${grant}|${values.nameKey ?? ''}`;
    const sameCode = code === undefined ? undefined : this.byCode.get(code);
    const sameName = (code === undefined ? this.byName : this.byNameWithoutCode).get(name);
    const firstRowNo = sameCode ?? sameName;
    if (firstRowNo !== undefined) {
      return {
        code: sameCode === undefined ? 'duplicate-name' : 'duplicate-code',
        field: sameCode === undefined ? 'name' : 'uscc',
        severity: 'error',
        params: { firstRowNo },
      };
    }
    if (code !== undefined) this.byCode.set(code, rowNo);
    else this.byNameWithoutCode.set(name, rowNo);
    if (!this.byName.has(name)) this.byName.set(name, rowNo);
    return undefined;
  }
}
