export const roles = ['officer', 'manager', 'enterprise', 'admin', 'security', 'auditor'] as const;
export type Role = (typeof roles)[number];
