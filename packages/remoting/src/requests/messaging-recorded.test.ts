/**
 * What went over the wire between a client of ours and Apache RocketMQ, read and written back to the same.
 * `test-support/record-messaging` records it anew.
 */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseJson } from '../protocol/json.ts'
import type { AnyRequestLayout } from '../protocol/layout.ts'
import { type Infer, int32, list, mapOf, object, optional, text } from '../protocol/shape.ts'
import { sendMessage } from './0010-send-message.ts'
import { pullMessage } from './0011-pull-message.ts'
import { queryMessage } from './0012-query-message.ts'
import { queryConsumerOffset } from './0014-query-consumer-offset.ts'
import { updateConsumerOffset } from './0015-update-consumer-offset.ts'
import { searchOffsetByTimestamp } from './0029-search-offset-by-timestamp.ts'
import { getMaxOffset } from './0030-get-max-offset.ts'
import { getMinOffset } from './0031-get-min-offset.ts'
import { getEarliestMsgStoreTime } from './0032-get-earliest-msg-storetime.ts'
import { viewMessageById } from './0033-view-message-by-id.ts'
import { heartBeat } from './0034-heart-beat.ts'
import { unregisterClient } from './0035-unregister-client.ts'
import { consumerSendMsgBack } from './0036-consumer-send-msg-back.ts'
import { endTransaction } from './0037-end-transaction.ts'
import { checkTransactionState } from './0039-check-transaction-state.ts'
import { notifyConsumerIdsChanged } from './0040-notify-consumer-ids-changed.ts'
import { lockBatchMq } from './0041-lock-batch-mq.ts'
import { unlockBatchMq } from './0042-unlock-batch-mq.ts'
import { getAllConsumerOffset } from './0043-get-all-consumer-offset.ts'
import { getAllDelayOffset } from './0045-get-all-delay-offset.ts'
import { registerBroker } from './0103-register-broker.ts'
import { unregisterBroker } from './0104-unregister-broker.ts'
import {
  resetConsumerClientOffset,
  resetConsumerClientOffsetForC,
} from './0220-reset-consumer-client-offset.ts'
import { getConsumerStatusFromClient } from './0221-get-consumer-status-from-client.ts'
import { invokeBrokerToResetOffset } from './0222-invoke-broker-to-reset-offset.ts'
import { invokeBrokerToGetConsumerStatus } from './0223-invoke-broker-to-get-consumer-status.ts'
import { consumeMessageDirectly, consumeMessageDirectlyOnClient } from './0309-consume-message-directly.ts'
import { sendMessageV2 } from './0310-send-message-v2.ts'
import { cloneGroupOffset } from './0314-clone-group-offset.ts'
import { sendBatchMessage } from './0320-send-batch-message.ts'
import { queryConsumeQueue } from './0321-query-consume-queue.ts'
import { resumeCheckHalfMessage } from './0323-resume-check-half-message.ts'
import { sendReplyMessage } from './0324-send-reply-message.ts'
import { sendReplyMessageV2 } from './0325-send-reply-message-v2.ts'
import { pushReplyMessageToClient } from './0326-push-reply-message-to-client.ts'
import { litePullMessage } from './0361-lite-pull-message.ts'
import { recallMessage } from './0370-recall-message.ts'
import { queryAssignment } from './0400-query-assignment.ts'
import { setMessageRequestMode } from './0401-set-message-request-mode.ts'
import { popMessage } from './200050-pop-message.ts'
import { ackMessage } from './200051-ack-message.ts'
import { peekMessage } from './200052-peek-message.ts'
import { changeMessageInvisibleTime } from './200053-change-message-invisibletime.ts'
import { notification } from './200054-notification.ts'
import { pollingInfo } from './200055-polling-info.ts'
import { batchAckMessage } from './200151-batch-ack-message.ts'

const fromClient: readonly AnyRequestLayout[] = [
  sendMessage,
  pullMessage,
  queryMessage,
  queryConsumerOffset,
  updateConsumerOffset,
  searchOffsetByTimestamp,
  getMaxOffset,
  getMinOffset,
  getEarliestMsgStoreTime,
  viewMessageById,
  heartBeat,
  unregisterClient,
  consumerSendMsgBack,
  endTransaction,
  lockBatchMq,
  unlockBatchMq,
  getAllConsumerOffset,
  getAllDelayOffset,
  registerBroker,
  unregisterBroker,
  invokeBrokerToResetOffset,
  invokeBrokerToGetConsumerStatus,
  consumeMessageDirectly,
  sendMessageV2,
  cloneGroupOffset,
  sendBatchMessage,
  queryConsumeQueue,
  resumeCheckHalfMessage,
  sendReplyMessage,
  sendReplyMessageV2,
  litePullMessage,
  recallMessage,
  queryAssignment,
  setMessageRequestMode,
  popMessage,
  ackMessage,
  peekMessage,
  changeMessageInvisibleTime,
  notification,
  pollingInfo,
  batchAckMessage,
]
const fromBroker: readonly AnyRequestLayout[] = [
  checkTransactionState,
  notifyConsumerIdsChanged,
  resetConsumerClientOffset,
  getConsumerStatusFromClient,
  consumeMessageDirectlyOnClient,
  pushReplyMessageToClient,
]

const parts = object({
  code: int32,
  remark: optional(text),
  extFields: mapOf(text, text),
  bodyText: optional(text),
  bodyHex: optional(text),
})
type Parts = Infer<typeof parts>
const recording = object({
  exchanges: list(object({ name: text, sentBy: text, request: parts, response: optional(parts) })),
})
type Exchange = Infer<typeof recording>['exchanges'][number]

function recordedFrom(release: string): Exchange[] {
  const file = new URL(`../../fixtures/answers/messaging-${release}.json`, import.meta.url)
  return recording.read(parseJson(readFileSync(file, 'utf8'))).exchanges
}

function layoutOf({ sentBy, request }: Exchange): AnyRequestLayout {
  if (request.code === 220 && request.bodyText?.includes('"offsetTable":['))
    return resetConsumerClientOffsetForC
  const layout = (sentBy === 'client' ? fromClient : fromBroker).find(({ code }) => code === request.code)
  if (layout === undefined) throw new Error(`no layout of ${request.code}`)
  return layout
}

function bodyOf({ bodyText, bodyHex }: Parts): Buffer {
  return bodyHex === undefined ? Buffer.from(bodyText ?? '') : Buffer.from(bodyHex, 'hex')
}

/** JSON with its fields in any order, other bodies byte by byte. */
function comparable(body: Buffer): unknown {
  const json = body.toString()
  return json.startsWith('{') ? parseJson(json) : body
}

/** Reads a header and a body, writes them again and expects what was recorded: nothing lost, nothing added. */
function expectSame(
  recorded: Parts,
  header: AnyRequestLayout['header'],
  body: AnyRequestLayout['body'],
): void {
  const extFields = Object.fromEntries(recorded.extFields)
  expect(header.write(header.read(extFields))).toEqual(extFields)
  const bytes = bodyOf(recorded)
  expect(comparable(body.write(body.read(bytes)) ?? Buffer.alloc(0))).toEqual(comparable(bytes))
}

/** Requests that 4.9.7 does not know. */
const SINCE_5 = [361, 370, 400, 401, 200_050, 200_051, 200_052, 200_053, 200_054, 200_055, 200_151]

describe('what was recorded', () => {
  const codesOf = (release: string, side: string) =>
    new Set(
      recordedFrom(release)
        .filter(({ sentBy }) => sentBy === side)
        .map(({ request }) => request.code),
    )

  it('is every request of 5.5.0, from both sides', () => {
    expect(codesOf('5.5.0', 'client')).toEqual(new Set(fromClient.map(({ code }) => code)))
    expect(codesOf('5.5.0', 'broker')).toEqual(new Set(fromBroker.map(({ code }) => code)))
  })

  it('is every request that 4.9.7 knows', () => {
    const known = fromClient.map(({ code }) => code).filter(code => !SINCE_5.includes(code))
    expect(codesOf('4.9.7', 'client')).toEqual(new Set(known))
    expect(codesOf('4.9.7', 'broker')).toEqual(new Set(fromBroker.map(({ code }) => code)))
  })

  it('is a reset in both forms', () => {
    const layouts = recordedFrom('5.5.0')
      .filter(({ request }) => request.code === 220)
      .map(layoutOf)
    expect(layouts).toEqual([resetConsumerClientOffset, resetConsumerClientOffsetForC])
  })
})

describe.each(['5.5.0', '4.9.7'])('recorded with Apache RocketMQ %s', release => {
  const exchanges = recordedFrom(release)

  it.each(exchanges.map(exchange => [exchange.name, exchange] as const))('request: %s', (_name, exchange) => {
    const { header, body } = layoutOf(exchange)
    expectSame(exchange.request, header, body)
  })

  const answered = exchanges.flatMap(exchange =>
    exchange.response === undefined ? [] : [[exchange.name, layoutOf(exchange), exchange.response] as const],
  )
  it.each(answered)('answer: %s', (_name, layout, response) => {
    const { alsoAccepts = [], header, body } = layout.response
    expect([0, ...alsoAccepts]).toContain(response.code)
    expectSame(response, header, body)
  })
})
