import { grantCreate, grantDelete, grantList } from '@gantry/contract'
import { type Operation, operation } from '../platform/http/operation.ts'
import { failuresOf } from './access-failures.ts'
import { createGrant, revokeGrant } from './grant-changes.ts'
import { listGrants } from './grant-list.ts'
import type { GrantNeeds } from './grant-needs.ts'

export function grantOperations(needs: GrantNeeds): Operation[] {
  return [
    operation(grantList, ({ caller, params, signal }) => listGrants(needs, caller, params, signal)),
    operation(grantCreate, async ({ caller, params, body, signal, audit }) => {
      audit.target(`grants of ${params.instanceId}/${params.topic}`)
      audit.details({ ...body })
      const created = await createGrant(needs, caller, params, body, signal)
      audit.details({ grantId: created.grant.grantId, failures: failuresOf(created.outcomes) })
      return created
    }),
    operation(grantDelete, async ({ caller, params, signal, audit }) => {
      audit.target(`grants of ${params.instanceId}/${params.topic}`)
      const { revoked, outcomes } = await revokeGrant(needs, caller, params, signal)
      const { granteeType, grantee, authorisation, groups, sourceIps } = revoked
      audit.details({
        granteeType,
        grantee,
        authorisation,
        groups,
        sourceIps,
        failures: failuresOf(outcomes),
      })
      return { outcomes }
    }),
  ]
}
