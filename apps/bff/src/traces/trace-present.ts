/** The way of one message as the API shows it. */
import type { Trace } from '@gantry/contract'
import { CONSUME_RETURN_TYPES, dueTimeMs, parseMessageId, TRACE_MESSAGE_TYPES } from '@gantry/remoting'
import { attemptStatusOf, consumptionStatusOf, type SendingFacts, sendingStatusOf } from '@gantry/rules'
import { toTimestamp } from '../platform/clock.ts'
import type { Delivery, Way } from './trace-join.ts'
import type { Stored } from './trace-scope.ts'

/** What the brokers add to what clients reported. */
export interface Findings {
  readonly topic: string
  /** Undefined: nobody looked. */
  readonly stored: Stored | undefined
  /** Of groups, by name with the namespace off; those of subscribers are here, too. */
  readonly groups: ReadonlyMap<string, GroupFindings>
  readonly nowMs: number
}

export interface GroupFindings {
  readonly isDead: boolean
  readonly maxRetries: number | undefined
}

const KINDS: Readonly<Record<string, SendingFacts['kind']>> = { Delay_Msg: 'DELAYED', Trans_Msg_Half: 'HALF' }
const TYPES: Readonly<Record<string, Trace['message']['messageType']>> = {
  Normal_Msg: 'NORMAL',
  Trans_Msg_Half: 'TRANSACTIONAL',
  Trans_msg_Commit: 'TRANSACTIONAL',
  Delay_Msg: 'DELAYED',
  Order_Msg: 'ORDERED',
}
const TRANSACTIONS: Readonly<Record<string, SendingFacts['transaction']>> = {
  COMMIT_MESSAGE: 'COMMIT',
  ROLLBACK_MESSAGE: 'ROLLBACK',
  UNKNOW: 'UNKNOWN',
}

export function kindOf({ pub }: Way): SendingFacts['kind'] {
  const type = pub && TRACE_MESSAGE_TYPES[pub.record.msgType]
  return (type && KINDS[type]) ?? 'PLAIN'
}

export function presentTrace(way: Way, findings: Findings): Trace {
  const end = way.ends.toSorted((a, b) => a.timeStamp - b.timeStamp).at(-1)
  const record = way.pub?.record ?? end
  const dueMs = dueOf(findings.stored)
  const type = record && TRACE_MESSAGE_TYPES[record.msgType]
  return {
    messageId: way.messageId,
    topic: findings.topic,
    producer: presentProducer(way, dueMs, findings),
    message: {
      region: textOf(record?.regionId),
      storeHost: textOf(record?.storeHost),
      messageType: (type && TYPES[type]) ?? null,
      tag: textOf(record?.tags),
      key: textOf(record?.keys),
      bodyBytes: way.pub?.record.bodyLength ?? null,
      offsetMessageId: textOf(way.pub?.record.offsetMsgId),
      dueAt: dueMs === undefined ? null : toTimestamp(dueMs),
      transactionChecks: way.ends.filter(({ fromTransactionCheck }) => fromTransactionCheck).length,
      isRecalled: way.isRecalled,
    },
    consumers: presentConsumers(way, findings),
  }
}

function presentProducer(
  way: Way,
  dueMs: number | undefined,
  { stored, nowMs }: Findings,
): Trace['producer'] {
  if (way.pub === undefined) return null
  const { record, host } = way.pub
  const last = way.ends.toSorted((a, b) => a.timeStamp - b.timeStamp).at(-1)
  const status = sendingStatusOf(
    {
      // Not SEND_OK, and yet the broker has it: it could only not be copied or flushed in time.
      isSuccess: record.success || stored?.isInTopic === true,
      kind: kindOf(way),
      transaction: last && TRANSACTIONS[last.transactionState],
      isInTopic: stored?.isInTopic,
      dueMs,
    },
    nowMs,
  )
  return {
    status,
    sentAt: toTimestamp(record.timeStamp),
    costMs: record.costTime,
    host,
    client: clientOf(way.messageId),
    group: record.groupName,
  }
}

function presentConsumers(way: Way, { groups }: Findings): Trace['consumers'] {
  const byGroup = Map.groupBy(way.deliveries.values(), groupOf)
  const names = new Set([...byGroup.keys(), ...groups.keys()])
  return [...names].toSorted().map(group => {
    const attempts = (byGroup.get(group) ?? [])
      .toSorted((a, b) => beganAt(a) - beganAt(b))
      .map(presentAttempt)
    const { isDead = false, maxRetries } = groups.get(group) ?? {}
    return { group, status: consumptionStatusOf({ attempts, isDead, maxRetries }), attempts }
  })
}

/** Deliveries of old clients whose beginning got lost name no group. */
export function groupOf({ before, after }: Delivery): string {
  return before?.groupName ?? after?.groupName ?? '?'
}

function presentAttempt({ before, after, host }: Delivery): Trace['consumers'][number]['attempts'][number] {
  const began =
    before?.timeStamp ?? (after?.timeStamp === undefined ? undefined : after.timeStamp - after.costTime)
  const returnType = after?.contextCode === undefined ? undefined : CONSUME_RETURN_TYPES[after.contextCode]
  return {
    status: attemptStatusOf(after?.success),
    attempt: (before?.retryTimes ?? 0) + 1,
    deliveredAt: began === undefined ? null : toTimestamp(began),
    costMs: after?.costTime ?? null,
    host,
    returnType: returnType ?? null,
  }
}

function beganAt({ before, after }: Delivery): number {
  return before?.timeStamp ?? after?.timeStamp ?? 0
}

function dueOf(stored: Stored | undefined): number | undefined {
  return stored?.first && dueTimeMs(stored.first.properties, stored.first.storeTimestamp)
}

/** A client writes its address and process ID into the IDs that it makes. */
function clientOf(messageId: string): string | null {
  const id = parseMessageId(messageId)
  return id.kind === 'unique' ? `${id.host}@${id.pid}` : null
}

function textOf(text: string | undefined): string | null {
  return text === undefined || text === '' ? null : text
}
