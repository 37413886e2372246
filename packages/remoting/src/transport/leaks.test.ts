/** What is closed leaves nothing behind: no timer, no socket, no listener, no memory. */
import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { rejectionOf } from '../../test-support/errors.ts'
import { liveBytes } from '../../test-support/memory.ts'
import { ask } from '../../test-support/requests.ts'
import { type Line, ScriptedPeer, type SeenRequest, unusedAddr } from '../../test-support/scripted-peer.ts'
import { Connection } from './connection.ts'
import { ConnectionPool } from './pool.ts'

const keyed = (key: string) => ({ header: { key } })
const echo = (request: SeenRequest, line: Line): void =>
  line.reply(request, { extFields: { value: request.extFields.key } })

/** Timers and sockets that keep this process alive, those of the test runner set aside. */
function resources(): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const kind of process.getActiveResourcesInfo()) {
    if (/Timeout|TCP|TLS|Connect|GetAddrInfo/.test(kind)) counts[kind] = (counts[kind] ?? 0) + 1
  }
  return counts
}

async function expectNothingLeft(before: Record<string, number>): Promise<void> {
  const extra = (): string[] =>
    Object.entries(resources()).flatMap(([kind, n]) => (n > (before[kind] ?? 0) ? [kind] : []))
  // The system takes a few turns to close a socket. No timer may be used to wait: it would be counted.
  for (let turns = 0; turns < 10_000 && extra().length > 0; turns++) await setImmediate()
  expect(extra()).toEqual([])
}

describe('after close', () => {
  it('no timer and no socket of a pool is left, whatever became of its calls', async () => {
    const before = resources()
    {
      await using peer = await ScriptedPeer.start((request, line) => {
        if (request.extFields.key === 'answered') echo(request, line)
      })
      await using pool = new ConnectionPool({ callTimeoutMs: 60_000 })
      await pool.call(peer.addr, ask, keyed('answered'))
      await rejectionOf(pool.call(peer.addr, ask, keyed('late'), { timeoutMs: 10 }))
      await rejectionOf(pool.call(await unusedAddr(), ask, keyed('a')))
      const pending = rejectionOf(pool.call(peer.addr, ask, keyed('silent')))
      await peer.until(() => peer.requests.some(({ extFields }) => extFields.key === 'silent'))
      await pool.close()
      await pending
    }
    await expectNothingLeft(before)
  })

  it('nothing is left of a dial that failed or was given up', async () => {
    const before = resources()
    await rejectionOf(Connection.open(await unusedAddr(), { connectTimeoutMs: 60_000 }))
    await rejectionOf(Connection.open('127.0.0.1:9', { connectTimeoutMs: 60_000 }, AbortSignal.abort()))
    await expectNothingLeft(before)
  })

  it('nothing is left of a connection that the peer closed', async () => {
    const before = resources()
    {
      await using peer = await ScriptedPeer.start((_request, line) => line.socket.destroy())
      const connection = await Connection.open(peer.addr)
      await rejectionOf(connection.call(ask, keyed('a'), { timeoutMs: 60_000 }))
    }
    await expectNothingLeft(before)
  })

  it('no timer of an idle pool keeps the process alive', async () => {
    const before = resources()
    const pool = new ConnectionPool()
    await expectNothingLeft(before)
    await pool.close()
  })
})

/** These do much; on a busy machine that takes its time. */
const LIMIT_MS = 60_000

describe('10,000 calls that time out', () => {
  it(
    'leave no call pending, no timer and no memory',
    async () => {
      const before = resources()
      await using peer = await ScriptedPeer.start((request, line) => {
        if (request.extFields.key === 'answered') echo(request, line)
      })
      await using connection = await Connection.open(peer.addr, { maxInFlight: 100 })
      const round = async (calls: number): Promise<void> => {
        const failed = Array.from({ length: calls }, () =>
          connection.call(ask, keyed('silent'), { timeoutMs: 1 }).then(
            () => 'answered',
            (error: { code: string }) => error.code,
          ),
        )
        expect(new Set(await Promise.all(failed))).toEqual(new Set(['CALL_TIMEOUT']))
        expect(connection.inFlight).toBe(0)
        peer.requests.length = 0
        peer.line.requests.length = 0
      }
      await round(1_000)
      const bytesBefore = liveBytes()
      for (let rounds = 0; rounds < 10; rounds++) await round(1_000)
      expect(liveBytes() - bytesBefore).toBeLessThan(2_000_000)
      expect(resources().Timeout ?? 0).toBeLessThanOrEqual(before.Timeout ?? 0)
      expect((await connection.call(ask, keyed('answered'))).header.value).toBe('answered')
    },
    LIMIT_MS,
  )
})

describe('hundreds of connections that come and go', () => {
  it(
    'leave no memory',
    async () => {
      await using peer = await ScriptedPeer.start(echo)
      const once = async (): Promise<void> => {
        await using connection = await Connection.open(peer.addr)
        await connection.call(ask, keyed('a'))
      }
      const round = async (): Promise<void> => {
        for (let n = 0; n < 100; n++) await once()
        peer.lines.length = 0
        peer.requests.length = 0
      }
      await round()
      const before = liveBytes()
      for (let rounds = 0; rounds < 3; rounds++) await round()
      expect(liveBytes() - before).toBeLessThan(2_000_000)
    },
    LIMIT_MS,
  )
})
