import { type Grant, grantCreate, grantDelete, grantList } from '@gantry/contract'
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
      audit.asked(body)
      const { before, grant, row } = await createGrant(needs, caller, params, body, signal)
      audit.change(before && recordedGrant(before), recordedGrant(grant))
      const outcomes = await needs.access.settleGrantees([row], signal)
      audit.details({ failures: failuresOf(outcomes) })
      return { grant, outcomes }
    }),
    operation(grantDelete, async ({ caller, params, signal, audit }) => {
      audit.target(`grants of ${params.instanceId}/${params.topic}`)
      const { revoked, row } = await revokeGrant(needs, caller, params)
      audit.change(recordedGrant(revoked), null)
      const outcomes = await needs.access.settleGrantees([row], signal)
      audit.details({ failures: failuresOf(outcomes) })
      return { outcomes }
    }),
  ]
}

function recordedGrant({ grantId, granteeType, grantee, authorisation, groups, sourceIps }: Grant) {
  return { grantId, granteeType, grantee, authorisation, groups, sourceIps }
}
