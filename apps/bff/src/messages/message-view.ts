/** One message, and its body to take away. */
import {
  canReadBodies,
  type messageBodyDownload,
  type messageView,
  type QueryOf,
  type ResponseOf,
} from '@gantry/contract'
import { toTimestamp } from '../platform/clock.ts'
import type { Caller } from '../platform/http/caller.ts'
import type { Download } from '../platform/http/operation.ts'
import type { TopicParams } from '../topics/topic-needs.ts'
import { downloadedBody, presentBody } from './message-body.ts'
import { type FoundMessages, findMessages } from './message-find.ts'
import type { MessageNeeds } from './message-needs.ts'
import { presentHead, presentMessage } from './message-present.ts'

export interface MessageParams extends TopicParams {
  readonly messageId: string
}

export async function viewMessage(
  needs: MessageNeeds,
  caller: Caller,
  params: MessageParams,
  { charset }: QueryOf<typeof messageView>,
  signal: AbortSignal,
): Promise<ResponseOf<typeof messageView>> {
  const asOf = toTimestamp(needs.clock.nowMs())
  const [{ node, message }, ...copies] = await open(needs, caller, params, signal)
  const mayRead = canReadBodies(caller)
  return {
    message: presentMessage(node.brokerName, message, mayRead),
    body: presentBody(message, mayRead, charset),
    copies: copies.map(copy => presentHead(copy.node.brokerName, copy.message)),
    asOf,
  }
}

/** @throws AppError CONFLICT for a body that cannot be inflated */
export async function downloadBody(
  needs: MessageNeeds,
  caller: Caller,
  params: MessageParams,
  { form }: QueryOf<typeof messageBodyDownload>,
  signal: AbortSignal,
): Promise<Download> {
  const [{ message }] = await open(needs, caller, params, signal)
  return { fileName: `${message.msgId}.bin`, content: downloadedBody(message, form) }
}

async function open(
  { instances, topics }: MessageNeeds,
  caller: Caller,
  params: MessageParams,
  signal: AbortSignal,
): Promise<FoundMessages> {
  const handle = await instances.instanceFor(params.instanceId, caller)
  const place = await topics.placeOf(handle, params, signal)
  return await findMessages(handle, place, params, params.messageId, signal)
}
