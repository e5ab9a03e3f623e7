import { Deadline } from './deadline.entity.js';
import { DeadlinesSchema1764000005000 } from './migrations/1764000005000-deadlines-schema.js';

export const entities = [Deadline];
export const migrations = [DeadlinesSchema1764000005000];
