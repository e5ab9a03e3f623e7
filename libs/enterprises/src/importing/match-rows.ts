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
 * name at several, or the name at one with another code, a person decides: nothing is guessed. A row that has a former name is older
 * than the registry, whatever found the enterprise.
 */
export function matchRow(values: RowValues, index: MatchIndex): RowMatch {
  const byCode = values.uscc === undefined ? undefined : index.byCode.get(values.uscc);
  const nameKey = values.nameKey ?? '';
  const named = index.byName.get(nameKey) ?? [];
  const formerly = index.byFormerName.get(nameKey) ?? [];
  if (byCode) {
    const other = named.find((match) => match.id !== byCode.id);
    if (byCode.nameKey !== nameKey && other) {
      return doubtful(byCode, { code: 'code-and-name-differ', params: { byCode: byCode.name, byName: other.name } });
    }
    const former = byCode.nameKey === nameKey ? undefined : formerly.find((match) => match.id === byCode.id);
    return certain(former ?? byCode);
  }
  const candidates = named.length > 0 ? named : formerly;
  const distinct = [...new Map(candidates.map((match) => [match.id, match])).values()];
  if (distinct.length > 1) return doubtful(null, { code: 'several-matches', params: { count: distinct.length } });
  const [only] = distinct;
  if (!only) return certain(null);
  if (values.uscc !== undefined && only.uscc !== null) {
    return doubtful(only, { code: 'code-differs', params: { known: only.uscc } });
  }
  return certain(only);
}

function certain(enterprise: RegistryMatch | null): RowMatch {
  const reasons: JudgementReason[] =
    enterprise?.matchedBy === 'former-name'
      ? [{ code: 'former-name', severity: 'warning', params: { current: enterprise.name } }]
      : [];
  return { enterprise, isDoubtful: false, reasons };
}

const doubtful = (enterprise: RegistryMatch | null, reason: Omit<JudgementReason, 'severity'>): RowMatch => ({
  enterprise,
  isDoubtful: true,
  reasons: [{ ...reason, severity: 'error' }],
});

/**
 * Which rows that mean nobody known mean the same newcomer, by the first of them: the same code; else the same name, unless both have
 * a code. A name without a code that two newcomers with codes have means neither.
 */
export function newcomers(
  rows: readonly { readonly rowNo: number; readonly values: RowValues }[],
): ReadonlyMap<number, number | 'several'> {
  const byCode = new Map<string, number>();
  const byName = new Map<string, { readonly rowNo: number; hasCode: boolean }[]>();
  const found = new Map<number, number | 'several'>();
  for (const { rowNo, values } of rows) {
    const { uscc, nameKey = '' } = values;
    const known = uscc === undefined ? undefined : byCode.get(uscc);
    const namesakes = byName.get(nameKey) ?? [];
    const candidates = uscc === undefined ? namesakes : namesakes.filter((one) => !one.hasCode);
    if (known !== undefined) found.set(rowNo, known);
    else if (candidates.length > 1) found.set(rowNo, 'several');
    else {
      const [same] = candidates;
      const first = same?.rowNo ?? rowNo;
      found.set(rowNo, first);
      if (uscc !== undefined) byCode.set(uscc, first);
      if (same) same.hasCode ||= uscc !== undefined;
      else byName.set(nameKey, [...namesakes, { rowNo, hasCode: uscc !== undefined }]);
    }
  }
  return found;
}
