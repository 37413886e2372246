import {
  messageBodyDownload,
  messageDelivery,
  messageList,
  messageSend,
  messageVerify,
  messageView,
} from '@gantry/contract'
import { type Operation, operation } from '../platform/http/operation.ts'
import { topicTarget } from '../topics/topic-names.ts'
import { viewDelivery } from './message-delivery.ts'
import { listMessages } from './message-list.ts'
import type { MessageNeeds } from './message-needs.ts'
import { sendMessage } from './message-send.ts'
import { verifyMessage } from './message-verify.ts'
import { downloadBody, viewMessage } from './message-view.ts'

export function messageOperations(needs: MessageNeeds): Operation[] {
  return [
    operation(messageList, ({ caller, params, query, signal }) =>
      listMessages(needs, caller, params, query, signal),
    ),
    operation(messageView, ({ caller, params, query, signal }) =>
      viewMessage(needs, caller, params, query, signal),
    ),
    operation(messageBodyDownload, ({ caller, params, query, signal }) =>
      downloadBody(needs, caller, params, query, signal),
    ),
    operation(messageDelivery, ({ caller, params, signal }) => viewDelivery(needs, caller, params, signal)),
    operation(messageVerify, async ({ caller, params, body, signal, audit }) => {
      audit.target(topicTarget(params))
      audit.details({ messageId: params.messageId, ...body })
      const verdict = await verifyMessage(needs, caller, params, body, signal)
      audit.details({ consumeResult: verdict.consumeResult })
      return verdict
    }),
    operation(messageSend, async ({ caller, params, body, signal, audit }) => {
      audit.target(topicTarget(params))
      const sent = await sendMessage(needs, caller, params, body, signal)
      // Not what the message says: bodies may be private.
      audit.change(null, sent)
      return sent
    }),
  ]
}
