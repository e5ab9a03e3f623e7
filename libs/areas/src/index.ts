export type { AreasErrorCode } from './areas.errors.js';
export { AreasModule } from './areas.module.js';
export { Areas, type AreaNode } from './areas.service.js';
export { Assignments, type AssignmentPeriod, type NewAssignment, type OfficerLoad } from './assignments.service.js';
