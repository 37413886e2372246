import { messageSend } from '@gantry/contract'
import { type Operation, operation } from '../platform/http/operation.ts'
import { topicTarget } from '../topics/topic-names.ts'
import type { MessageNeeds } from './message-needs.ts'
import { sendMessage } from './message-send.ts'

export function messageOperations(needs: MessageNeeds): Operation[] {
  return [
    operation(messageSend, async ({ caller, params, body, signal, audit }) => {
      audit.target(topicTarget(params))
      const sent = await sendMessage(needs, caller, params, body, signal)
      // Not what the message says: bodies may be private.
      audit.details({ messageId: sent.messageId, sendStatus: sent.sendStatus })
      return sent
    }),
  ]
}
