/** A live peer that answers each request with a damaged stream, and a client that must survive it. */
import { once } from 'node:events'
import net from 'node:net'
import { RemotingError } from '../src/errors.ts'
import { Connection } from '../src/transport/connection.ts'
import { jsonFrame } from './bytes.ts'
import { count as countOutcome, type Outcomes } from './examine.ts'
import { damagedStream, type Random } from './fuzz.ts'
import { ask, count } from './requests.ts'

/** Calls that are under way together on one connection. */
const CALLS = 3
const CALL_TIMEOUT_MS = 200

/**
 * Makes `rounds` rounds of calls over connections to a hostile peer, `lanes` of them side by side.
 * @throws what is no typed error, or when a connection still counts a call after all have ended
 */
export async function examineConnections(
  rounds: number,
  lanes: number,
  recorded: readonly Buffer[],
  random: Random,
  outcomes: Outcomes,
): Promise<void> {
  const server = net.createServer(socket => {
    socket.on('error', () => {})
    socket.on('data', chunk => {
      for (const [, opaque] of chunk.toString('latin1').matchAll(/"code":90[13],.{0,60}?"opaque":(\d+)/g)) {
        const answer = answerTo(Number(opaque), recorded, random)
        const others = [answer, answer, recorded[random(recorded.length)] ?? answer]
        socket.write(random(2) === 0 ? answer : damagedStream(others, random))
      }
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  let left = rounds
  const lane = async (): Promise<void> => {
    let connection = await open(`127.0.0.1:${address.port}`)
    while (left-- > 0) {
      if (connection.isClosed) connection = await open(connection.addr)
      await round(connection, outcomes)
    }
    await connection.close()
  }
  try {
    await Promise.all(Array.from({ length: lanes }, lane))
  } finally {
    server.close()
    await once(server, 'close')
  }
}

function answerTo(opaque: number, recorded: readonly Buffer[], random: Random): Buffer {
  const body = random(2) === 0 ? '{"count":5}' : (recorded[random(recorded.length)] ?? '')
  return jsonFrame({ opaque, flag: random(4) === 0 ? 0 : 1, body })
}

function open(addr: string): Promise<Connection> {
  return Connection.open(addr, { maxFrameBytes: 1_000_000, onRequest: async () => ({ code: 0 }) })
}

async function round(connection: Connection, outcomes: Outcomes): Promise<void> {
  const options = { timeoutMs: CALL_TIMEOUT_MS }
  const calls = Array.from({ length: CALLS }, (_, n) =>
    n === 0
      ? connection.call(ask, { header: { key: 'key' } }, options)
      : connection.call(count, { header: {} }, options),
  )
  for (const outcome of await Promise.allSettled(calls)) {
    if (outcome.status === 'fulfilled') countOutcome(outcomes, 'call answered')
    else if (!(outcome.reason instanceof RemotingError)) throw outcome.reason
    else countOutcome(outcomes, `call failed: ${outcome.reason.code}`)
  }
  if (connection.inFlight !== 0) throw new Error(`${connection.inFlight} calls are left of none`)
}
