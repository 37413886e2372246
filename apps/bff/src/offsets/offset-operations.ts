import {
  offsetRange,
  offsetReset,
  offsetResetList,
  offsetResetUndo,
  type ResetResult,
} from '@gantry/contract'
import { failuresOf } from '../platform/brokers/outcomes.ts'
import { type Operation, operation } from '../platform/http/operation.ts'
import { listResets } from './kept-resets.ts'
import type { GroupParams, OffsetNeeds } from './offset-needs.ts'
import { viewRange } from './offset-range.ts'
import { resetOffsets, undoReset } from './offset-reset.ts'

export function offsetOperations(needs: OffsetNeeds): Operation[] {
  return [
    operation(offsetRange, ({ caller, params, query, signal }) =>
      viewRange(needs, caller, params, query.topic, signal),
    ),
    operation(offsetResetList, ({ caller, params }) => listResets(needs, caller, params)),
    operation(offsetReset, async ({ caller, params, body, signal, audit }) => {
      audit.target(targetOf(params))
      audit.details({ ...body })
      const result = await resetOffsets(needs, caller, params, body, signal)
      audit.details(noteOf(result))
      return result
    }),
    operation(offsetResetUndo, async ({ caller, params, body: { dryRun }, signal, audit }) => {
      audit.target(targetOf(params))
      audit.details({ undoOf: params.resetId, dryRun })
      const result = await undoReset(needs, caller, params, dryRun, signal)
      audit.details(noteOf(result))
      return result
    }),
  ]
}

function noteOf({ resetId, skipped, repeated, outcomes }: ResetResult) {
  return { resetId, skipped, repeated, failures: failuresOf(outcomes) }
}

function targetOf({ instanceId, group }: GroupParams): string {
  return `group ${instanceId}/${group}`
}
