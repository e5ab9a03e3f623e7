import type { Role } from './role.js';

/**
 * Everything a handler can demand, with the roles that hold it. Three of the roles administer (三员分立): admin, security, auditor.
 * They hold nothing that shows or changes a business record; what admin reads beside his own work is the frame of it (areas and
 * programmes), never an enterprise.
 */
export const permissionTable = {
  'account.own': ['officer', 'manager', 'enterprise', 'admin', 'security', 'auditor'],
  'enterprises.read': ['officer', 'manager', 'enterprise'],
  'enterprises.write': ['manager'],
  'enterprises.export': ['officer', 'manager'],
  'contacts.read': ['officer', 'manager', 'enterprise'],
  'contacts.write': ['officer', 'manager', 'enterprise'],
  'qualifications.write': ['manager'],
  'programmes.read': ['officer', 'manager', 'enterprise', 'admin'],
  'imports.manage': ['manager'],
  'areas.read': ['officer', 'manager', 'admin'],
  'officers.read': ['manager'],
  'assignments.read': ['officer', 'manager', 'enterprise'],
  'deadlines.read': ['officer', 'manager', 'enterprise'],
  'deadlines.write': ['officer', 'manager'],
  'notifications.own': ['officer', 'manager', 'enterprise', 'admin', 'security', 'auditor'],
  'dashboards.read': ['officer', 'manager'],
  'sweeps.run': ['admin'],
  'calendar.manage': ['admin'],
  'system.read': ['admin'],
  'security.manage': ['security'],
  'audit.read': ['auditor'],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof permissionTable;

const known = new Map<string, ReadonlySet<Permission>>();

/** What somebody in these roles may do. Asked with every request and answered from the few combinations there are. */
export function permissionsOf(held: readonly Role[]): ReadonlySet<Permission> {
  const key = held.join();
  let granted = known.get(key);
  if (!granted) {
    const entries = Object.entries(permissionTable) as [Permission, readonly Role[]][];
    granted = new Set(
      entries.flatMap(([permission, allowed]) => (held.some((role) => allowed.includes(role)) ? [permission] : [])),
    );
    known.set(key, granted);
  }
  return granted;
}
