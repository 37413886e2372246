/**
 * QUERY_MESSAGE 12, as `broker/processor/QueryMessageProcessor#queryMessage`. Not imitated: searching by tag (`indexType` T).
 */
import { queryMessage } from '@gantry/remoting/requests'
import { brokerHandler } from '../handler.ts'
import type { Broker } from '../state/broker.ts'
import { storeTimestampOf } from '../state/message-store.ts'

const EMPTY = Buffer.alloc(0)

export const queryMessageHandler = brokerHandler(queryMessage, ({ header }, broker) => {
  const { topic, key, beginTimestamp, endTimestamp } = header
  const isUnique = header._UNIQUE_KEY_QUERY === true
  const maxNum = isUnique ? broker.settings.number('defaultQueryMaxNum') : header.maxNum
  const parts: Buffer[] = []
  for (const position of broker.store.findKey(topic, key)) {
    if (parts.length >= maxNum) break
    const record = broker.store.recordAt(position)
    if (record !== undefined && isWithin(record, beginTimestamp, endTimestamp)) parts.push(record)
  }
  const bounds =
    parts.length > 0 ? indexBounds(broker) : { indexLastUpdateTimestamp: 0, indexLastUpdatePhyoffset: 0n }
  if (parts.length > 0) return { header: bounds, body: EMPTY, parts: parts.reverse() }
  const remark = 'can not find message, maybe time range not correct'
  return { code: 'QUERY_NOT_FOUND', remark, header: bounds, body: EMPTY }
})

function isWithin(record: Buffer, begin: number, end: number): boolean {
  const storeTimestamp = storeTimestampOf(record)
  return storeTimestamp >= begin && storeTimestamp <= end
}

/** Messages are indexed as they are stored. */
function indexBounds({ store, clock }: Broker) {
  return { indexLastUpdateTimestamp: clock.now(), indexLastUpdatePhyoffset: BigInt(store.log.maxPosition) }
}
