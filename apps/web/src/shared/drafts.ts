import { useCallback, useState } from 'react';

const prefix = 'tidu.draft.';

function read<T>(key: string): T | null {
  try {
    const text = sessionStorage.getItem(prefix + key);
    return text === null ? null : (JSON.parse(text) as T);
  } catch {
    return null;
  }
}

function write(key: string, value: unknown): void {
  try {
    if (value === null) sessionStorage.removeItem(prefix + key);
    else sessionStorage.setItem(prefix + key, JSON.stringify(value));
  } catch {
    // Without storage a draft lasts as long as its form.
  }
}

/**
 * What was typed into a form, kept through an error, a reload and a lost session: in this tab only, and not beyond
 * signing out. `T` must survive JSON.
 */
export function useDraft<T>(key: string): { draft: T | null; keep: (value: T) => void; forget: () => void } {
  const [draft] = useState(() => read<T>(key));
  const keep = useCallback((value: T) => write(key, value), [key]);
  const forget = useCallback(() => write(key, null), [key]);
  return { draft, keep, forget };
}

/** At signing out: the next person at this desk shall not find them. */
export function forgetDrafts(): void {
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(prefix)) sessionStorage.removeItem(key);
  } catch {
    // Forbidden storage holds no drafts.
  }
}
