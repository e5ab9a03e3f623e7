/**
 * The set of enterprises a caller may see. A plain value, resolved once per request and handed to every
 * repository method that reads enterprise data; there is no way to read without one.
 */
export type Scope =
  | { readonly kind: 'city' }
  | { readonly kind: 'areas'; readonly areaIds: readonly string[] }
  | { readonly kind: 'served'; readonly officerId: string }
  | { readonly kind: 'own'; readonly enterpriseIds: readonly string[] }
  | { readonly kind: 'system'; readonly reason: string };

export const Scope = {
  city: (): Scope => ({ kind: 'city' }),
  areas: (areaIds: readonly string[]): Scope => ({ kind: 'areas', areaIds }),
  served: (officerId: string): Scope => ({ kind: 'served', officerId }),
  own: (enterpriseIds: readonly string[]): Scope => ({ kind: 'own', enterpriseIds }),
  /** For jobs and seeds. The reason names the job and is written into its log lines. */
  system: (reason: string): Scope => ({ kind: 'system', reason }),
};

/** Turns a principal into the scope of his enterprises. Declared here, implemented by `areas`. */
export abstract class ScopeSource {
  abstract resolve(principal: import('./principal.js').Principal): Promise<Scope>;
}
