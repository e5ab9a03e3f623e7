import { PlatformSchema1764000000000 } from './migrations/1764000000000-platform-schema.js';

export const entities = [];
export const migrations = [PlatformSchema1764000000000];
