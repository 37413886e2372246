/** A message as the contract shows it. What a client chose (times, hosts, properties) can be anything. */
import { type MessageHead, type messageView, type ResponseOf, toInt64 } from '@gantry/contract'
import { formatHost, keysOf, PropertyName, type StoredMessage, SysFlag } from '@gantry/remoting'
import { toldByBody } from '../platform/brokers/told-by-body.ts'
import { toTimestamp } from '../platform/clock.ts'

/** The last moment that has a year of four digits. */
const LAST_MS = Date.UTC(9999, 11, 31, 23, 59, 59, 999)

/** A client's clock may say anything: what no calendar has becomes the nearest that it has. */
export function shownTime(timeMs: number): string {
  return toTimestamp(Number.isFinite(timeMs) ? Math.min(Math.max(timeMs, 0), LAST_MS) : 0)
}

export function presentHead(brokerName: string, message: StoredMessage): MessageHead {
  return {
    messageId: message.msgId,
    offsetMessageId: message.offsetMsgId,
    tag: message.properties.get(PropertyName.TAGS) ?? null,
    keys: [...keysOf(message.properties)],
    brokerName,
    queueId: message.queueId,
    queueOffset: toInt64(message.queueOffset),
    storedAt: shownTime(message.storeTimestamp),
    bornAt: shownTime(message.bornTimestamp),
    storeSize: message.storeSize,
    reconsumeTimes: message.reconsumeTimes,
  }
}

export function presentMessage(
  brokerName: string,
  message: StoredMessage,
  mayReadBodies: boolean,
): ResponseOf<typeof messageView>['message'] {
  const { bodyCRC, properties } = toldByBody(message, mayReadBodies)
  return {
    ...presentHead(brokerName, message),
    bornHost: formatHost(message.bornHost),
    storeHost: formatHost(message.storeHost),
    commitLogOffset: toInt64(message.commitLogOffset),
    preparedTransactionOffset: toInt64(message.preparedTransactionOffset),
    bodyCRC,
    flag: message.flag,
    sysFlag: message.sysFlag,
    sysFlags: flagNames(message.sysFlag),
    properties: properties.map(([name, value]) => ({ name, value })),
  }
}

const TRANSACTION_FLAGS = SysFlag.TRANSACTION_ROLLBACK

/** The two bits of a transaction are one value: rolled back is not prepared and committed at once. */
function flagNames(sysFlag: number): string[] {
  return Object.entries(SysFlag).flatMap(([name, bits]) => {
    const asked = (bits & TRANSACTION_FLAGS) === 0 ? bits : TRANSACTION_FLAGS
    return (sysFlag & asked) === bits ? [name] : []
  })
}
