import { describe, expect, it } from 'vitest'
import { binaryHeader, frameBytes, jsonFrame } from '../../test-support/bytes.ts'
import { thrownBy } from '../../test-support/errors.ts'
import { ask, count, tell } from '../../test-support/requests.ts'
import { BrokerRefused, MalformedError, UnsupportedByBroker } from '../errors.ts'
import { type Frame, FrameReader } from '../protocol/frame.ts'
import { sign } from '../protocol/signing.ts'
import { queryMessage } from '../requests/0012-query-message.ts'
import { getConsumerRunningInfo } from '../requests/0307-get-consumer-running-info.ts'
import { releaseOf } from '../versions.ts'
import { DEFAULT_DIALECT, encodeRequest, readReply } from './exchange.ts'

const ADDR = '127.0.0.1:10911'

function frameOf(bytes: Buffer): Frame {
  const [frame] = new FrameReader().push(bytes)
  if (frame === undefined) throw new Error('no frame')
  return frame
}

describe('encodeRequest', () => {
  const input = { header: { key: 'a' }, body: Buffer.from('body') }

  it('writes the request in the serialisation of the dialect', () => {
    const dialect = { serializeType: 1, language: 'GO', version: 477 } as const
    const header = binaryHeader({
      code: 902,
      opaque: 7,
      language: 9,
      version: 477,
      extFields: [['key', 'a']],
    })
    expect(encodeRequest(tell, input, 7, dialect)).toEqual(frameBytes({ header, type: 1, body: 'body' }))
  })

  it('marks a one-way request', () => {
    expect(frameOf(encodeRequest(tell, input, 7, DEFAULT_DIALECT, true)).header.flag).toBe(2)
    expect(frameOf(encodeRequest(tell, input, 7, DEFAULT_DIALECT)).header.flag).toBe(0)
  })

  it('signs fields and body where there are credentials', () => {
    const credentials = { accessKey: 'AK', secretKey: 'SK' }
    const { header, body } = frameOf(encodeRequest(tell, input, 7, { ...DEFAULT_DIALECT, credentials }))
    expect(header.extFields).toEqual(sign({ key: 'a' }, Buffer.from('body'), credentials))
    expect(body.toString()).toBe('body')
  })

  it('leaves the mark of unique keys out of the signature and claims a release of which every broker expects that', () => {
    const credentials = { accessKey: 'AK', secretKey: 'SK' }
    const query = { topic: 't', key: 'k', maxNum: 1, beginTimestamp: 0, endTimestamp: 1 }
    const marked = { header: { ...query, _UNIQUE_KEY_QUERY: true } }
    const { header } = frameOf(encodeRequest(queryMessage, marked, 7, { ...DEFAULT_DIALECT, credentials }))
    const { Signature } = sign(queryMessage.header.write(query), undefined, credentials)
    expect(header.extFields).toMatchObject({ _UNIQUE_KEY_QUERY: 'true', Signature })
    expect(releaseOf(header.version)).toBe('4.9.3')
  })
})

describe('readReply', () => {
  const reply = (parts: Parameters<typeof jsonFrame>[0]): Frame => frameOf(jsonFrame({ flag: 1, ...parts }))

  it('gives code, remark, header and body', () => {
    const frame = reply({ code: 19, remark: 'none', extFields: { value: 'v' }, body: 'text' })
    expect(readReply(ask, frame, ADDR)).toEqual({
      code: 19,
      remark: 'none',
      header: { value: 'v' },
      body: 'text',
    })
  })

  it('refuses a response code that is not accepted', () => {
    const error = thrownBy(() => readReply(ask, reply({ code: 17, remark: 'no topic' }), ADDR))
    expect(error).toBeInstanceOf(BrokerRefused)
    expect(error).toMatchObject({ addr: ADDR, request: 'TEST_ASK', responseCode: 17, remark: 'no topic' })
    expect(error).toMatchObject({ message: expect.stringMatching(/TOPIC_NOT_EXIST.*17.*no topic/) })
  })

  it('shows of a remark only its first line, and not too much of it', () => {
    const long = thrownBy(() => readReply(ask, reply({ code: 1, remark: 'x'.repeat(100_000) }), ADDR))
    expect((long as Error).message.length).toBeLessThan(1_000)
    const stack = thrownBy(() => readReply(ask, reply({ code: 1, remark: '  first \n at java.lang' }), ADDR))
    expect((stack as Error).message).toMatch(/: first$/)
    expect(thrownBy(() => readReply(ask, reply({ code: 1 }), ADDR))).toMatchObject({
      message: expect.stringMatching(/\.$/),
    })
  })

  it('tells a request that the release does not know', () => {
    const error = thrownBy(() =>
      readReply(ask, reply({ code: 3, remark: 'request type 901 not supported' }), ADDR),
    )
    expect(error).toBeInstanceOf(UnsupportedByBroker)
    expect(error).toMatchObject({ addr: ADDR, request: 'TEST_ASK' })
  })

  it('blames no broker for a client behind it that does not know the request', () => {
    const unknown = reply({ code: 3, remark: 'request type 307 not supported' })
    const error = thrownBy(() => readReply(getConsumerRunningInfo, unknown, ADDR))
    expect(error).toBeInstanceOf(BrokerRefused)
    expect(error).toMatchObject({ responseCode: 3, request: 'GET_CONSUMER_RUNNING_INFO' })
  })

  it('names the place in a body that is not what it should be', () => {
    const error = thrownBy(() => readReply(count, reply({ body: '{"count":{}}' }), ADDR))
    expect(error).toBeInstanceOf(MalformedError)
    expect(error).toMatchObject({ code: 'BODY_MALFORMED', path: 'count', addr: ADDR, request: 'TEST_COUNT' })
    expect(error).toMatchObject({
      message: expect.stringMatching(/127\.0\.0\.1:10911.*TEST_COUNT.*at count/),
    })
  })
})
