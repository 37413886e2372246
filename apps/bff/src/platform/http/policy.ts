/**
 * Who may call which operation: one entry for each, in the `policy.ts` of its capability. The server refuses to start
 * when an entry is missing. Ownership of one thing (an instance, a topic) is the capability's own check.
 */
import type { Caller, Role } from './caller.ts'

export type Rule = (caller: Caller, params: Readonly<Record<string, unknown>>) => boolean
/** Operation ID → rule. */
export type Policy = Readonly<Record<string, Rule>>

const oneOf =
  (...roles: readonly Role[]): Rule =>
  ({ role }) =>
    roles.includes(role)

export const everyone: Rule = () => true
export const administrators = oneOf('administrator')
/** Who make and delete an instance's resources. */
export const owners = oneOf('administrator', 'tenantAdministrator')
/** Everybody but those who only look. */
export const users = oneOf('administrator', 'tenantAdministrator', 'resourceUser')
