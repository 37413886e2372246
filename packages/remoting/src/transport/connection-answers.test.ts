import { describe, expect, it } from 'vitest'
import { inPieces, jsonFrame } from '../../test-support/bytes.ts'
import { rejectionOf } from '../../test-support/errors.ts'
import { ask, count, tell } from '../../test-support/requests.ts'
import { type Line, ScriptedPeer, type SeenRequest } from '../../test-support/scripted-peer.ts'
import { BrokerRefused, MalformedError, UnsupportedByBroker } from '../errors.ts'
import { sign } from '../protocol/signing.ts'
import { Connection } from './connection.ts'

/** Answers with the key that was asked for. */
function echo(request: SeenRequest, line: Line): void {
  line.reply(request, {
    extFields: { value: request.extFields.key },
    body: `body of ${request.extFields.key}`,
  })
}

const keyed = (key: string) => ({ header: { key } })

describe('a call', () => {
  it('sends the request as declared and returns the typed answer', async () => {
    await using peer = await ScriptedPeer.start(echo)
    await using connection = await Connection.open(peer.addr)
    const reply = await connection.call(ask, keyed('订单'))
    expect(reply).toEqual({ code: 0, header: { value: '订单' }, body: 'body of 订单', remark: undefined })
    expect(peer.requests[0]).toMatchObject({
      code: 901,
      flag: 0,
      language: 'OTHER',
      extFields: { key: '订单' },
      body: Buffer.alloc(0),
    })
  })

  it('sends a body byte by byte as given', async () => {
    await using peer = await ScriptedPeer.start((request, line) => line.reply(request))
    await using connection = await Connection.open(peer.addr)
    const body = Buffer.from([0, 1, 0xff, 0x80])
    await connection.call(tell, { header: { key: 'a' }, body })
    expect(peer.requests[0]?.body).toEqual(body)
  })

  it('is signed where there are credentials', async () => {
    await using peer = await ScriptedPeer.start((request, line) => line.reply(request))
    const credentials = { accessKey: 'AK', secretKey: 'SK' }
    await using connection = await Connection.open(peer.addr, { credentials })
    const body = Buffer.from('body')
    await connection.call(tell, { header: { key: 'a' }, body })
    await connection.oneway(tell, { header: { key: 'a' }, body })
    const signed = sign({ key: 'a' }, body, credentials)
    expect((await peer.request(1)).extFields).toEqual(signed)
    expect((await peer.request(2)).extFields).toEqual(signed)
  })

  it('claims the language and release it is told to', async () => {
    await using peer = await ScriptedPeer.start(echo)
    await using connection = await Connection.open(peer.addr, { language: 'NODE_JS', version: 300 })
    await connection.call(ask, keyed('a'))
    expect(peer.requests[0]).toMatchObject({ language: 'NODE_JS', version: 300 })
  })

  it('accepts the response codes that its layout names beside SUCCESS', async () => {
    await using peer = await ScriptedPeer.start((request, line) =>
      line.reply(request, { code: 19, remark: 'none' }),
    )
    await using connection = await Connection.open(peer.addr)
    expect(await connection.call(ask, keyed('a'))).toMatchObject({ code: 19, remark: 'none' })
  })

  it('learns the release of the peer from its answers', async () => {
    await using peer = await ScriptedPeer.start((request, line) => line.reply(request, { version: 477 }))
    await using connection = await Connection.open(peer.addr)
    expect(connection.peerVersion).toBeUndefined()
    await connection.call(ask, keyed('a'))
    expect(connection.peerVersion).toBe(477)
  })
})

describe('calls that share a connection', () => {
  const keys = Array.from({ length: 20 }, (_, n) => `key-${n}`)

  it('leave together and each get their own answer', async () => {
    await using peer = await ScriptedPeer.start(echo)
    await using connection = await Connection.open(peer.addr)
    const replies = await Promise.all(keys.map(key => connection.call(ask, keyed(key))))
    expect(replies.map(reply => reply.header.value)).toEqual(keys)
    expect(new Set(peer.requests.map(({ opaque }) => opaque)).size).toBe(keys.length)
    expect(peer.requests.map(({ extFields }) => extFields.key)).toEqual(keys)
  })

  it('get their own answer also when answers come in reverse', async () => {
    await using peer = await ScriptedPeer.start((_request, line) => {
      if (line.requests.length === keys.length)
        for (const request of line.requests.toReversed()) echo(request, line)
    })
    await using connection = await Connection.open(peer.addr)
    const replies = await Promise.all(keys.map(key => connection.call(ask, keyed(key))))
    expect(replies.map(reply => reply.header.value)).toEqual(keys)
  })

  it('get their own answer also when answers come a few bytes at a time', async () => {
    await using peer = await ScriptedPeer.start((request, line) => {
      const bytes = jsonFrame({
        opaque: request.opaque,
        flag: 1,
        extFields: { value: request.extFields.key },
      })
      for (const piece of inPieces(bytes, 7)) line.send(piece)
    })
    await using connection = await Connection.open(peer.addr)
    const replies = await Promise.all(keys.map(key => connection.call(ask, keyed(key))))
    expect(replies.map(reply => reply.header.value)).toEqual(keys)
  })

  it('are not confused by an answer that comes twice', async () => {
    await using peer = await ScriptedPeer.start((request, line) => {
      echo(request, line)
      echo(request, line)
    })
    await using connection = await Connection.open(peer.addr)
    for (const key of keys) expect((await connection.call(ask, keyed(key))).header.value).toBe(key)
    expect(connection.inFlight).toBe(0)
  })

  it('are not confused by answers that nobody asked for', async () => {
    await using peer = await ScriptedPeer.start((request, line) => {
      for (const opaque of [-1, 0, request.opaque + 1, 2_147_483_647]) line.reply({ opaque }, { code: 1 })
      echo(request, line)
    })
    await using connection = await Connection.open(peer.addr)
    for (const key of keys) expect((await connection.call(ask, keyed(key))).header.value).toBe(key)
  })
})

describe('a refusal', () => {
  it('carries code and remark of the broker, and names address and request', async () => {
    const remark = 'topic[t] not exist\nat org.apache.rocketmq.Broker.java'
    await using peer = await ScriptedPeer.start((request, line) => line.reply(request, { code: 17, remark }))
    await using connection = await Connection.open(peer.addr)
    const error = await rejectionOf(connection.call(ask, keyed('a')))
    expect(error).toBeInstanceOf(BrokerRefused)
    expect(error).toMatchObject({
      code: 'BROKER_REFUSED',
      responseCode: 17,
      remark,
      addr: peer.addr,
      request: 'TEST_ASK',
    })
    const { message } = error as BrokerRefused
    for (const part of [peer.addr, 'TEST_ASK', '17', 'topic[t] not exist']) expect(message).toContain(part)
    expect(message).not.toContain('Broker.java')
  })

  it('with a code that nobody knows is a refusal like any other', async () => {
    await using peer = await ScriptedPeer.start((request, line) => line.reply(request, { code: 31_999 }))
    await using connection = await Connection.open(peer.addr)
    expect(await rejectionOf(connection.call(ask, keyed('a')))).toMatchObject({ responseCode: 31_999 })
  })

  it('leaves the connection usable', async () => {
    await using peer = await ScriptedPeer.start((request, line) =>
      request.extFields.key === 'bad' ? line.reply(request, { code: 1 }) : echo(request, line),
    )
    await using connection = await Connection.open(peer.addr)
    await rejectionOf(connection.call(ask, keyed('bad')))
    expect((await connection.call(ask, keyed('good'))).header.value).toBe('good')
  })
})

describe('a request that the release of the broker does not know', () => {
  it('is asked once; after that the answer is known without asking', async () => {
    await using peer = await ScriptedPeer.start((request, line) =>
      request.code === ask.code
        ? line.reply(request, { code: 3, remark: 'request type 901 not supported' })
        : line.reply(request),
    )
    await using connection = await Connection.open(peer.addr)
    for (let n = 0; n < 3; n++) {
      const error = await rejectionOf(connection.call(ask, keyed('a')))
      expect(error).toBeInstanceOf(UnsupportedByBroker)
      expect(error).toMatchObject({ code: 'UNSUPPORTED_BY_BROKER', addr: peer.addr, request: 'TEST_ASK' })
      expect((error as Error).message).toContain('TEST_ASK')
      expect((error as Error).message).toContain(peer.addr)
    }
    expect(peer.requests).toHaveLength(1)
    await connection.call(tell, { header: { key: 'a' }, body: Buffer.alloc(0) })
    expect(peer.requests).toHaveLength(2)
  })
})

describe('an answer that is not what it should be', () => {
  it.each([
    ['no body', '', ''],
    ['a body that is no JSON', '<html>', ''],
    ['a body of another shape', '{"count":"many"}', 'count'],
    ['a body without a field', '{"counted":1}', 'count'],
    ['a body with bytes that are not UTF-8', Buffer.from([0xff, 0xfe]), ''],
  ])('fails its call alone: %s', async (_what, body, place) => {
    await using peer = await ScriptedPeer.start((request, line) =>
      request.code === count.code ? line.reply(request, { body }) : echo(request, line),
    )
    await using connection = await Connection.open(peer.addr)
    const error = await rejectionOf(connection.call(count, { header: {} }))
    expect(error).toBeInstanceOf(MalformedError)
    expect(error).toMatchObject({ code: 'BODY_MALFORMED', addr: peer.addr, request: 'TEST_COUNT' })
    const { message } = error as Error
    for (const part of [peer.addr, 'TEST_COUNT', place, 'release']) expect(message).toContain(part)
    expect((await connection.call(ask, keyed('after'))).header.value).toBe('after')
  })

  it('never shows in its message what the body held', async () => {
    await using peer = await ScriptedPeer.start((request, line) =>
      line.reply(request, { body: '{"count":"hunter2"}' }),
    )
    await using connection = await Connection.open(peer.addr)
    const error = await rejectionOf(connection.call(count, { header: {} }))
    expect((error as Error).message).not.toContain('hunter2')
  })
})
