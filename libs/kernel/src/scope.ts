import type { Principal } from './principal.js';

/**
 * The set of enterprises a caller may see. A plain value, resolved once per request and handed to every
 * repository method that reads enterprise data; there is no way to read without one.
 */
export type Scope =
  | { readonly kind: 'city' }
  | { readonly kind: 'areas'; readonly areaIds: readonly string[] }
  /** `at` is the business instant at which somebody serves them. */
  | { readonly kind: 'served'; readonly officerId: string; readonly at: Date }
  | { readonly kind: 'own'; readonly enterpriseIds: readonly string[] }
  | { readonly kind: 'system'; readonly reason: string };

export const Scope = {
  city: (): Scope => ({ kind: 'city' }),
  areas: (areaIds: readonly string[]): Scope => ({ kind: 'areas', areaIds }),
  served: (officerId: string, at: Date): Scope => ({ kind: 'served', officerId, at }),
  own: (enterpriseIds: readonly string[]): Scope => ({ kind: 'own', enterpriseIds }),
  /** For jobs and seeds. The reason names the job and is written into its log lines. */
  system: (reason: string): Scope => ({ kind: 'system', reason }),
};

/** Turns a principal into the scope of his enterprises. Declared here, implemented by `areas`. */
export abstract class ScopeSource {
  abstract resolve(principal: Principal): Promise<Scope>;
}
