import { afterEach, describe, expect, it, vi } from 'vitest'
import { DeafPort } from '../../test-support/deaf-port.ts'
import { rejectionOf } from '../../test-support/errors.ts'
import { ask, tell } from '../../test-support/requests.ts'
import { type Line, ScriptedPeer, type SeenRequest, unusedAddr } from '../../test-support/scripted-peer.ts'
import { type CallReport, ConnectionPool } from './pool.ts'

const keyed = (key: string) => ({ header: { key } })
const told = (key: string) => ({ header: { key }, body: Buffer.alloc(0) })
const echo = (request: SeenRequest, line: Line): void =>
  line.reply(request, { extFields: { value: request.extFields.key } })

// biome-ignore lint/complexity/useLiteralKeys: it is private, and looked into to see that nothing stays behind
const endpointsOf = (pool: ConnectionPool): number => pool['endpoints'].size

/** Each caller gets an error of its own; the failed dial behind it is the same for all. */
const reasonOf = (error: unknown): unknown => (error as Error).cause

afterEach(() => {
  vi.useRealTimers()
})

describe('a pool', () => {
  it('dials once for many callers and shares the connection', async () => {
    await using peer = await ScriptedPeer.start(echo)
    await using pool = new ConnectionPool()
    const keys = Array.from({ length: 50 }, (_, n) => `key-${n}`)
    const replies = await Promise.all(keys.map(key => pool.call(peer.addr, ask, keyed(key))))
    expect(replies.map(reply => reply.header.value)).toEqual(keys)
    await pool.call(peer.addr, ask, keyed('later'))
    expect(peer.lines).toHaveLength(1)
  })

  it('holds one connection for each address', async () => {
    await using one = await ScriptedPeer.start(echo)
    await using other = await ScriptedPeer.start(echo)
    await using pool = new ConnectionPool()
    expect(pool.addresses).toEqual([])
    await Promise.all([pool.call(one.addr, ask, keyed('a')), pool.call(other.addr, ask, keyed('b'))])
    expect(pool.addresses.toSorted()).toEqual([one.addr, other.addr].toSorted())
    expect([one.lines.length, other.lines.length]).toEqual([1, 1])
  })

  it('tells of each connection that it opens', async () => {
    await using peer = await ScriptedPeer.start(echo)
    const opened: string[] = []
    await using pool = new ConnectionPool({ onOpen: addr => opened.push(addr) })
    await Promise.all([pool.call(peer.addr, ask, keyed('a')), pool.call(peer.addr, ask, keyed('b'))])
    expect(opened).toEqual([peer.addr])
    peer.lines[0]?.socket.destroy()
    await vi.waitFor(() => expect(pool.addresses).toEqual([]))
    await pool.call(peer.addr, ask, keyed('c'))
    expect(opened).toEqual([peer.addr, peer.addr])
  })

  it('tells of each call that has ended: how, where, after how long', async () => {
    await using peer = await ScriptedPeer.start(echo)
    const away = await unusedAddr()
    const reports: CallReport[] = []
    await using pool = new ConnectionPool({ onCall: report => reports.push(report) })
    await pool.call(peer.addr, ask, keyed('a'))
    const failure = await rejectionOf(pool.call(away, ask, keyed('b')))
    expect(reports).toEqual([
      { addr: peer.addr, request: 'TEST_ASK', elapsedMs: expect.any(Number), error: undefined },
      { addr: away, request: 'TEST_ASK', elapsedMs: expect.any(Number), error: failure },
    ])
  })

  it('tells once of a call that it had to send twice', async () => {
    await using peer = await ScriptedPeer.start((request, line) => {
      if (peer.requests.length === 1) line.socket.destroy()
      else echo(request, line)
    })
    const reports: CallReport[] = []
    await using pool = new ConnectionPool({ onCall: report => reports.push(report) })
    await pool.call(peer.addr, ask, keyed('a'))
    expect(peer.requests).toHaveLength(2)
    expect(reports.map(({ error }) => error)).toEqual([undefined])
  })

  it('sends one-way requests', async () => {
    await using peer = await ScriptedPeer.start()
    await using pool = new ConnectionPool()
    await pool.oneway(peer.addr, ask, keyed('a'))
    expect(await peer.request(1)).toMatchObject({ flag: 2 })
  })

  it('gives each connection its options', async () => {
    await using peer = await ScriptedPeer.start()
    await using pool = new ConnectionPool({ language: 'NODE_JS', callTimeoutMs: 20 })
    expect(await rejectionOf(pool.call(peer.addr, ask, keyed('a')))).toMatchObject({ code: 'CALL_TIMEOUT' })
    expect(peer.requests[0]).toMatchObject({ language: 'NODE_JS' })
  })
})

describe('a pool whose connection died', () => {
  it('dials again for the next call', async () => {
    await using peer = await ScriptedPeer.start(echo)
    await using pool = new ConnectionPool()
    await pool.call(peer.addr, ask, keyed('a'))
    peer.line.socket.destroy()
    await vi.waitUntil(() => pool.addresses.length === 0)
    expect((await pool.call(peer.addr, tell, told('b'))).code).toBe(0)
    expect(peer.lines).toHaveLength(2)
  })

  it('sends a read that was under way once more, on a new one', async () => {
    await using peer = await ScriptedPeer.start((request, line) =>
      peer.lines.length === 1 ? line.socket.destroy() : echo(request, line),
    )
    await using pool = new ConnectionPool()
    expect((await pool.call(peer.addr, ask, keyed('a'))).header.value).toBe('a')
    expect(peer.requests.map(({ extFields }) => extFields.key)).toEqual(['a', 'a'])
  })

  it('sends it no third time', async () => {
    await using peer = await ScriptedPeer.start((_request, line) => line.socket.destroy())
    await using pool = new ConnectionPool()
    expect(await rejectionOf(pool.call(peer.addr, ask, keyed('a')))).toMatchObject({
      code: 'CONNECTION_CLOSED',
    })
    expect(peer.requests).toHaveLength(2)
  })

  it('never sends a change twice', async () => {
    await using peer = await ScriptedPeer.start((_request, line) => line.socket.destroy())
    await using pool = new ConnectionPool()
    expect(await rejectionOf(pool.call(peer.addr, tell, told('a')))).toMatchObject({
      code: 'CONNECTION_CLOSED',
    })
    expect(peer.requests).toHaveLength(1)
  })

  it('does not repeat a read that was given up meanwhile', async () => {
    const controller = new AbortController()
    await using peer = await ScriptedPeer.start((_request, line) => {
      line.socket.destroy()
      line.socket.once('close', () => controller.abort())
    })
    await using pool = new ConnectionPool({ onRequest: undefined })
    const error = await rejectionOf(pool.call(peer.addr, ask, keyed('a'), { signal: controller.signal }))
    expect(error).toMatchObject({ addr: peer.addr })
    expect(peer.requests.length).toBeLessThanOrEqual(2)
  })

  it('asks anew whether the broker knows a request: it may be another release', async () => {
    await using peer = await ScriptedPeer.start((request, line) =>
      peer.lines.length === 1 ? line.reply(request, { code: 3 }) : echo(request, line),
    )
    await using pool = new ConnectionPool()
    for (let n = 0; n < 2; n++) {
      expect(await rejectionOf(pool.call(peer.addr, ask, keyed('a')))).toMatchObject({
        code: 'UNSUPPORTED_BY_BROKER',
      })
    }
    expect(peer.requests).toHaveLength(1)
    peer.line.socket.destroy()
    await vi.waitUntil(() => pool.addresses.length === 0)
    expect((await pool.call(peer.addr, ask, keyed('a'))).header.value).toBe('a')
  })
})

describe('a pool at a server that stops', () => {
  it('sends what was turned away once more on a new connection, also a change', async () => {
    await using peer = await ScriptedPeer.start((request, line) =>
      peer.lines.length === 1
        ? line.reply(request, { code: 1_500, remark: 'please go away' })
        : echo(request, line),
    )
    await using pool = new ConnectionPool()
    expect((await pool.call(peer.addr, tell, told('a'))).code).toBe(0)
    expect(peer.requests.map(({ extFields }) => extFields.key)).toEqual(['a', 'a'])
    await peer.until(() => peer.openLines.length === 1)
  })

  it('lets calls that are under way on the old connection end', async () => {
    await using peer = await ScriptedPeer.start((request, line) => {
      if (request.extFields.key === 'slow') return
      if (line !== peer.lines[0]) echo(request, line)
      else line.reply(request, { code: 1_500 })
    })
    await using pool = new ConnectionPool({ idleCloseMs: 40 })
    const slow = pool.call(peer.addr, tell, told('slow'))
    await peer.request(1)
    await pool.call(peer.addr, tell, told('a'))
    const [old] = peer.lines
    const [request] = peer.requests
    if (old === undefined || request === undefined) throw new Error('nothing came')
    old.reply(request)
    expect((await slow).code).toBe(0)
    await peer.until(() => peer.openLines.length === 0)
  })

  it('tells the caller when it is turned away again', async () => {
    await using peer = await ScriptedPeer.start((request, line) => line.reply(request, { code: 1_500 }))
    await using pool = new ConnectionPool()
    expect(await rejectionOf(pool.call(peer.addr, ask, keyed('a')))).toMatchObject({ responseCode: 1_500 })
    expect(peer.requests).toHaveLength(2)
  })
})

describe('a pool at a peer that has fallen silent', () => {
  it('uses a new connection after a call without any sign of life', async () => {
    await using peer = await ScriptedPeer.start((request, line) => {
      if (line !== peer.lines[0]) echo(request, line)
    })
    await using pool = new ConnectionPool()
    const lost = await rejectionOf(pool.call(peer.addr, ask, keyed('a'), { timeoutMs: 20 }))
    expect(lost).toMatchObject({ code: 'CALL_TIMEOUT' })
    expect((await pool.call(peer.addr, ask, keyed('b'))).header.value).toBe('b')
    await peer.until(() => peer.openLines.length === 1)
  })

  it('keeps the connection while other answers come', async () => {
    await using peer = await ScriptedPeer.start((request, line) => {
      if (request.extFields.key !== 'lost') echo(request, line)
    })
    await using pool = new ConnectionPool()
    await pool.call(peer.addr, ask, keyed('first'))
    const lost = rejectionOf(pool.call(peer.addr, ask, keyed('lost'), { timeoutMs: 40 }))
    await pool.call(peer.addr, ask, keyed('a'))
    await lost
    await pool.call(peer.addr, ask, keyed('b'))
    expect(peer.lines).toHaveLength(1)
  })
})

describe('a pool at an address that cannot be reached', () => {
  it('rests before it dials again, longer each time, and tells the last error meanwhile', async () => {
    vi.useFakeTimers({ toFake: ['performance'] })
    const addr = await unusedAddr()
    await using pool = new ConnectionPool()
    const failure = (): Promise<unknown> => rejectionOf(pool.call(addr, ask, keyed('a')))
    let last = await failure()
    expect(last).toMatchObject({ code: 'CONNECT_FAILED', addr, request: 'TEST_ASK' })
    for (const restMs of [100, 200, 400, 800, 1_600, 3_000, 3_000]) {
      vi.advanceTimersByTime(restMs - 1)
      expect(reasonOf(await failure())).toBe(reasonOf(last))
      vi.advanceTimersByTime(1)
      const next = await failure()
      expect(next).toMatchObject({ code: 'CONNECT_FAILED', addr })
      expect(reasonOf(next)).not.toBe(reasonOf(last))
      last = next
    }
  })

  it('finds it again once it is there, and starts over with short rests', async () => {
    vi.useFakeTimers({ toFake: ['performance'] })
    const addr = await unusedAddr()
    await using pool = new ConnectionPool()
    const failure = (): Promise<unknown> => rejectionOf(pool.call(addr, ask, keyed('a')))
    await failure()
    vi.advanceTimersByTime(100)
    await failure()
    const port = Number(addr.split(':')[1])
    {
      await using _peer = await ScriptedPeer.start(echo, { port })
      vi.advanceTimersByTime(200)
      expect((await pool.call(addr, ask, keyed('a'))).header.value).toBe('a')
    }
    await vi.waitUntil(() => pool.addresses.length === 0)
    const first = await failure()
    vi.advanceTimersByTime(99)
    expect(reasonOf(await failure())).toBe(reasonOf(first))
    vi.advanceTimersByTime(1)
    expect(reasonOf(await failure())).not.toBe(reasonOf(first))
  })

  it('fails all who wait for the dial alike', async () => {
    const addr = await unusedAddr()
    await using pool = new ConnectionPool()
    const errors = await Promise.all(
      ['a', 'b', 'c'].map(key => rejectionOf(pool.call(addr, ask, keyed(key)))),
    )
    for (const error of errors) expect(error).toMatchObject({ code: 'CONNECT_FAILED', addr })
    expect(new Set(errors.map(reasonOf)).size).toBe(1)
  })

  it('goes on dialling for the others when one gives up', async () => {
    await using port = await DeafPort.open()
    await using pool = new ConnectionPool({ connectTimeoutMs: 100 })
    const controller = new AbortController()
    const given = rejectionOf(pool.call(port.addr, ask, keyed('a'), { signal: controller.signal }))
    const waiting = rejectionOf(pool.call(port.addr, ask, keyed('b')))
    controller.abort()
    expect(await given).toMatchObject({ code: 'ABORTED', addr: port.addr, request: 'TEST_ASK' })
    expect(await waiting).toMatchObject({ code: 'CONNECT_TIMEOUT' })
  })

  it('refuses what is no address every time, and does not remember it', async () => {
    await using pool = new ConnectionPool()
    for (let n = 0; n < 2; n++) {
      expect(await rejectionOf(pool.call('nowhere', ask, keyed('a')))).toMatchObject({ code: 'BAD_ARGUMENT' })
    }
    expect(endpointsOf(pool)).toBe(0)
  })
})

describe('an idle connection of a pool', () => {
  it('is closed after a while and dialled again when needed', async () => {
    await using peer = await ScriptedPeer.start(echo)
    await using pool = new ConnectionPool({ idleCloseMs: 20 })
    await pool.call(peer.addr, ask, keyed('a'))
    await peer.until(() => peer.openLines.length === 0)
    expect((await pool.call(peer.addr, ask, keyed('b'))).header.value).toBe('b')
    expect(peer.lines).toHaveLength(2)
  })

  it('is forgotten with its address', async () => {
    await using peer = await ScriptedPeer.start(echo)
    await using pool = new ConnectionPool({ idleCloseMs: 20 })
    await pool.call(peer.addr, ask, keyed('a'))
    await rejectionOf(pool.call(await unusedAddr(), ask, keyed('a')))
    expect(endpointsOf(pool)).toBe(2)
    await vi.waitUntil(() => endpointsOf(pool) === 0)
  })

  it('is not idle while a call waits', async () => {
    await using peer = await ScriptedPeer.start((request, line) => {
      setTimeout(() => echo(request, line), 150)
    })
    await using pool = new ConnectionPool({ idleCloseMs: 20 })
    expect((await pool.call(peer.addr, tell, told('a'))).code).toBe(0)
    expect(peer.lines).toHaveLength(1)
  })
})

describe('a pool that is closed', () => {
  it('fails its calls, closes its connections and takes no more', async () => {
    await using one = await ScriptedPeer.start()
    await using other = await ScriptedPeer.start(echo)
    const pool = new ConnectionPool()
    const call = rejectionOf(pool.call(one.addr, ask, keyed('a')))
    await pool.call(other.addr, ask, keyed('b'))
    await one.request(1)
    await pool.close()
    expect(await call).toMatchObject({ code: 'CONNECTION_CLOSED', addr: one.addr, request: 'TEST_ASK' })
    expect(await rejectionOf(pool.call(one.addr, ask, keyed('a')))).toMatchObject({
      code: 'CONNECTION_CLOSED',
    })
    expect(await rejectionOf(pool.oneway(one.addr, ask, keyed('a')))).toMatchObject({
      code: 'CONNECTION_CLOSED',
    })
    await one.until(() => one.openLines.length === 0)
    await other.until(() => other.openLines.length === 0)
    expect([one.lines.length, other.lines.length]).toEqual([1, 1])
  })

  it('fails calls whose dial was under way, at once', async () => {
    await using port = await DeafPort.open()
    const pool = new ConnectionPool({ connectTimeoutMs: 600_000 })
    const call = rejectionOf(pool.call(port.addr, ask, keyed('a')))
    await pool.close()
    expect(await call).toMatchObject({ code: 'CONNECTION_CLOSED', addr: port.addr })
  })

  it('may be closed again', async () => {
    const pool = new ConnectionPool()
    await Promise.all([pool.close(), pool.close()])
    await pool.close()
  })
})
