import { describe, expect, it } from 'vitest'
import { Bytes, frameBytes, jsonFrame } from '../../test-support/bytes.ts'
import { rejectionOf } from '../../test-support/errors.ts'
import { ask, tell } from '../../test-support/requests.ts'
import { ScriptedPeer } from '../../test-support/scripted-peer.ts'
import { RemotingError } from '../errors.ts'
import { Connection } from './connection.ts'

const keyed = (key: string) => ({ header: { key } })

/** What five calls under way fail with once `act` has happened at a peer that has seen all of them. */
async function failuresAfter(
  act: (peer: ScriptedPeer, connection: Connection) => void,
): Promise<RemotingError[]> {
  await using peer = await ScriptedPeer.start()
  await using connection = await Connection.open(peer.addr, { maxInFlight: 3 })
  const calls = ['a', 'b', 'c', 'd', 'e'].map(key => rejectionOf(connection.call(ask, keyed(key))))
  await peer.request(3)
  act(peer, connection)
  const errors = await Promise.all(calls)
  expect(connection.isClosed).toBe(true)
  expect(connection.inFlight).toBe(0)
  for (const error of errors) {
    if (!(error instanceof RemotingError)) throw error
    expect(error).toMatchObject({ addr: peer.addr, request: 'TEST_ASK' })
    expect(error.message).toContain(peer.addr)
    expect(error.message).toContain('TEST_ASK')
  }
  return errors as RemotingError[]
}

const codesOf = (errors: RemotingError[]): string[] => [...new Set(errors.map(({ code }) => code))]

describe('calls on a connection that dies', () => {
  it('fail at once, sent or queued, when the peer closes it', async () => {
    const errors = await failuresAfter(peer => peer.line.socket.end())
    expect(codesOf(errors)).toEqual(['CONNECTION_CLOSED'])
  })

  it('fail at once when the peer resets it, and say so', async () => {
    const errors = await failuresAfter(peer => peer.line.socket.resetAndDestroy())
    expect(codesOf(errors)).toEqual(['CONNECTION_CLOSED'])
    expect(errors[0]?.message).toContain('ECONNRESET')
  })

  it('fail at once when this side closes it', async () => {
    const errors = await failuresAfter((_peer, connection) => void connection.close())
    expect(codesOf(errors)).toEqual(['CONNECTION_CLOSED'])
    expect(errors[0]?.message).toContain('this side closed it')
    expect(errors[0]?.message).not.toContain('never answered')
  })

  it('fail at once when the peer closes it in the middle of a frame', async () => {
    const errors = await failuresAfter(({ line }) => line.socket.end(jsonFrame({ flag: 1 }).subarray(0, 20)))
    expect(codesOf(errors)).toEqual(['CONNECTION_CLOSED'])
  })

  it.each([
    ['a frame that claims 2 GB', 'FRAME_TOO_LARGE', new Bytes().int32(2_147_483_647).buffer],
    ['a frame past the limit', 'FRAME_TOO_LARGE', new Bytes().int32(16_777_217).buffer],
    ['a frame of negative length', 'FRAME_MALFORMED', new Bytes().int32(-1).buffer],
    ['a header longer than its frame', 'FRAME_MALFORMED', frameBytes({ header: '{}', headerLength: 1_000 })],
    ['a header that is no JSON', 'FRAME_MALFORMED', frameBytes({ header: '<html>' })],
    ['an unknown serialisation type', 'FRAME_MALFORMED', frameBytes({ header: '{}', type: 9 })],
    [
      'a binary header of rubbish',
      'FRAME_MALFORMED',
      frameBytes({ header: Buffer.alloc(40, 0x7f), type: 1 }),
    ],
    ['random bytes', 'FRAME_MALFORMED', Buffer.from('00000010ffeeddccbbaa99887766554433221100', 'hex')],
  ])('fail at once on %s', async (_what, code, bytes) => {
    const errors = await failuresAfter(({ line }) => line.send(bytes))
    expect(codesOf(errors)).toEqual([code])
  })

  it('fail at once when the peer stops sending but takes no more bytes either', async () => {
    await using peer = await ScriptedPeer.start(undefined, { onConnect: line => line.socket.pause() })
    await using connection = await Connection.open(peer.addr)
    const body = Buffer.alloc(10_000_000)
    const call = rejectionOf(connection.call(tell, { header: { key: 'a' }, body }))
    await peer.until(() => peer.lines.length === 1)
    peer.line.socket.end()
    expect(await call).toMatchObject({ code: 'CONNECTION_CLOSED', addr: peer.addr, request: 'TEST_TELL' })
  })

  it('get no answer out of half a frame and silence, but their time-out', async () => {
    await using peer = await ScriptedPeer.start((request, line) =>
      line.send(jsonFrame({ opaque: request.opaque, flag: 1 }).subarray(0, 30)),
    )
    await using connection = await Connection.open(peer.addr)
    expect(await rejectionOf(connection.call(ask, keyed('a'), { timeoutMs: 30 }))).toMatchObject({
      code: 'CALL_TIMEOUT',
    })
  })

  it('are told, while it never answered, what to check', async () => {
    const [error] = await failuresAfter(peer => peer.line.socket.end())
    expect(error?.message).toMatch(/never answered.*RocketMQ address.*TLS/)
  })

  it('are told nothing of the kind when it has answered before', async () => {
    await using peer = await ScriptedPeer.start((request, line) =>
      request.extFields.key === 'bye' ? line.socket.end() : line.reply(request),
    )
    await using connection = await Connection.open(peer.addr)
    await connection.call(ask, keyed('a'))
    const error = await rejectionOf(connection.call(ask, keyed('bye')))
    expect((error as Error).message).not.toContain('never answered')
  })
})

describe('a closed connection', () => {
  it('refuses calls at once with the reason it was closed for', async () => {
    await using peer = await ScriptedPeer.start((_request, line) =>
      line.send(frameBytes({ header: '<html>' })),
    )
    await using connection = await Connection.open(peer.addr)
    await rejectionOf(connection.call(ask, keyed('a')))
    const error = await rejectionOf(connection.call(ask, keyed('b')))
    expect(error).toMatchObject({ code: 'FRAME_MALFORMED', addr: peer.addr, request: 'TEST_ASK' })
  })

  it('tells of its end once, with the reason', async () => {
    const reasons: RemotingError[] = []
    await using peer = await ScriptedPeer.start((_request, line) => line.socket.resetAndDestroy())
    await using connection = await Connection.open(peer.addr, { onClose: error => reasons.push(error) })
    await rejectionOf(connection.call(ask, keyed('a')))
    await connection.close()
    await connection.close()
    expect(reasons).toHaveLength(1)
    expect(reasons[0]).toMatchObject({ code: 'CONNECTION_CLOSED', addr: peer.addr })
  })

  it('is closed when close() resolves, as often as it is called', async () => {
    await using peer = await ScriptedPeer.start()
    const connection = await Connection.open(peer.addr)
    await Promise.all([connection.close(), connection.close()])
    await connection.close()
    expect(connection.isClosed).toBe(true)
    await peer.until(() => peer.openLines.length === 0)
  })

  it('is noticed also when nothing was under way', async () => {
    await using peer = await ScriptedPeer.start()
    const closed = new Promise<RemotingError>(resolve => {
      void Connection.open(peer.addr, { onClose: resolve })
    })
    await peer.until(() => peer.lines.length === 1)
    peer.line.socket.destroy()
    expect(await closed).toMatchObject({ code: 'CONNECTION_CLOSED' })
  })

  it('counts no idle time while a call is under way', async () => {
    await using peer = await ScriptedPeer.start((request, line) => line.reply(request))
    await using connection = await Connection.open(peer.addr)
    const call = connection.call(ask, keyed('a'))
    expect(connection.idleMs).toBe(0)
    await call
    expect(connection.idleMs).toBeGreaterThanOrEqual(0)
  })
})
