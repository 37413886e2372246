/**
 * Header fields against Apache RocketMQ's own classes: `fixtures/headers.json` holds what each puts on the wire with
 * all its fields set, and which it demands (`fixtures/java/GoldenHeaders.java` records it).
 */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { FieldsShape } from '../protocol/fields.ts'
import { parseJson } from '../protocol/json.ts'
import { list, mapOf, object, text } from '../protocol/shape.ts'
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
import { unregisterClient } from './0035-unregister-client.ts'
import { consumerSendMsgBack } from './0036-consumer-send-msg-back.ts'
import { endTransaction } from './0037-end-transaction.ts'
import { checkTransactionState } from './0039-check-transaction-state.ts'
import { notifyConsumerIdsChanged } from './0040-notify-consumer-ids-changed.ts'
import { lockBatchMq } from './0041-lock-batch-mq.ts'
import { unlockBatchMq } from './0042-unlock-batch-mq.ts'
import { registerBroker } from './0103-register-broker.ts'
import { unregisterBroker } from './0104-unregister-broker.ts'
import { invokeBrokerToResetOffset } from './0222-invoke-broker-to-reset-offset.ts'
import { invokeBrokerToGetConsumerStatus } from './0223-invoke-broker-to-get-consumer-status.ts'
import { consumeMessageDirectly } from './0309-consume-message-directly.ts'
import { sendMessageV2 } from './0310-send-message-v2.ts'
import { cloneGroupOffset } from './0314-clone-group-offset.ts'
import { queryConsumeQueue } from './0321-query-consume-queue.ts'
import { resumeCheckHalfMessage } from './0323-resume-check-half-message.ts'
import { pushReplyMessageToClient } from './0326-push-reply-message-to-client.ts'
import { recallMessage } from './0370-recall-message.ts'
import { popMessage } from './200050-pop-message.ts'
import { ackMessage } from './200051-ack-message.ts'
import { peekMessage } from './200052-peek-message.ts'
import { changeMessageInvisibleTime } from './200053-change-message-invisibletime.ts'
import { notification } from './200054-notification.ts'
import { pollingInfo } from './200055-polling-info.ts'

interface Row {
  readonly javaClass: string
  readonly shape: FieldsShape<never>
  /** Demanded by us and by the code behind the header, though its class does not. */
  readonly alsoRequired?: readonly string[]
  /** Left out on purpose. */
  readonly without?: readonly string[]
}

function row<T>(
  javaClass: string,
  shape: FieldsShape<T>,
  more: Pick<Row, 'alsoRequired' | 'without'> = {},
): Row {
  return { javaClass, shape: shape as unknown as FieldsShape<never>, ...more }
}

const SENT_WITHOUT_LO = { without: ['lo'] }
const NO_RPC_FIELDS = { without: ['bname', 'lo'] }

const rows: readonly Row[] = [
  row('SendMessageRequestHeader', sendMessage.header, SENT_WITHOUT_LO),
  row('SendMessageRequestHeaderV2', sendMessageV2.header, NO_RPC_FIELDS),
  row('SendMessageResponseHeader', sendMessage.response.header),
  row('ReplyMessageRequestHeader', pushReplyMessageToClient.header, NO_RPC_FIELDS),
  row('ConsumerSendMsgBackRequestHeader', consumerSendMsgBack.header),
  row('EndTransactionRequestHeader', endTransaction.header),
  row('CheckTransactionStateRequestHeader', checkTransactionState.header),
  row('ResumeCheckHalfMessageRequestHeader', resumeCheckHalfMessage.header, { alsoRequired: ['msgId'] }),
  row('RecallMessageRequestHeader', recallMessage.header),
  row('RecallMessageResponseHeader', recallMessage.response.header),
  row('PullMessageRequestHeader', pullMessage.header),
  row('PullMessageResponseHeader', pullMessage.response.header),
  row('QueryMessageRequestHeader', queryMessage.header),
  row('QueryMessageResponseHeader', queryMessage.response.header),
  row('ViewMessageRequestHeader', viewMessageById.header),
  row('QueryConsumeQueueRequestHeader', queryConsumeQueue.header, {
    alsoRequired: ['topic', 'queueId', 'index', 'count'],
  }),
  row('ConsumeMessageDirectlyResultRequestHeader', consumeMessageDirectly.header, {
    alsoRequired: ['clientId', 'msgId'],
  }),
  row('PopMessageRequestHeader', popMessage.header),
  row('PopMessageResponseHeader', popMessage.response.header),
  row('PopMessageResponseHeader', peekMessage.response.header),
  row('AckMessageRequestHeader', ackMessage.header),
  row('PeekMessageRequestHeader', peekMessage.header),
  row('ChangeInvisibleTimeRequestHeader', changeMessageInvisibleTime.header),
  row('ChangeInvisibleTimeResponseHeader', changeMessageInvisibleTime.response.header),
  row('NotificationRequestHeader', notification.header),
  row('NotificationResponseHeader', notification.response.header),
  row('PollingInfoRequestHeader', pollingInfo.header),
  row('PollingInfoResponseHeader', pollingInfo.response.header),
  row('QueryConsumerOffsetRequestHeader', queryConsumerOffset.header),
  row('QueryConsumerOffsetResponseHeader', queryConsumerOffset.response.header),
  row('UpdateConsumerOffsetRequestHeader', updateConsumerOffset.header),
  row('SearchOffsetRequestHeader', searchOffsetByTimestamp.header),
  row('SearchOffsetResponseHeader', searchOffsetByTimestamp.response.header),
  row('GetMaxOffsetRequestHeader', getMaxOffset.header),
  row('GetMaxOffsetResponseHeader', getMaxOffset.response.header),
  row('GetMinOffsetRequestHeader', getMinOffset.header),
  row('GetMinOffsetResponseHeader', getMinOffset.response.header),
  row('GetEarliestMsgStoretimeRequestHeader', getEarliestMsgStoreTime.header),
  row('GetEarliestMsgStoretimeResponseHeader', getEarliestMsgStoreTime.response.header),
  row('ResetOffsetRequestHeader', invokeBrokerToResetOffset.header),
  row('GetConsumerStatusRequestHeader', invokeBrokerToGetConsumerStatus.header),
  row('CloneGroupOffsetRequestHeader', cloneGroupOffset.header, { alsoRequired: ['offline'] }),
  row('UnregisterClientRequestHeader', unregisterClient.header),
  row('NotifyConsumerIdsChangedRequestHeader', notifyConsumerIdsChanged.header),
  row('LockBatchMqRequestHeader', lockBatchMq.header),
  row('UnlockBatchMqRequestHeader', unlockBatchMq.header),
  row('RegisterBrokerRequestHeader', registerBroker.header),
  row('RegisterBrokerResponseHeader', registerBroker.response.header),
  row('UnRegisterBrokerRequestHeader', unregisterBroker.header),
]

/** See `shapes/rpc-fields`. */
const NEVER_USED = ['ns', 'nsd', 'oway']
/** `brokerId` of a made-up size: IDs are small, and key `brokerAddrs`. */
const SMALL: Readonly<Record<string, string>> = { brokerId: '1', suggestWhichBrokerId: '1' }

const golden = object({
  headers: mapOf(text, object({ fields: mapOf(text, text), required: list(text) })),
}).read(parseJson(readFileSync(new URL('../../fixtures/headers.json', import.meta.url), 'utf8')))

function recorded({ javaClass, without = [] }: Row) {
  const entry = golden.headers.get(javaClass)
  if (entry === undefined) throw new Error(`${javaClass} was not recorded`)
  const names = [...entry.fields].filter(([name]) => ![...NEVER_USED, ...without].includes(name))
  const fields = Object.fromEntries(names.map(([name, value]) => [name, SMALL[name] ?? value]))
  return { fields, required: entry.required }
}

const withoutField = (fields: Record<string, string>, name: string) =>
  Object.fromEntries(Object.entries(fields).filter(([other]) => other !== name))

describe.each(rows.map(one => [one.javaClass, one] as const))('%s', (_name, one) => {
  const { shape, alsoRequired = [] } = one
  const { fields, required } = recorded(one)

  it('keeps every field', () => {
    expect(shape.write(shape.read(fields))).toEqual(fields)
  })

  it('demands what RocketMQ demands, and nothing else', () => {
    const demanded = Object.keys(fields).filter(name => {
      try {
        shape.read(withoutField(fields, name))
        return false
      } catch {
        return true
      }
    })
    expect(new Set(demanded)).toEqual(new Set([...required, ...alsoRequired]))
  })
})
