import { getEventListeners } from 'node:events'
import { describe, expect, it } from 'vitest'
import { rejectionOf } from '../../test-support/errors.ts'
import { ask, tell } from '../../test-support/requests.ts'
import { type Line, ScriptedPeer, type SeenRequest } from '../../test-support/scripted-peer.ts'
import { RemotingError } from '../errors.ts'
import { Connection } from './connection.ts'

const keyed = (key: string) => ({ header: { key } })
const echo = (request: SeenRequest, line: Line): void =>
  line.reply(request, { extFields: { value: request.extFields.key } })
const keysOf = (peer: ScriptedPeer) => peer.requests.map(({ extFields }) => extFields.key)

describe('a call that is not answered in time', () => {
  it('fails and names address, request and limit', async () => {
    await using peer = await ScriptedPeer.start()
    await using connection = await Connection.open(peer.addr)
    const error = await rejectionOf(connection.call(ask, keyed('a'), { timeoutMs: 20 }))
    expect(error).toBeInstanceOf(RemotingError)
    expect(error).toMatchObject({ code: 'CALL_TIMEOUT', addr: peer.addr, request: 'TEST_ASK' })
    for (const part of [peer.addr, 'TEST_ASK', '20 ms']) expect((error as Error).message).toContain(part)
  })

  it('has the limit of its connection where it names none', async () => {
    await using peer = await ScriptedPeer.start()
    await using connection = await Connection.open(peer.addr, { callTimeoutMs: 20 })
    expect(await rejectionOf(connection.call(ask, keyed('a')))).toMatchObject({ code: 'CALL_TIMEOUT' })
  })

  it('leaves the connection usable, also when its answer comes late', async () => {
    await using peer = await ScriptedPeer.start((request, line) => {
      if (request.extFields.key === 'slow') return
      const slow = line.requests.find(({ extFields }) => extFields.key === 'slow')
      if (slow) line.reply(slow, { extFields: { value: 'late' } })
      echo(request, line)
    })
    await using connection = await Connection.open(peer.addr)
    await rejectionOf(connection.call(ask, keyed('slow'), { timeoutMs: 20 }))
    for (const key of ['a', 'b']) expect((await connection.call(ask, keyed(key))).header.value).toBe(key)
    expect(connection.inFlight).toBe(0)
  })

  it('leaves the connection usable when its late answer was cut by the time-out', async () => {
    let rest: Buffer = Buffer.alloc(0)
    await using peer = await ScriptedPeer.start((request, line) => {
      const bytes = frameOf(request)
      if (request.extFields.key === 'slow') {
        line.send(bytes.subarray(0, 11))
        rest = bytes.subarray(11)
      } else line.send(Buffer.concat([rest, bytes]))
    })
    await using connection = await Connection.open(peer.addr)
    await rejectionOf(connection.call(ask, keyed('slow'), { timeoutMs: 20 }))
    expect((await connection.call(ask, keyed('next'))).header.value).toBe('next')
  })

  it('may wait longer than a timer can', async () => {
    await using peer = await ScriptedPeer.start(echo)
    await using connection = await Connection.open(peer.addr)
    for (const timeoutMs of [2 ** 31, Number.POSITIVE_INFINITY]) {
      expect((await connection.call(ask, keyed('a'), { timeoutMs })).header.value).toBe('a')
    }
  })
})

function frameOf(request: SeenRequest): Buffer {
  const header = JSON.stringify({
    code: 0,
    opaque: request.opaque,
    flag: 1,
    extFields: { value: request.extFields.key },
  })
  const lengths = Buffer.alloc(8)
  lengths.writeInt32BE(4 + header.length, 0)
  lengths.writeInt32BE(header.length, 4)
  return Buffer.concat([lengths, Buffer.from(header)])
}

describe('a call that is given up', () => {
  it('before it is made, sends nothing', async () => {
    await using peer = await ScriptedPeer.start(echo)
    await using connection = await Connection.open(peer.addr)
    const error = await rejectionOf(connection.call(ask, keyed('a'), { signal: AbortSignal.abort() }))
    expect(error).toMatchObject({ code: 'ABORTED', addr: peer.addr, request: 'TEST_ASK' })
    await connection.call(ask, keyed('b'))
    expect(keysOf(peer)).toEqual(['b'])
  })

  it('while it waits, fails at once and drops the answer that comes after', async () => {
    await using peer = await ScriptedPeer.start((request, line) => {
      if (request.extFields.key === 'next') for (const seen of line.requests) echo(seen, line)
    })
    await using connection = await Connection.open(peer.addr)
    const controller = new AbortController()
    const call = rejectionOf(connection.call(ask, keyed('a'), { signal: controller.signal }))
    await peer.request(1)
    controller.abort(new Error('any reason'))
    expect(await call).toMatchObject({ code: 'ABORTED' })
    expect((await connection.call(ask, keyed('next'))).header.value).toBe('next')
  })

  it('while it queues, is never sent', async () => {
    await using peer = await ScriptedPeer.start((request, line) => {
      if (request.extFields.key !== 'first') echo(request, line)
    })
    await using connection = await Connection.open(peer.addr, { maxInFlight: 1 })
    const first = connection.call(ask, keyed('first'))
    const controller = new AbortController()
    const queued = rejectionOf(connection.call(ask, keyed('queued'), { signal: controller.signal }))
    const request = await peer.request(1)
    controller.abort()
    expect(await queued).toMatchObject({ code: 'ABORTED', request: 'TEST_ASK' })
    echo(request, peer.line)
    await first
    await connection.call(ask, keyed('last'))
    expect(keysOf(peer)).toEqual(['first', 'last'])
  })

  it('leaves nothing at its signal, however it ended', async () => {
    await using peer = await ScriptedPeer.start((request, line) => {
      if (request.extFields.key !== 'silent') echo(request, line)
    })
    await using connection = await Connection.open(peer.addr)
    const { signal } = new AbortController()
    await Promise.all(Array.from({ length: 50 }, () => connection.call(ask, keyed('a'), { signal })))
    await rejectionOf(connection.call(ask, keyed('silent'), { signal, timeoutMs: 10 }))
    const lost = rejectionOf(connection.call(ask, keyed('silent'), { signal }))
    await connection.close()
    await lost
    expect(getEventListeners(signal, 'abort')).toEqual([])
  })
})

describe('calls past maxInFlight', () => {
  it('wait for their turn and leave in order', async () => {
    let mostAtOnce = 0
    await using peer = await ScriptedPeer.start((request, line) => {
      mostAtOnce = Math.max(mostAtOnce, line.requests.length - answered)
      setImmediate(() => {
        answered++
        echo(request, line)
      })
    })
    let answered = 0
    await using connection = await Connection.open(peer.addr, { maxInFlight: 3 })
    const keys = Array.from({ length: 30 }, (_, n) => `key-${n}`)
    const replies = await Promise.all(keys.map(key => connection.call(ask, keyed(key))))
    expect(replies.map(reply => reply.header.value)).toEqual(keys)
    expect(keysOf(peer)).toEqual(keys)
    expect(mostAtOnce).toBe(3)
  })

  it('count as in flight', async () => {
    await using peer = await ScriptedPeer.start()
    await using connection = await Connection.open(peer.addr, { maxInFlight: 1 })
    const calls = ['a', 'b', 'c'].map(key => rejectionOf(connection.call(ask, keyed(key))))
    expect(connection.inFlight).toBe(3)
    await connection.close()
    await Promise.all(calls)
    expect(connection.inFlight).toBe(0)
  })

  it('time out in the queue, and are not sent after that', async () => {
    await using peer = await ScriptedPeer.start((request, line) => {
      if (request.extFields.key !== 'first') echo(request, line)
    })
    await using connection = await Connection.open(peer.addr, { maxInFlight: 1 })
    const first = connection.call(ask, keyed('first'))
    const late = await rejectionOf(connection.call(ask, keyed('late'), { timeoutMs: 20 }))
    expect(late).toMatchObject({ code: 'CALL_TIMEOUT', request: 'TEST_ASK' })
    echo(await peer.request(1), peer.line)
    await first
    await connection.call(ask, keyed('last'))
    expect(keysOf(peer)).toEqual(['first', 'last'])
  })

  it('take the place of a call that timed out', async () => {
    await using peer = await ScriptedPeer.start((request, line) => {
      if (request.extFields.key !== 'lost') echo(request, line)
    })
    await using connection = await Connection.open(peer.addr, { maxInFlight: 1 })
    const lost = rejectionOf(connection.call(ask, keyed('lost'), { timeoutMs: 20 }))
    expect((await connection.call(ask, keyed('next'))).header.value).toBe('next')
    expect(await lost).toMatchObject({ code: 'CALL_TIMEOUT' })
  })
})

describe('a request that cannot be written', () => {
  const huge = { header: { key: 'a' }, body: Buffer.alloc(2_000) }

  it('fails alone when its frame is larger than brokers accept', async () => {
    await using peer = await ScriptedPeer.start((request, line) => line.reply(request))
    await using connection = await Connection.open(peer.addr, { maxFrameBytes: 1_000 })
    const error = await rejectionOf(connection.call(tell, huge))
    expect(error).toMatchObject({ code: 'BAD_ARGUMENT', addr: peer.addr, request: 'TEST_TELL' })
    for (const part of ['1000', 'TEST_TELL']) expect((error as Error).message).toContain(part)
    expect(await rejectionOf(connection.oneway(tell, huge))).toMatchObject({ code: 'BAD_ARGUMENT' })
    await connection.call(tell, { ...huge, body: Buffer.alloc(10) })
    expect(peer.requests).toHaveLength(1)
  })

  it('fails alone when its header does not fit', async () => {
    await using peer = await ScriptedPeer.start(echo)
    await using connection = await Connection.open(peer.addr, { serializeType: 1, version: 70_000 })
    const error = await rejectionOf(connection.call(ask, keyed('a')))
    expect(error).toMatchObject({ code: 'BAD_ARGUMENT', addr: peer.addr, request: 'TEST_ASK' })
    expect(connection.isClosed).toBe(false)
  })

  it('does not hold up those behind it, however many they are', async () => {
    await using peer = await ScriptedPeer.start((request, line) => line.reply(request))
    await using connection = await Connection.open(peer.addr, { maxFrameBytes: 1_000, maxInFlight: 1 })
    const first = connection.call(tell, { ...huge, body: Buffer.alloc(10) })
    const failed = Array.from({ length: 3_000 }, () => rejectionOf(connection.call(tell, huge)))
    const last = connection.call(tell, { ...huge, body: Buffer.alloc(20) })
    await first
    const codes = (await Promise.all(failed)).map(error => error instanceof RemotingError && error.code)
    expect(new Set(codes)).toEqual(new Set(['BAD_ARGUMENT']))
    await last
    expect(peer.requests.map(({ body }) => body.length)).toEqual([10, 20])
  })
})

describe('a one-way request', () => {
  it('carries the flag and expects no answer', async () => {
    await using peer = await ScriptedPeer.start((request, line) => line.reply(request, { code: 1 }))
    await using connection = await Connection.open(peer.addr)
    await connection.oneway(ask, keyed('a'))
    expect(connection.inFlight).toBe(0)
    expect(await peer.request(1)).toMatchObject({ flag: 2, extFields: { key: 'a' } })
  })

  it('leaves after the calls that were made before it', async () => {
    await using peer = await ScriptedPeer.start(echo)
    await using connection = await Connection.open(peer.addr)
    const calls = [connection.call(ask, keyed('a')), connection.call(ask, keyed('b'))]
    await connection.oneway(ask, keyed('c'))
    await Promise.all(calls)
    await peer.request(3)
    expect(keysOf(peer)).toEqual(['a', 'b', 'c'])
  })

  it('waits until the peer takes its bytes', async () => {
    await using peer = await ScriptedPeer.start(undefined, { onConnect: line => line.socket.pause() })
    await using connection = await Connection.open(peer.addr)
    let written = 0
    const sending = Array.from({ length: 40 }, () =>
      connection.oneway(tell, { header: { key: 'a' }, body: Buffer.alloc(500_000) }).then(() => written++),
    )
    await peer.until(() => peer.lines.length === 1)
    await new Promise(resolve => setTimeout(resolve, 50))
    expect(written).toBeLessThan(40)
    peer.line.socket.resume()
    await Promise.all(sending)
    await peer.request(40)
  })

  it('fails in bounded time when the peer takes nothing', async () => {
    await using peer = await ScriptedPeer.start(undefined, { onConnect: line => line.socket.pause() })
    await using connection = await Connection.open(peer.addr, { callTimeoutMs: 50 })
    const body = Buffer.alloc(10_000_000)
    const error = await rejectionOf(connection.oneway(tell, { header: { key: 'a' }, body }))
    expect(error).toMatchObject({ code: 'CALL_TIMEOUT', addr: peer.addr, request: 'TEST_TELL' })
  })

  it('fails when its connection is lost before its bytes left', async () => {
    await using peer = await ScriptedPeer.start(undefined, { onConnect: line => line.socket.pause() })
    await using connection = await Connection.open(peer.addr)
    const body = Buffer.alloc(10_000_000)
    const sending = rejectionOf(connection.oneway(tell, { header: { key: 'a' }, body }))
    await peer.until(() => peer.lines.length === 1)
    peer.line.socket.destroy()
    expect(await sending).toMatchObject({ code: 'CONNECTION_CLOSED', addr: peer.addr, request: 'TEST_TELL' })
  })

  it('fails on a closed connection and names itself', async () => {
    await using peer = await ScriptedPeer.start()
    const connection = await Connection.open(peer.addr)
    await connection.close()
    const error = await rejectionOf(connection.oneway(ask, keyed('a')))
    expect(error).toMatchObject({ code: 'CONNECTION_CLOSED', addr: peer.addr, request: 'TEST_ASK' })
    expect((error as Error).message).toContain('TEST_ASK')
  })
})
