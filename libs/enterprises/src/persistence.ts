import { Contact } from './contact.entity.js';
import { Enterprise } from './enterprise.entity.js';
import { EnterprisesSchema1764000002000 } from './migrations/1764000002000-enterprises-schema.js';

export const entities = [Enterprise, Contact];
export const migrations = [EnterprisesSchema1764000002000];
