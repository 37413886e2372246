/**
 * What a consumer reports of each delivery: that it began, and how it ended.
 * Defined in `client/trace/hook/ConsumeMessageTraceHookImpl`.
 */
import { PropertyName } from '../../message/property-names.ts'
import type { StoredMessage } from '../../message/stored-message.ts'
import { CONSUME_RETURN_TYPES } from '../../trace/trace-record.ts'
import { nextMessageId } from '../message-ids.ts'
import type { TraceSink } from '../trace-sink.ts'

export type ReturnType = (typeof CONSUME_RETURN_TYPES)[number]

/** Ends the report of a delivery. One that took too long may still be a success. */
export type EndOfDelivery = (returnType: ReturnType, success: boolean) => void

/**
 * Reports that messages were handed over; a message whose producer wants no traces is left out.
 * @param groupName without its namespace
 */
export function traceDelivery(
  sink: TraceSink,
  groupName: string,
  messages: readonly StoredMessage[],
): EndOfDelivery {
  const traced = messages.filter(({ properties }) => properties.get(PropertyName.TRACE_SWITCH) !== 'false')
  const requestId = nextMessageId()
  const startMs = Date.now()
  sink.record(
    ...traced.map(({ msgId, properties, reconsumeTimes }) => ({
      traceType: 'SubBefore' as const,
      timeStamp: startMs,
      regionId: properties.get(PropertyName.MSG_REGION),
      groupName,
      requestId,
      msgId,
      retryTimes: reconsumeTimes,
      keys: properties.get(PropertyName.KEYS),
    })),
  )
  return (returnType, success) => {
    const endMs = Date.now()
    sink.record(
      ...traced.map(({ msgId, properties }) => ({
        traceType: 'SubAfter' as const,
        requestId,
        msgId,
        costTime: Math.floor((endMs - startMs) / messages.length),
        success,
        keys: properties.get(PropertyName.KEYS),
        contextCode: CONSUME_RETURN_TYPES.indexOf(returnType),
        timeStamp: endMs,
        groupName,
      })),
    )
  }
}
