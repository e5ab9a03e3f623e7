import { QualificationsSchema1764000003000 } from './migrations/1764000003000-qualifications-schema.js';
import { Qualification } from './qualification.entity.js';

export const entities = [Qualification];
export const migrations = [QualificationsSchema1764000003000];
