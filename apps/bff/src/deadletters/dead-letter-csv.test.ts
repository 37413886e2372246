import { decodeMessage, encodeStoredMessage, type StoredMessageFields } from '@gantry/remoting'
import { describe, expect, it } from 'vitest'
import { csvHead, csvLines } from './dead-letter-csv.ts'

const unwire = (name: string) => (name.startsWith('I%') ? name.slice(2) : name)
const names = { topics: { unwire, show: unwire, sees: () => true } }

function letter(fields: Partial<StoredMessageFields>) {
  const host = { host: '10.0.0.1', port: 10_911 }
  return decodeMessage(
    encodeStoredMessage({
      topic: '%DLQ%I%GID_orders',
      queueId: 0,
      queueOffset: 1n,
      commitLogOffset: 2n,
      bornTimestamp: 1_700_000_000_000,
      bornHost: host,
      storeTimestamp: 1_700_000_000_001,
      storeHost: host,
      reconsumeTimes: 3,
      properties: new Map([['RETRY_TOPIC', 'I%orders']]),
      sysFlag: 0,
      flag: 0,
      preparedTransactionOffset: 0n,
      storedBody: Buffer.from('x'),
      ...fields,
    }),
  )
}

/** Cells of one line without quotation marks inside. */
const cellsOf = (fields: Partial<StoredMessageFields>) =>
  csvLines(names, [letter(fields)])
    .trimEnd()
    .split(',')

describe('a dead letter as a line of CSV', () => {
  it('has the topic that it died in, its times and its body in Base64', () => {
    expect(csvHead()).toBe(
      '\ufefftopic,msgId,bornHost,bornTimestamp,storeTimestamp,reconsumeTimes,properties,body,bodyCRC\r\n',
    )
    expect(cellsOf({})).toEqual([
      'orders',
      '0A00000100002A9F0000000000000002',
      '10.0.0.1:10911',
      '2023-11-14T22:13:20.000Z',
      '2023-11-14T22:13:20.001Z',
      '3',
      '"{""RETRY_TOPIC"":""I%orders""}"',
      'eA==',
      expect.stringMatching(/^\d+$/),
    ])
    expect(cellsOf({ properties: new Map() })[0]).toBe('%DLQ%I%GID_orders')
  })

  it('begins no cell in a way that a spreadsheet would run', () => {
    const formula = new Map([['RETRY_TOPIC', '=cmd|calc!A1']])
    expect(cellsOf({ properties: formula })[0]).toBe("'=cmd|calc!A1")
    const body = cellsOf({ storedBody: Buffer.from([0xf8, 0, 0]) })[7] ?? ''
    expect(body).toBe("'+AAA")
    expect(Buffer.from(body, 'base64')).toEqual(Buffer.from([0xf8, 0, 0]))
  })
})
