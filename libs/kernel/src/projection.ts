/** The libraries in the order of their dependencies; projections are refreshed in this order. */
export const libraries = [
  'kernel',
  'platform',
  'identity',
  'enterprises',
  'qualifications',
  'areas',
  'visits',
  'policies',
  'plans',
  'outreach',
  'technology-market',
  'talent',
  'projects',
  'deadlines',
  'notifications',
  'caseload',
  'insights',
] as const;
export type Library = (typeof libraries)[number];

/** What about an enterprise changed. */
export const facts = [
  'identity',
  'area',
  'standing',
  'qualification',
  'tier',
  'assignment',
  'contact',
  'due',
  'deadline',
  'visit',
  'demand',
  'plan',
] as const;
export type Fact = (typeof facts)[number];

/**
 * A read model kept in step with what it is made of. Before a unit of work commits, each projection is asked once,
 * in library order, to refresh the enterprises of which one of its facts was touched; it may touch facts only for later ones.
 */
export interface Projection {
  readonly library: Library;
  readonly reactsTo: readonly Fact[];
  refresh(enterpriseIds: readonly string[]): Promise<void>;
}
