import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MalformedError } from '../errors.ts'
import { readGolden } from '../message/testing/golden.ts'
import { decodeTraces } from './decode-traces.ts'
import { encodeTraces, keysOfTraces } from './encode-traces.ts'
import {
  CONSUME_RETURN_TYPES,
  TRACE_MESSAGE_TYPES,
  TRACE_TYPES,
  TRANSACTION_STATES,
  type TraceRecord,
} from './trace-record.ts'

const golden = readGolden<{
  written: { name: string; data: string; keys: string[] }[]
  read: ({ name: string; data: string } & Record<string, string | number | boolean | null>)[]
}>('traces.json')
const names = readGolden<Record<string, string[]>>('names.json')

/** A record as a person writes it down: fields separated by `|`. */
function line(fields: string): string {
  return `${fields.replaceAll('|', '\u0001')}\u0002`
}

function only(data: string): TraceRecord {
  const { records, skipped } = decodeTraces(data)
  expect(skipped).toBe(0)
  expect(records).toHaveLength(1)
  const [record] = records
  if (record === undefined) throw new Error('not read')
  return record
}

describe('traces written by the Java client', () => {
  it.each(golden.written)('are read without loss and written back the same: $name', ({ data }) => {
    const { records, skipped } = decodeTraces(Buffer.from(data))
    expect(skipped).toBe(0)
    expect(records.length).toBeGreaterThan(0)
    expect(encodeTraces(records)).toBe(data)
  })

  it.each(golden.written)('have the same keys: $name', ({ data, keys }) => {
    expect(keysOfTraces(decodeTraces(data).records).sort()).toEqual([...keys].sort())
  })

  it('stand together in one body', () => {
    const body = golden.written.map(({ data }) => data).join('')
    const { records, skipped } = decodeTraces(body)
    expect(skipped).toBe(0)
    expect(encodeTraces(records)).toBe(body)
  })
})

describe('traces in the layouts of all releases', () => {
  it.each(golden.read)('are read as the Java client reads them: $name', ({ name: _, data, ...read }) => {
    for (const [field, value] of Object.entries(only(data))) {
      if (value === undefined) continue
      // The Java decoder passes over the client host in a SubBefore.
      if (field === 'clientHost' && read.clientHost === undefined) continue
      expect([field, value]).toEqual([field, read[field]])
    }
  })

  it('are read field by field: Pub before 4.4, without an offset ID', () => {
    expect(only(line('Pub|1|r|g|t|m|tags|keys|host|5|6|3|true'))).toEqual({
      traceType: 'Pub',
      timeStamp: 1,
      regionId: 'r',
      groupName: 'g',
      topic: 't',
      msgId: 'm',
      tags: 'tags',
      keys: 'keys',
      storeHost: 'host',
      bodyLength: 5,
      costTime: 6,
      msgType: 3,
      offsetMsgId: undefined,
      success: true,
      clientHost: undefined,
    })
  })

  it('are read field by field: Pub and SubBefore of 4.8, with the client host', () => {
    expect(only(line('Pub|1|r|g|t|m|tags|keys|host|5|6|3|id|false|192.0.2.9'))).toMatchObject({
      offsetMsgId: 'id',
      success: false,
      clientHost: '192.0.2.9',
    })
    expect(only(line('SubBefore|1|r|g|req|m|2|keys|192.0.2.9'))).toEqual({
      traceType: 'SubBefore',
      timeStamp: 1,
      regionId: 'r',
      groupName: 'g',
      requestId: 'req',
      msgId: 'm',
      retryTimes: 2,
      keys: 'keys',
      clientHost: '192.0.2.9',
    })
  })

  it.each([
    ['without a context code', 'SubAfter|req|m|5|true|keys', undefined, undefined, undefined],
    ['with one', 'SubAfter|req|m|5|true|keys|4', 4, undefined, undefined],
    ['on Alibaba Cloud', 'SubAfter|req|m|5|true|keys|4|', 4, undefined, undefined],
    ['with time and group', 'SubAfter|req|m|5|true|keys|4|7|g', 4, 7, 'g'],
  ])('are read field by field: SubAfter %s', (_, fields, contextCode, timeStamp, groupName) => {
    expect(only(line(fields))).toEqual({
      traceType: 'SubAfter',
      requestId: 'req',
      msgId: 'm',
      costTime: 5,
      success: true,
      keys: 'keys',
      contextCode,
      timeStamp,
      groupName,
    })
  })

  it('are read field by field: EndTransaction, also with the client host of an early 4.9', () => {
    const read = {
      traceType: 'EndTransaction',
      timeStamp: 1,
      regionId: 'r',
      groupName: 'g',
      topic: 't',
      msgId: 'm',
      tags: 'tags',
      keys: 'keys',
      storeHost: 'host',
      msgType: 2,
      transactionId: 'tx',
      transactionState: 'UNKNOW',
      fromTransactionCheck: true,
    }
    expect(only(line('EndTransaction|1|r|g|t|m|tags|keys|host|2|tx|UNKNOW|true'))).toEqual(read)
    const early = only(line('EndTransaction|1|r|g|t|m|tags|keys|host|2|192.0.2.9|tx|UNKNOW|true'))
    expect(early).toEqual({ ...read, clientHost: '192.0.2.9' })
  })

  it('are read when clients of 5.1.4 to 5.3.0 forgot the end of a SubAfter on Alibaba Cloud', () => {
    const after = 'SubAfter|req|m|5|true|keys|0|'
    const pub = 'Pub|1|r|g|t|m|tags|keys|host|5|6|3|id|false'
    const { records, skipped } = decodeTraces(`${line(after + after + pub)}${line(pub)}`)
    expect(skipped).toBe(0)
    expect(records.map(({ traceType }) => traceType)).toEqual(['SubAfter', 'SubAfter', 'Pub', 'Pub'])
  })

  it.each([
    'Pub|1|r|g|t|m|tags|keys|host|5|6|3|id|true|192.0.2.9',
    'SubBefore|1|r|g|req|m|2|keys|192.0.2.9',
    'SubAfter|req|m|5|true|keys|4|7|g',
    'EndTransaction|1|r|g|t|m|tags|keys|host|2|tx|UNKNOW|true',
    'EndTransaction|1|r|g|t|m|tags|keys|host|2|192.0.2.9|tx|UNKNOW|true',
    'Recall|1|r|g|t|m|true',
  ])('are read as far as they are known when a later release adds fields: %s', fields => {
    expect(only(line(`${fields}|more`))).toEqual(only(line(fields)))
    expect(only(line(`${fields}|more|and more`))).toEqual(only(line(fields)))
  })

  it('have nothing where Java wrote null', () => {
    const pub = only(line('Pub|1|null|g|t|null|null|null|null|5|6|3|null|true'))
    expect(pub).toMatchObject({ regionId: undefined, msgId: undefined, tags: undefined, keys: undefined })
    expect(pub).toMatchObject({ storeHost: undefined, offsetMsgId: undefined })
  })

  it('keep numbers that no release defines', () => {
    expect(only(line('Pub|1|r|g|t|m|tags|keys|host|5|6|99|id|true'))).toMatchObject({ msgType: 99 })
    expect(only(line('SubAfter|req|m|5|true|keys|77'))).toMatchObject({ contextCode: 77 })
  })
})

describe('a trace that makes no sense', () => {
  const sound = 'Recall|1|r|g|t|m|true'

  it.each([
    'nonsense',
    'Unknown|1|2|3',
    'Pub',
    'Pub|soon|r|g|t|m|tags|keys|host|5|6|3|id|true',
    'Pub|1|r|g|t|m|tags|keys|host|5|6|3|id|maybe',
    'Pub|1|r|g|t|m|tags|keys|host|5|6|3',
    'SubBefore|1|r|g|req|m|x|keys',
    'SubBefore|1|r|g|req|m|1',
    'SubAfter|req|m|5|true',
    'SubAfter|req|m|5|true|keys|0|then|g',
    'EndTransaction|1|r|g|t|m|tags|keys|host|2|tx|UNKNOW',
    'Recall|1|r|g|t|m',
  ])('is skipped and counted, and the ones around it are read: %s', fields => {
    const { records, skipped } = decodeTraces(line(sound) + line(fields) + line(sound))
    expect(records.map(({ traceType }) => traceType)).toEqual(['Recall', 'Recall'])
    expect(skipped).toBe(1)
  })

  it('does not hide the ones glued to it', () => {
    const { records, skipped } = decodeTraces(line(`SubAfter|req|m|five|true|keys|0|${sound}`))
    expect(records.map(({ traceType }) => traceType)).toEqual(['Recall'])
    expect(skipped).toBe(1)
  })

  it('of no text is none', () => {
    expect(decodeTraces('')).toEqual({ records: [], skipped: 0 })
    expect(decodeTraces('\u0002\u0002')).toEqual({ records: [], skipped: 0 })
  })

  it('of any text is read or counted', () => {
    const piece = fc.constantFrom(
      'Pub',
      'SubAfter',
      'SubBefore',
      '\u0001',
      '\u0001',
      '\u0002',
      '1',
      'true',
      'null',
      '',
      '🚀',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), pieces => {
        const { records, skipped } = decodeTraces(pieces.join(''))
        const lines = pieces.join('').split('\u0002').length
        expect(records.length + skipped).toBeLessThanOrEqual(lines + pieces.length / 8)
      }),
    )
  })
})

describe('a trace to be written', () => {
  const text = fc.stringMatching(/^[a-z0-9 ]{1,9}$/).filter(some => some !== 'null')
  const nullable = fc.option(text, { nil: undefined })
  const count = fc.integer({ min: 0, max: 1_000_000_000_000 })
  const head = { timeStamp: count, regionId: nullable, groupName: text, msgId: nullable }
  const message = {
    ...head,
    topic: text,
    tags: nullable,
    keys: nullable,
    storeHost: nullable,
    msgType: fc.nat(4),
  }
  const record: fc.Arbitrary<TraceRecord> = fc.oneof(
    fc.record({
      ...message,
      traceType: fc.constant('Pub' as const),
      bodyLength: count,
      costTime: count,
      offsetMsgId: nullable,
      success: fc.boolean(),
    }),
    fc.record({
      ...head,
      traceType: fc.constant('SubBefore' as const),
      requestId: text,
      retryTimes: fc.nat(),
      keys: nullable,
    }),
    fc.record({
      ...head,
      traceType: fc.constant('SubAfter' as const),
      regionId: fc.constant(undefined),
      requestId: text,
      costTime: count,
      success: fc.boolean(),
      keys: nullable,
      contextCode: fc.nat(4),
    }),
    fc.record({
      ...message,
      traceType: fc.constant('EndTransaction' as const),
      transactionId: nullable,
      transactionState: fc.constantFrom(...TRANSACTION_STATES),
      fromTransactionCheck: fc.boolean(),
    }),
    fc.record({ ...head, traceType: fc.constant('Recall' as const), topic: text, success: fc.boolean() }),
  )

  it('is the same when it is read', () => {
    fc.assert(
      fc.property(fc.array(record, { maxLength: 6 }), records => {
        const { records: read, skipped } = decodeTraces(encodeTraces(records))
        expect(skipped).toBe(0)
        expect(read).toEqual(records)
      }),
    )
  })

  it('is refused when a text holds a separator, which would make other fields of it', () => {
    const recall = only(line('Recall|1|r|g|t|m|true'))
    for (const regionId of ['a\u0001b', 'a\u0002b']) {
      expect(() => encodeTraces([{ ...recall, regionId } as TraceRecord])).toThrow(MalformedError)
    }
  })

  it('has no key for what it knows no ID or key of', () => {
    expect(keysOfTraces([only(line('Recall|1|r|g|t|null|true'))])).toEqual([])
  })
})

describe('the words of traces', () => {
  it('are those of Apache RocketMQ', () => {
    expect(TRACE_TYPES).toEqual(names.traceTypes)
    expect(TRACE_MESSAGE_TYPES).toEqual(names.messageTypes)
    expect(CONSUME_RETURN_TYPES).toEqual(names.consumeReturnTypes)
    expect(TRANSACTION_STATES).toEqual(names.transactionStates)
  })
})
