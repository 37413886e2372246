/** Writes trace records as clients of 5.5.0 do; their layouts are told in `trace-record.ts`. */
import { MalformedError } from '../errors.ts'
import { splitKeys } from '../message/properties.ts'
import { CONTENT_SEPARATOR, FIELD_SEPARATOR, NULL_TEXT, type TraceRecord } from './trace-record.ts'

type TraceField = string | number | boolean | undefined

/**
 * The body of a trace message. A `clientHost` is not written: 5.5.0 has no place for it.
 * @throws MalformedError BAD_ARGUMENT when a text holds one of the separators U+0001 and U+0002
 */
export function encodeTraces(records: readonly TraceRecord[]): string {
  return records.map(encodeOne).join('')
}

/** The keys under which a trace message is stored: the message IDs and the keys of all messages it tells of. */
export function keysOfTraces(records: readonly TraceRecord[]): string[] {
  const keys = new Set<string>()
  for (const record of records) {
    if (record.msgId) keys.add(record.msgId)
    if ('keys' in record) for (const key of splitKeys(record.keys ?? '')) keys.add(key)
  }
  return [...keys]
}

function encodeOne(record: TraceRecord): string {
  const fields = [record.traceType, ...fieldsOf(record)].map(writeField)
  return fields.join(CONTENT_SEPARATOR) + FIELD_SEPARATOR
}

function fieldsOf(r: TraceRecord): TraceField[] {
  switch (r.traceType) {
    case 'Pub': {
      const message = [r.topic, r.msgId, r.tags, r.keys, r.storeHost, r.bodyLength]
      const result = [r.costTime, r.msgType, r.offsetMsgId, r.success]
      return [r.timeStamp, r.regionId, r.groupName, ...message, ...result]
    }
    case 'SubBefore':
      return [r.timeStamp, r.regionId, r.groupName, r.requestId, r.msgId, r.retryTimes, r.keys]
    case 'SubAfter': {
      const fields = [r.requestId, r.msgId, r.costTime, r.success, r.keys, r.contextCode ?? 0]
      return r.timeStamp === undefined ? [...fields, ''] : [...fields, r.timeStamp, r.groupName]
    }
    case 'EndTransaction': {
      const message = [r.topic, r.msgId, r.tags, r.keys, r.storeHost, r.msgType]
      const result = [r.transactionId, r.transactionState, r.fromTransactionCheck]
      return [r.timeStamp, r.regionId, r.groupName, ...message, ...result]
    }
    case 'Recall':
      return [r.timeStamp, r.regionId, r.groupName, r.topic, r.msgId, r.success]
  }
}

function writeField(field: TraceField): string {
  const text = field === undefined ? NULL_TEXT : String(field)
  if (text.includes(CONTENT_SEPARATOR) || text.includes(FIELD_SEPARATOR)) {
    throw new MalformedError(
      'BAD_ARGUMENT',
      'A field of a trace holds U+0001 or U+0002, which separate the fields.',
    )
  }
  return text
}
