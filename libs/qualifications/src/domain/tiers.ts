import { ConfigValue } from '@tidu/kernel';
import type { ProgrammeKey } from './programme.js';
import { programmeKeys } from './programme.js';

/** 小、高、强、上市: the rungs of the ladder from the lowest; `none` is beside it. */
export const tiers = ['none', 'sme', 'high-tech', 'strong', 'listed'] as const;
export type Tier = (typeof tiers)[number];

/** Where and how far an enterprise is on its way to a stock exchange. */
export interface Listing {
  readonly board: string;
  readonly stage: string;
}

export interface TierRule {
  readonly tier: Tier;
  /** Counts only on these boards and at these stages; `null` where the programme has none. */
  readonly listing: { readonly boards: readonly string[]; readonly stages: readonly string[] } | null;
}

/** Which tier a programme lifts to; one that is absent lifts to none. */
export type TierRules = ReadonlyMap<ProgrammeKey, TierRule>;

/** Reads the parsed `config/tiers.yaml`. @throws ConfigError naming the place */
export function readTiers(file: unknown): TierRules {
  const rules = new Map<ProgrammeKey, TierRule>();
  const value = new ConfigValue(file);
  value.object((field) => {
    for (const tier of tiers) {
      if (tier === 'none') continue;
      for (const [programme, rule] of field(tier).list((item) => readRule(item, tier))) {
        if (rules.has(programme)) throw field(tier).wrong(`${programme} has a tier already`);
        rules.set(programme, rule);
      }
    }
  });
  return rules;
}

function readRule(value: ConfigValue, tier: Tier): [ProgrammeKey, TierRule] {
  if (value.isText) return [value.oneOf(programmeKeys), { tier, listing: null }];
  return value.object((field) => [
    field('programme').oneOf(programmeKeys),
    {
      tier,
      listing: {
        boards: field('boards').list((board) => board.text()),
        stages: field('stages').list((stage) => stage.text()),
      },
    },
  ]);
}

/** The tier to which a title lifts while it counts. */
export function tierOf(rules: TierRules, programme: ProgrammeKey, listing: Listing | null): Tier {
  const rule = rules.get(programme);
  if (rule === undefined) return 'none';
  if (rule.listing === null) return rule.tier;
  const counts =
    listing !== null && rule.listing.boards.includes(listing.board) && rule.listing.stages.includes(listing.stage);
  return counts ? rule.tier : 'none';
}

export function higherTier(a: Tier, b: Tier): Tier {
  return tiers.indexOf(a) >= tiers.indexOf(b) ? a : b;
}
