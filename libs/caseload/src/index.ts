export type { CaseloadErrorCode } from './caseload.errors.js';
export { CaseloadModule } from './caseload.module.js';
export { CaseloadProjection } from './caseload.projection.js';
export { Caseload } from './caseload.service.js';
export { ProjectionKeeper, refreshProjectionsJob } from './refresh.keeper.js';
