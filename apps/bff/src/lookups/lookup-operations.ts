import { lookupView } from '@gantry/contract'
import { type Operation, operation } from '../platform/http/operation.ts'
import type { LookupNeeds } from './lookup-needs.ts'
import { lookUp } from './lookup-view.ts'

export function lookupOperations(needs: LookupNeeds): Operation[] {
  return [
    operation(lookupView, ({ caller, params, query, signal }) =>
      lookUp(needs, caller, params, query, signal),
    ),
  ]
}
