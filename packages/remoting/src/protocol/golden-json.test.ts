/** What fastjson and fastjson2 really write; `fixtures/java/GoldenJson.java` records it anew. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { JsonMap, type JsonValue, parseJson, writeJson } from './json.ts'
import { list, object, text } from './shape.ts'

const queue = (queueId: number): JsonValue => ({ brokerName: 'broker-a', queueId, topic: 'TopicTest' })
const offsets = (brokerOffset: bigint): JsonValue => ({
  brokerOffset,
  consumerOffset: 5,
  lastTimestamp: 0,
  pullOffset: 0,
})

describe('documents recorded from fastjson and fastjson2', () => {
  const { documents } = object({
    documents: list(object({ name: text, writer: text, text })),
  }).read(parseJson(readFileSync(new URL('../../fixtures/json-documents.json', import.meta.url), 'utf8')))
  const recorded = (name: string, writer = 'fastjson2'): JsonValue => {
    const document = documents.find(candidate => candidate.name === name && candidate.writer === writer)
    if (document === undefined) throw new Error(`nothing recorded as ${name}`)
    return parseJson(document.text)
  }

  it.each(documents.map(document => [document.name, document.writer, document.text] as const))(
    'are read and, written again, read the same: %s, %s',
    (_name, _writer, source) => {
      const parsed = parseJson(source)
      expect(parseJson(writeJson(parsed))).toEqual(parsed)
    },
  )

  it.each(['fastjson', 'fastjson2'])('hold the values that RocketMQ put in: %s', writer => {
    expect(recorded('consume stats', writer)).toEqual({
      consumeTps: null,
      offsetTable: new JsonMap([
        [queue(1), offsets(9007199254740994n)],
        [queue(0), offsets(9007199254740993n)],
      ]),
    })
    expect(recorded('numbers', writer)).toMatchObject({
      longest: 9223372036854775807n,
      lowest: -9223372036854775808n,
      pastDouble: 9007199254740993n,
      huge: 123456789012345678901234567890n,
      largest: Number.MAX_VALUE,
      smallest: Number.MIN_VALUE,
      notANumber: null,
      infinite: null,
    })
    const every = Array.from({ length: 32 }, (_, code) => String.fromCharCode(code)).join('')
    expect(recorded('control characters', writer)).toEqual([
      every,
      '\u007f\u0080\u009f\u00a0',
      '"\\\b\f\n\r\t\v',
    ])
    expect(recorded('keys that are words of JavaScript', writer)).toHaveProperty('constructor', 1)
    expect(recorded('map keyed by booleans', writer)).toEqual(
      new JsonMap([
        [true, 'a'],
        [false, 'b'],
      ]),
    )
    expect(recorded('map keyed by lists', writer)).toEqual(new JsonMap([[[1, 2], 'a']]))
    expect(recorded('number alone', writer)).toBe(9223372036854775807n)
  })

  it('differ where the two libraries do', () => {
    expect(recorded('map keyed by null', 'fastjson')).toEqual(new JsonMap([[null, 'a']]))
    expect(recorded('map keyed by null', 'fastjson2')).toEqual({ null: 'a' })
    expect(recorded('oddities', 'fastjson')).toMatchObject({ bytes: 'AAEC/w==' })
    expect(recorded('oddities', 'fastjson2')).toMatchObject({ bytes: [0, 1, 2, -1] })
  })
})
