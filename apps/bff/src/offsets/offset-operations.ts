import {
  offsetRange,
  offsetReset,
  offsetResetList,
  offsetResetUndo,
  type QueueReset,
  type ResetResult,
} from '@gantry/contract'
import { failuresOf } from '../platform/brokers/outcomes.ts'
import { type AuditNotes, type Operation, operation } from '../platform/http/operation.ts'
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
      record(audit, result)
      return result
    }),
    operation(offsetResetUndo, async ({ caller, params, body: { dryRun }, signal, audit }) => {
      audit.target(targetOf(params))
      audit.details({ undoOf: params.resetId, dryRun })
      const result = await undoReset(needs, caller, params, dryRun, signal)
      record(audit, result)
      return result
    }),
  ]
}

function record(
  audit: AuditNotes,
  { resetId, topic, skipped, repeated, outcomes, queues }: ResetResult,
): void {
  audit.details({ resetId, topic, skipped, repeated, failures: failuresOf(outcomes) })
  // Nothing is kept of a dry run, for nothing was moved.
  if (resetId === null) audit.noChange()
  else audit.change(placesOf(queues, 'before'), placesOf(queues, 'after'))
}

/** The offset of each queue that was moved; null where the group had none. */
function placesOf(queues: readonly QueueReset[], when: 'before' | 'after') {
  const moved = queues.filter(({ ok }) => ok)
  return Object.fromEntries(moved.map(queue => [`${queue.brokerName}/${queue.queueId}`, queue[when]]))
}

function targetOf({ instanceId, group }: GroupParams): string {
  return `group ${instanceId}/${group}`
}
