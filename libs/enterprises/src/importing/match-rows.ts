import type { RegistryMatch } from '../enterprises.repository.js';
import type { RowValues } from './domain/read-row.js';
import type { JudgementReason } from './judgement.js';

export interface RowMatch {
  readonly enterprise: RegistryMatch | null;
  readonly isDoubtful: boolean;
  readonly reasons: readonly JudgementReason[];
}

/** What the registry has under the codes and names of some rows. */
export interface MatchIndex {
  readonly byCode: ReadonlyMap<string, RegistryMatch>;
  readonly byName: ReadonlyMap<string, readonly RegistryMatch[]>;
  readonly byFormerName: ReadonlyMap<string, readonly RegistryMatch[]>;
}

export function matchIndex(matches: readonly RegistryMatch[]): MatchIndex {
  const byCode = new Map<string, RegistryMatch>();
  const byName = new Map<string, RegistryMatch[]>();
  const byFormerName = new Map<string, RegistryMatch[]>();
  for (const match of matches) {
    if (match.matchedBy === 'code') byCode.set(match.matchedKey, match);
    else {
      const index = match.matchedBy === 'name' ? byName : byFormerName;
      const others = index.get(match.matchedKey);
      if (others) others.push(match);
      else index.set(match.matchedKey, [match]);
    }
  }
  return { byCode, byName, byFormerName };
}

/**
 * Which enterprise a row means: by its code; else by its exact name; else by a former name. Where code and name point at two, or one
 * name at several, or the name at one with another code, a person decides: nothing is guessed.
 */
export function matchRow(values: RowValues, index: MatchIndex): RowMatch {
  const byCode = values.uscc === undefined ? undefined : index.byCode.get(values.uscc);
  const nameKey = values.nameKey ?? '';
  const named = index.byName.get(nameKey) ?? [];
  if (byCode) {
    const other = named.find((match) => match.id !== byCode.id);
    if (byCode.nameKey !== nameKey && other) {
      return doubtful(byCode, { code: 'code-and-name-differ', params: { byCode: byCode.name, byName: other.name } });
    }
    return certain(byCode);
  }
  const candidates = named.length > 0 ? named : (index.byFormerName.get(nameKey) ?? []);
  const distinct = [...new Map(candidates.map((match) => [match.id, match])).values()];
  if (distinct.length > 1) return doubtful(null, { code: 'several-matches', params: { count: distinct.length } });
  const [only] = distinct;
  if (!only) return certain(null);
  if (values.uscc !== undefined && only.uscc !== null) {
    return doubtful(only, { code: 'code-differs', params: { known: only.uscc } });
  }
  return only.matchedBy === 'former-name'
    ? { ...certain(only), reasons: [{ code: 'former-name', severity: 'warning', params: { current: only.name } }] }
    : certain(only);
}

const certain = (enterprise: RegistryMatch | null): RowMatch => ({ enterprise, isDoubtful: false, reasons: [] });

const doubtful = (enterprise: RegistryMatch | null, reason: Omit<JudgementReason, 'severity'>): RowMatch => ({
  enterprise,
  isDoubtful: true,
  reasons: [{ ...reason, severity: 'error' }],
});
