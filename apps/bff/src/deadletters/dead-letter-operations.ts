import {
  deadLetterExport,
  deadLetterList,
  deadLetterResendCancel,
  deadLetterResendCreate,
  deadLetterResendList,
  deadLetterResendResults,
  deadLetterResendView,
  deadLetterView,
} from '@gantry/contract'
import { type Operation, operation } from '../platform/http/operation.ts'
import { exportDeadLetters } from './dead-letter-export.ts'
import { listDeadLetters } from './dead-letter-list.ts'
import type { DeadLetterNeeds, GroupPlace } from './dead-letter-needs.ts'
import { orderResend } from './dead-letter-resend.ts'
import { resendKind } from './dead-letter-resend-job.ts'
import { listResends, listResults, requireResend, viewResend } from './dead-letter-resend-view.ts'
import { viewDeadLetter } from './dead-letter-view.ts'

export function deadLetterOperations(needs: DeadLetterNeeds): Operation[] {
  needs.jobs.define(resendKind(needs))
  return [...reads(needs), ...resends(needs)]
}

function reads(needs: DeadLetterNeeds): Operation[] {
  return [
    operation(deadLetterList, ({ caller, params, query, signal }) =>
      listDeadLetters(needs, caller, params, query, signal),
    ),
    operation(deadLetterView, ({ caller, params, signal }) => viewDeadLetter(needs, caller, params, signal)),
    operation(deadLetterExport, ({ caller, params, query, signal }) =>
      exportDeadLetters(needs, caller, params, query, signal),
    ),
  ]
}

function resends(needs: DeadLetterNeeds): Operation[] {
  return [
    operation(deadLetterResendCreate, async ({ caller, params, body, signal, audit }) => {
      audit.target(targetOf(params))
      const { messageIds, ...rest } = body
      audit.details({ ...rest, ...(messageIds && { messages: messageIds.length }) })
      const resend = await orderResend(needs, caller, params, body, signal)
      const { resendId, state } = resend
      audit.change(null, { resendId, state })
      return resend
    }),
    operation(deadLetterResendList, ({ caller, params, query }) => listResends(needs, caller, params, query)),
    operation(deadLetterResendView, ({ caller, params }) => viewResend(needs, caller, params)),
    operation(deadLetterResendResults, ({ caller, params, query }) =>
      listResults(needs, caller, params, query),
    ),
    operation(deadLetterResendCancel, async ({ caller, params, audit }) => {
      audit.target(targetOf(params))
      audit.details({ resendId: params.resendId })
      const { job_id, state } = await requireResend(needs, caller, params)
      await needs.jobs.cancel(job_id)
      const after = await requireResend(needs, caller, params)
      audit.change({ state }, { state: after.state })
    }),
  ]
}

function targetOf({ instanceId, group }: GroupPlace): string {
  return `dead letters of ${instanceId}/${group}`
}
