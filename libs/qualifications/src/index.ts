export { tiers, type Tier } from './domain/tiers.js';
export { type TierSegment } from './domain/tier-timeline.js';
export { type Grant } from './grants.js';
export { Programmes } from './programmes.js';
export type { QualificationsErrorCode } from './qualifications.errors.js';
export { QualificationsModule } from './qualifications.module.js';
export { Qualifications, type GrantedBy } from './qualifications.service.js';
