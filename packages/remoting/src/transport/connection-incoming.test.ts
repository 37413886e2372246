import { describe, expect, it } from 'vitest'
import { binaryHeader, frameBytes, jsonFrame } from '../../test-support/bytes.ts'
import { rejectionOf } from '../../test-support/errors.ts'
import { ask } from '../../test-support/requests.ts'
import { ScriptedPeer, type SeenRequest } from '../../test-support/scripted-peer.ts'
import { Connection, type IncomingRequest, type RequestHandler } from './connection.ts'

/** A peer that sends a request of its own, and what comes back for it. */
async function answerTo(request: Buffer, onRequest?: RequestHandler): Promise<SeenRequest> {
  await using peer = await ScriptedPeer.start()
  await using _connection = await Connection.open(peer.addr, { onRequest })
  await peer.until(() => peer.lines.length === 1)
  peer.line.send(request)
  return await peer.request(1)
}

const REQUEST = jsonFrame({ code: 39, opaque: 77, extFields: { msgId: 'x' }, body: 'body' })

describe('a request of the peer', () => {
  it('reaches the handler whole', async () => {
    let seen: IncomingRequest | undefined
    await answerTo(REQUEST, async request => {
      seen = request
      return { code: 0 }
    })
    expect(seen?.addr).toMatch(/^127\.0\.0\.1:\d+$/)
    expect(seen?.frame.header).toMatchObject({ code: 39, opaque: 77, flag: 0, extFields: { msgId: 'x' } })
    expect(seen?.frame.body.toString()).toBe('body')
  })

  it('is answered with its opaque and what the handler returned', async () => {
    const answer = await answerTo(REQUEST, async () => ({
      code: 0,
      remark: 'done',
      extFields: { a: 'b' },
      body: Buffer.from('yes'),
    }))
    expect(answer).toMatchObject({ code: 0, opaque: 77, flag: 1, remark: 'done', extFields: { a: 'b' } })
    expect(answer.body.toString()).toBe('yes')
  })

  it('is answered in its own serialisation', async () => {
    await using peer = await ScriptedPeer.start()
    await using _connection = await Connection.open(peer.addr, { onRequest: async () => ({ code: 5 }) })
    await peer.until(() => peer.lines.length === 1)
    const received: Buffer[] = []
    peer.line.socket.removeAllListeners('data').on('data', chunk => received.push(chunk))
    const answered = new Promise(resolve => peer.line.socket.once('data', resolve))
    peer.line.send(frameBytes({ header: binaryHeader({ code: 39, opaque: 78 }), type: 1 }))
    await answered
    const expected = binaryHeader({ code: 5, opaque: 78, flag: 1, language: 7, version: 513 })
    expect(Buffer.concat(received)).toEqual(frameBytes({ header: expected, type: 1 }))
  })

  it('is answered as unknown where there is no handler', async () => {
    expect(await answerTo(REQUEST)).toMatchObject({ code: 3, opaque: 77, flag: 1 })
  })

  it('is answered as an error when the handler throws', async () => {
    const answer = await answerTo(REQUEST, async () => {
      throw new Error('cannot do that')
    })
    expect(answer).toMatchObject({ code: 1, opaque: 77, flag: 1, remark: 'cannot do that' })
  })

  it('is answered as an error when the handler throws what is no error, or throws at once', async () => {
    const throwsText = await answerTo(REQUEST, async () => {
      throw 'text'
    })
    expect(throwsText).toMatchObject({ code: 1, opaque: 77 })
    const throwsAtOnce = await answerTo(REQUEST, () => {
      throw new Error('at once')
    })
    expect(throwsAtOnce).toMatchObject({ code: 1, opaque: 77, remark: 'at once' })
  })

  it('is answered as an error when the answer cannot be written', async () => {
    await using peer = await ScriptedPeer.start((request, line) => line.reply(request))
    await using connection = await Connection.open(peer.addr, {
      onRequest: async ({ frame }) => ({
        code: 0,
        body: Buffer.alloc(frame.header.opaque === 77 ? 20_000 : 1),
      }),
      maxFrameBytes: 10_000,
    })
    await peer.until(() => peer.lines.length === 1)
    peer.line.send(REQUEST)
    expect(await peer.request(1)).toMatchObject({ code: 1, opaque: 77, flag: 1 })
    peer.line.send(jsonFrame({ code: 39, opaque: 79 }))
    expect(await peer.request(2)).toMatchObject({ code: 0, opaque: 79 })
    expect(connection.isClosed).toBe(false)
  })

  it('stays unanswered when it is one-way, or the handler has nothing to say', async () => {
    let handled = 0
    await using peer = await ScriptedPeer.start((request, line) => {
      if (request.flag === 0) line.reply(request)
    })
    await using connection = await Connection.open(peer.addr, {
      onRequest: async ({ frame }) => {
        handled++
        return frame.header.flag === 2 ? { code: 0 } : undefined
      },
    })
    await peer.until(() => peer.lines.length === 1)
    peer.line.send(jsonFrame({ code: 40, opaque: 1, flag: 2 }))
    peer.line.send(jsonFrame({ code: 40, opaque: 2 }))
    await connection.call(ask, { header: { key: 'a' } })
    expect(handled).toBe(2)
    expect(peer.requests.map(({ code }) => code)).toEqual([ask.code])
  })

  it('does not hold up answers while its handler is busy', async () => {
    let finish = (): void => {}
    const busy = new Promise<void>(resolve => {
      finish = resolve
    })
    await using peer = await ScriptedPeer.start((request, line) => {
      if (request.flag === 0) line.reply(request)
    })
    await using connection = await Connection.open(peer.addr, {
      onRequest: async () => {
        await busy
        return { code: 0 }
      },
    })
    await peer.until(() => peer.lines.length === 1)
    peer.line.send(REQUEST)
    await connection.call(ask, { header: { key: 'a' } })
    finish()
    await peer.until(() => peer.requests.some(({ flag, opaque }) => flag === 1 && opaque === 77))
  })

  it('with the opaque of a call under way is not taken for its answer', async () => {
    await using peer = await ScriptedPeer.start((request, line) => {
      if (request.flag !== 0) return
      line.send(jsonFrame({ code: 39, opaque: request.opaque }))
      line.reply(request, { extFields: { value: 'the answer' } })
    })
    await using connection = await Connection.open(peer.addr)
    expect((await connection.call(ask, { header: { key: 'a' } })).header.value).toBe('the answer')
  })

  it('that is still being handled when the connection ends is dropped in silence', async () => {
    let finish = (): void => {}
    await using peer = await ScriptedPeer.start()
    const connection = await Connection.open(peer.addr, {
      onRequest: () =>
        new Promise(resolve => {
          finish = () => resolve({ code: 0 })
        }),
    })
    await peer.until(() => peer.lines.length === 1)
    const call = rejectionOf(connection.call(ask, { header: { key: 'a' } }))
    peer.line.send(REQUEST)
    await peer.request(1)
    await connection.close()
    finish()
    expect(await call).toMatchObject({ code: 'CONNECTION_CLOSED' })
  })

  it('closes the connection when they come in a flood and no answer is read', async () => {
    await using peer = await ScriptedPeer.start()
    const closed = new Promise(resolve => {
      void Connection.open(peer.addr, {
        maxFrameBytes: 100_000,
        onRequest: async () => ({ code: 0, body: Buffer.alloc(50_000) }),
        onClose: resolve,
      })
    })
    await peer.until(() => peer.lines.length === 1)
    peer.line.socket.pause()
    for (let n = 0; n < 2_000; n++) peer.line.send(REQUEST)
    expect(await closed).toMatchObject({ code: 'CONNECTION_CLOSED', addr: peer.addr })
  })
})
