import { describe, expect, it } from '@jest/globals';
import type { Permission } from './permission.js';
import { permissionTable, permissionsOf } from './permission.js';
import { roles } from './role.js';

const business: readonly Permission[] = (Object.keys(permissionTable) as Permission[]).filter((permission) =>
  /^(enterprises|contacts|qualifications|imports|assignments|deadlines|dashboards)\./.test(permission),
);

describe('permissions', () => {
  it.each(['admin', 'security', 'auditor'] as const)('of %s reach no business record', (role) => {
    expect(business.filter((permission) => permissionsOf([role]).has(permission))).toEqual([]);
  });

  it('of the audit log are the auditor’s alone, and those of locks and sign-on the security administrator’s', () => {
    const holders = (permission: Permission) => roles.filter((role) => permissionsOf([role]).has(permission));
    expect(holders('audit.read')).toEqual(['auditor']);
    expect(holders('security.manage')).toEqual(['security']);
    expect(holders('account.own')).toEqual([...roles]);
  });

  it('of several roles are those of each, of none are none', () => {
    const both = permissionsOf(['officer', 'auditor']);
    for (const role of ['officer', 'auditor'] as const) {
      for (const permission of permissionsOf([role])) expect(both.has(permission)).toBe(true);
    }
    expect(permissionsOf([]).size).toBe(0);
  });
});
