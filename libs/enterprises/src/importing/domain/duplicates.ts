import type { RowReason } from './row-reason.js';
import type { RowValues } from './read-row.js';

/**
 * Tells whether a row names what an earlier row of the same list named: by the code, or by the normalised name where one of the
 * two rows has no code. Grants of different programmes or days to one enterprise are different rows.
 */
export class DuplicateFinder {
  private readonly byCode = new Map<string, number>();
  private readonly byName = new Map<string, { readonly rowNo: number; readonly hasCode: boolean }>();

  /** Asked once for each row that has no error, in the order of the sheet. */
  check(rowNo: number, values: RowValues): RowReason | undefined {
    const grant = `${values.programme ?? ''}|${values.issuedOn ?? ''}`;
    const code = values.uscc === undefined ? undefined : `${grant}|${values.uscc}`;
    const name = `${grant}|${values.nameKey ?? ''}`;
    const sameCode = code === undefined ? undefined : this.byCode.get(code);
    if (sameCode !== undefined) return duplicate('duplicate-code', 'uscc', sameCode);
    const sameName = this.byName.get(name);
    // Two codes under one name are two enterprises.
    if (sameName !== undefined && !(sameName.hasCode && code !== undefined)) {
      return duplicate('duplicate-name', 'name', sameName.rowNo);
    }
    if (code !== undefined) this.byCode.set(code, rowNo);
    if (sameName === undefined) this.byName.set(name, { rowNo, hasCode: code !== undefined });
    return undefined;
  }
}

function duplicate(code: 'duplicate-code' | 'duplicate-name', field: 'uscc' | 'name', firstRowNo: number): RowReason {
  return { code, field, severity: 'error', params: { firstRowNo } };
}
