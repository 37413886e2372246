/** Dead letters as lines of a CSV file that a spreadsheet opens without running anything in it. */
import { formatHost, type StoredMessage } from '@gantry/remoting'
import type { InstanceHandle } from '../platform/brokers/instance-handle.ts'
import { toTimestamp } from '../platform/clock.ts'
import { CSV_MARK, csvText } from '../platform/http/csv.ts'
import { originalTopicOf } from './dead-letter-present.ts'
import { readBody } from './dead-letter-view.ts'

const COLUMNS = [
  'topic',
  'msgId',
  'bornHost',
  'bornTimestamp',
  'storeTimestamp',
  'reconsumeTimes',
  'properties',
  'body',
  'bodyCRC',
] as const

export function csvHead(): string {
  return CSV_MARK + csvText([[...COLUMNS]])
}

/** @param names `topic` is the one that the message died in, with the namespace off */
export function csvLines(names: Pick<InstanceHandle, 'topics'>, messages: readonly StoredMessage[]): string {
  // Base64 stays readable where it gets an apostrophe: decoders skip it.
  return csvText(
    messages.map(message => [
      originalTopicOf(names, message) ?? message.topic,
      message.msgId,
      formatHost(message.bornHost),
      toTimestamp(message.bornTimestamp),
      toTimestamp(message.storeTimestamp),
      message.reconsumeTimes,
      JSON.stringify(Object.fromEntries(message.properties)),
      readBody(message).bytes.toString('base64'),
      message.bodyCRC,
    ]),
  )
}
