import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EnterpriseItem } from '../../../shared/api/types';
import { useDeadlineWords } from '../../../shared/deadline-words';
import { notify } from '../../../shared/parts/notice';
import { useProblemText } from '../../../shared/problem-text';
import { saveFile } from '../../../shared/save-file';
import { useToday } from '../../../shared/who';
import { collectEnterprises, type EnterpriseFilter } from '../api/list-enterprises';
import { enterprisesCsv } from '../export-enterprises';

export interface Export {
  /** How many rows are fetched so far; `null` while nothing runs. */
  progress: number | null;
  all: (filter: EnterpriseFilter) => void;
  these: (rows: readonly EnterpriseItem[]) => void;
}

/** What is seen, as a file: all that match, fetched page by page, or the rows at hand. */
export function useExport(): Export {
  const { t } = useTranslation();
  const today = useToday();
  const { matter } = useDeadlineWords();
  const textOf = useProblemText();
  const [progress, setProgress] = useState<number | null>(null);
  const running = useRef<AbortController | null>(null);

  const save = (rows: readonly EnterpriseItem[]) => {
    const keys = [
      'name',
      'code',
      'tier',
      'certainTier',
      'area',
      'chain',
      'officer',
      'deadline',
      'dueOn',
      'flags',
    ] as const;
    const file = enterprisesCsv(rows, {
      header: keys.map((key) => t(`column.${key}`)),
      line: (row) => [
        row.name,
        row.uscc ?? '',
        t(`tier.${row.tier}`),
        t(`tier.${row.certainTier}`),
        row.area.name,
        row.chain ?? '',
        row.officer?.name ?? '',
        row.nextDeadline === null ? '' : matter(row.nextDeadline),
        row.nextDeadline?.dueOn ?? '',
        row.flags.map((flag) => t(`flag.${flag}`)).join(t('list.semicolon')),
      ],
    });
    saveFile(file, `${t('nav.enterprises')}-${today}.csv`);
    notify('done', t('export.done', { count: rows.length }));
  };

  const all = (filter: EnterpriseFilter) => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    setProgress(0);
    collectEnterprises(filter, setProgress, controller.signal)
      .then(save)
      .catch((error: unknown) => notify('failed', textOf(error)))
      .finally(() => setProgress(null));
  };

  return { progress, all, these: save };
}
