/** Dead letters as lines of a CSV file that a spreadsheet opens without running anything in it. */
import { formatHost, type StoredMessage } from '@gantry/remoting'
import { stringify } from 'csv-stringify/sync'
import type { InstanceHandle } from '../platform/brokers/instance-handle.ts'
import { toTimestamp } from '../platform/clock.ts'
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

/** Spreadsheets take a file without this mark for another encoding than UTF-8. */
const MARK = '\ufeff'

export function csvHead(): string {
  return MARK + lines([[...COLUMNS]])
}

/** @param names `topic` is the one that the message died in, with the namespace off */
export function csvLines(names: Pick<InstanceHandle, 'unwire'>, messages: readonly StoredMessage[]): string {
  return lines(
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

function lines(rows: ReadonlyArray<ReadonlyArray<string | number>>): string {
  // Text that begins like a formula gets an apostrophe before it; Base64 stays readable, since decoders skip it.
  return stringify([...rows], { escape_formulas: true, record_delimiter: 'windows' })
}
