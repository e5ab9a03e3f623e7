import type { EnterpriseItem } from '../../shared/api/types';
import { toCsv } from '../../shared/csv';

/** One line of the exported list, in the order of its header. */
export interface ExportWords {
  header: readonly string[];
  line: (row: EnterpriseItem) => readonly string[];
}

export function enterprisesCsv(rows: readonly EnterpriseItem[], words: ExportWords): Blob {
  return new Blob([toCsv(words.header, rows.map(words.line))], { type: 'text/csv;charset=utf-8' });
}
