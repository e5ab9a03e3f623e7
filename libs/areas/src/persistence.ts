import { Area } from './area.entity.js';
import { Assignment } from './assignment.entity.js';
import { AreasSchema1764000004000 } from './migrations/1764000004000-areas-schema.js';
import { AreasOneRoot1764000009000 } from './migrations/1764000009000-areas-one-root.js';

export const entities = [Area, Assignment];
export const migrations = [AreasSchema1764000004000, AreasOneRoot1764000009000];
