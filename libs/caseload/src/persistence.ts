import { CaseloadSchema1764000007000 } from './migrations/1764000007000-caseload-schema.js';

export const entities = [];
export const migrations = [CaseloadSchema1764000007000];
