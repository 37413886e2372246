import { administrators, type Policy } from '../platform/http/policy.ts'

export const auditPolicy: Policy = { auditEventList: administrators }
