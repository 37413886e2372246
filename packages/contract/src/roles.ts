export const ROLES = ['administrator', 'tenantAdministrator', 'resourceUser', 'readOnly'] as const
export type Role = (typeof ROLES)[number]
