/** A Java consumer on a real RocketMQ: what the console says of it, and what it receives after each reset of its offsets. */
import { fileURLToPath } from 'node:url'
import {
  consumerClientView,
  consumerStacks,
  consumerStatus,
  diagnosisView,
  offsetReset,
  offsetResetUndo,
} from '@gantry/contract'
import type { Producer } from '@gantry/remoting'
import { runJava } from '@gantry/rig'
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest'
import { newProducer } from '../test-support/real-clients.ts'
import { startConsole } from '../test-support/real-cluster.ts'
import { newGroup, newInstance, newTopic } from '../test-support/seed.ts'
import type { TestServer } from '../test-support/start-server.ts'

const PROGRAM = fileURLToPath(new URL('./java/Stockroom.java', import.meta.url))
const WAIT = { timeout: 60_000, interval: 200 }
const brokerName = inject('cluster').masters[0]?.brokerName ?? ''

interface Stockroom extends AsyncDisposable {
  readonly clientId: () => string | undefined
  /** Bodies in the order in which they came. */
  readonly got: () => string[]
  readonly release: () => void
  /** Writes its offsets and says farewell; resolves when the brokers know. */
  readonly leave: () => Promise<void>
}

let server: TestServer
let producer: Producer
let instanceId = ''
let topic = ''
let group = ''
beforeAll(async () => {
  server = await startConsole()
  instanceId = (await newInstance(server.admin.call)).instanceId
  topic = await newTopic(server.admin.call, instanceId)
  group = await newGroup(server.admin.call, instanceId)
  producer = newProducer(instanceId, 'PID-stock')
})
afterAll(async () => {
  await producer.stop()
  await server.close()
})

async function openStockroom(): Promise<Stockroom> {
  const { namesrvAddr, credentials, tools } = inject('cluster')
  const keys = [credentials?.accessKey ?? '', credentials?.secretKey ?? '']
  const java = await runJava(PROGRAM, tools.javaClasspath, [namesrvAddr, ...keys, instanceId, topic, group])
  const lines: string[] = []
  void (async () => {
    for await (const line of java.lines) lines.push(line)
  })()
  const said = (word: string) =>
    lines.filter(line => line.startsWith(`${word} `)).map(line => line.slice(word.length + 1))
  await vi.waitFor(() => expect(said('ready')).toHaveLength(1), WAIT)
  return {
    clientId: () => said('ready')[0],
    got: () => said('got'),
    release: () => java.write('release'),
    async leave() {
      java.endInput()
      await vi.waitFor(async () => expect((await status()).isOnline).toBe(false), WAIT)
    },
    [Symbol.asyncDispose]: () => java.stop(),
  }
}

async function send(...bodies: readonly string[]): Promise<void> {
  const queue = { topic: `${instanceId}%${topic}`, brokerName, queueId: 0 }
  for (const body of bodies) await producer.send({ topic, body: Buffer.from(body) }, { queue })
}

const params = () => ({ params: { instanceId, group } })
const status = () => server.admin.call(consumerStatus, params())
const reset = (to: 'latest' | 'earliest', dryRun = false) =>
  server.admin.call(offsetReset, { ...params(), body: { topic, to, dryRun } })

describe('a Java consumer', () => {
  it('is shown as it is, its blocked thread with its lock, and gets what each reset promises', {
    timeout: 240_000,
  }, async () => {
    await send('hold-1', 'hold-2', 'skip-1', 'skip-2')
    {
      await using stockroom = await openStockroom()
      await vi.waitFor(() => expect(stockroom.got().toSorted()).toEqual(['hold-1', 'hold-2']), WAIT)
      const clientId = stockroom.clientId() ?? ''
      // The client writes its offsets every few seconds.
      await vi.waitFor(async () => {
        expect(await status()).toMatchObject({
          isOnline: true,
          clients: 1,
          accumulated: 4,
          subscription: { isConsistent: true, differences: [], unasked: [] },
        })
      }, WAIT)
      const ofClient = { params: { instanceId, group, clientId } }
      expect(await server.admin.call(consumerClientView, ofClient)).toMatchObject({
        client: { language: 'JAVA', release: '5.5.0' },
        consumeThreads: 2,
        subscriptions: expect.arrayContaining([{ topic, expression: '*' }]),
        cachedMessages: 4,
      })
      const { threads } = await server.admin.call(consumerStacks, { ...ofClient, query: { samples: 3 } })
      const [blocked, holder] = threads.filter(({ isConsumeThread }) => isConsumeThread)
      expect(blocked).toMatchObject({
        state: 'BLOCKED',
        isBlocked: true,
        isStuck: true,
        waitsFor: { lock: 'monitor of Stockroom.take', place: expect.stringMatching(/^Stockroom\.take\(/) },
        probableHolders: [holder?.name],
      })
      expect(holder).toMatchObject({ isBlocked: false, state: 'TIMED_WAITING' })
      // What waits counts as a backlog after ten seconds.
      await vi.waitFor(async () => {
        const { findings } = await server.admin.call(diagnosisView, params())
        expect(findings[0]).toMatchObject({
          code: 'THREADS_BLOCKED_BY',
          params: { clientId, lock: 'monitor of Stockroom.take', holder: holder?.name },
        })
      }, WAIT)

      const preview = await reset('latest', true)
      expect(preview).toMatchObject({ isOnline: true, skipped: 4 })
      expect((await reset('latest')).queues).toEqual(preview.queues)
      await send('after')
      // What was handed to the threads before is theirs; what only waited in the client's cache is dropped.
      const cached = async () => (await server.admin.call(consumerClientView, ofClient)).cachedMessages
      await vi.waitFor(async () => expect(await cached()).toBe(1), WAIT)
      stockroom.release()
      await vi.waitFor(() => expect(stockroom.got()).toContain('after'), WAIT)
      expect(stockroom.got()).not.toContain('skip-1')
      await vi.waitFor(async () => expect((await status()).accumulated).toBe(0), WAIT)

      expect(await reset('earliest')).toMatchObject({ isOnline: true, repeated: 5 })
      await send('wake')
      await vi.waitFor(
        () => expect(stockroom.got()).toEqual(expect.arrayContaining(['skip-1', 'skip-2', 'wake'])),
        WAIT,
      )
      await vi.waitFor(async () => expect((await status()).accumulated).toBe(0), WAIT)
      await stockroom.leave()
    }
    await send('late-1', 'late-2')
    const forward = await reset('latest')
    expect(forward).toMatchObject({ isOnline: false, skipped: 2, repeated: 0 })
    await send('fresh')
    const undone = await server.admin.call(offsetResetUndo, {
      params: { instanceId, group, resetId: forward.resetId ?? '' },
      body: { dryRun: true },
    })
    expect(undone).toMatchObject({ repeated: 2 })
    {
      await using stockroom = await openStockroom()
      await vi.waitFor(() => expect(stockroom.got()).toEqual(['fresh']), WAIT)
      await stockroom.leave()
    }
    expect((await status()).accumulated).toBe(0)
    expect(await reset('earliest')).toMatchObject({ isOnline: false, repeated: 9 })
  })
})
