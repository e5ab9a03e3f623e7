import { IdentitySchema1764000001000 } from './migrations/1764000001000-identity-schema.js';
import { Person } from './person.entity.js';

export const entities = [Person];
export const migrations = [IdentitySchema1764000001000];
