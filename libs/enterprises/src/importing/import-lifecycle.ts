/** States of a list that came in, with those that may follow. */
export const importTransitions = {
  received: ['reading', 'failed'],
  reading: ['previewed', 'failed'],
  previewed: ['applying'],
  applying: ['applied', 'previewed'],
  applied: [],
  undone: [],
  failed: [],
} as const satisfies Record<string, readonly string[]>;

export type ImportState = keyof typeof importTransitions;

/** What people may do with a list in a state. */
export const allowedVerbs = (state: ImportState): readonly 'apply'[] => (state === 'previewed' ? ['apply'] : []);
