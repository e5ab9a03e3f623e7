import { NotificationsSchema1764000006000 } from './migrations/1764000006000-notifications-schema.js';

export const entities = [];
export const migrations = [NotificationsSchema1764000006000];
