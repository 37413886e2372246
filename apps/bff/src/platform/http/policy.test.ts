import { ENDPOINTS, ROLES } from '@gantry/contract'
import { describe, expect, it } from 'vitest'
import { startTestServer } from '../../../test-support/start-server.ts'
import { createCapabilities } from '../../capabilities.ts'
import type { Caller, Role } from './caller.ts'
import { administrators, everyone, type Rule } from './policy.ts'

function callerOf(role: Role): Caller {
  return {
    userId: 'u',
    username: 'someone',
    role,
    mustChangePassword: false,
    language: null,
    via: 'token',
    credentialId: 't',
  }
}

const allowed = (rule: Rule): Role[] => ROLES.filter(role => rule(callerOf(role), {}))

describe('a rule of the policy', () => {
  it.each([
    ['everyone', everyone, ['administrator', 'tenantAdministrator', 'resourceUser', 'readOnly']],
    ['administrators', administrators, ['administrator']],
  ] as const)('%s lets in who it names', (_, rule, roles) => {
    expect(allowed(rule)).toEqual(roles)
  })
})

describe('the policy of the server', () => {
  it('lets nobody but administrators do what the contract keeps for them', async () => {
    await using server = await startTestServer()
    const { policy } = await createCapabilities(server.context)
    const kept = ENDPOINTS.filter(({ access }) => access === 'administrator').map(({ id }) => id)
    expect(kept).toContain('auditEventList')
    for (const id of kept) {
      const rule = policy[id]
      expect({ id, roles: rule && allowed(rule) }).toEqual({ id, roles: ['administrator'] })
    }
  })

  it('has no entry for an operation that does not exist', async () => {
    await using server = await startTestServer()
    const { policy, operations } = await createCapabilities(server.context)
    expect(Object.keys(policy).toSorted()).toEqual(operations.map(({ endpoint }) => endpoint.id).toSorted())
  })
})
