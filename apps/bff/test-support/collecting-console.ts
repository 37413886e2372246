/** A console on a sandbox: for both, minutes pass when the test says so. */
import { type Call, groupCreate, type Instance, topicCreate } from '@gantry/contract'
import { Admin, type BrokerNode } from '@gantry/remoting'
import { ManualClock } from '@gantry/sandbox'
import { MINUTE_MS } from '../src/platform/clock.ts'
import type { AppContext } from '../src/platform/context.ts'
import type { Metrics } from '../src/platform/metrics/metrics.ts'
import type { Collector } from '../src/statistics/collector.ts'
import type { TestEngine } from './databases.ts'
import { newCollector } from './new-collector.ts'
import { type SandboxConsole, startSandboxConsole } from './sandbox-console.ts'
import { newInstance } from './seed.ts'

export interface CollectingConsole extends AsyncDisposable {
  readonly console: SandboxConsole
  readonly call: Call
  readonly context: AppContext
  readonly instance: Instance
  /** As another replica has it. */
  newCollector(metrics?: Metrics): Collector
  /** The time of the console, at a full minute. */
  nowMs(): number
  /** Time goes on, and what is collecting collects, all at the same moment. */
  passMinutes(collectors: readonly Collector[], minutes?: number): Promise<void>
  /** Time goes on, and nobody collects. */
  skipMinutes(minutes: number): void
  newTopic(topic: string): Promise<void>
  newGroup(group: string): Promise<void>
  /** Commits for a group as its clients do, in queue 0 of a broker. */
  commit(group: string, topic: string, offset: number, brokerName?: string): Promise<void>
}

export async function startCollectingConsole(engine: TestEngine): Promise<CollectingConsole> {
  let nowMs = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS
  const clock = new ManualClock(nowMs)
  const goOn = (minutes: number): void => {
    nowMs += minutes * MINUTE_MS
    clock.advance(minutes * MINUTE_MS)
  }
  await using cleanup = new AsyncDisposableStack()
  const console = cleanup.use(await startSandboxConsole({ clock }, { engine, clock: { nowMs: () => nowMs } }))
  const { context, admin: program } = console.server
  const { call } = program
  const instance = await newInstance(call)
  const { instanceId } = instance
  const { namesrvAddr, credentials } = console.sandbox
  const admin = cleanup.use(new Admin({ namesrvAddr, ...(credentials && { credentials }) }))
  const ended = cleanup.move()
  return {
    console,
    call,
    context,
    instance,
    newCollector: metrics => newCollector(context, metrics),
    nowMs: () => nowMs,
    async passMinutes(collectors, minutes = 1) {
      for (let passed = 0; passed < minutes; passed++) {
        goOn(1)
        await Promise.all(collectors.map(collector => collector.pass()))
      }
    },
    skipMinutes: goOn,
    async newTopic(topic) {
      await call(topicCreate, { params: { instanceId }, body: { topic, messageType: 'NORMAL' } })
    },
    async newGroup(group) {
      await call(groupCreate, { params: { instanceId }, body: { group } })
    },
    async commit(group, topic, offset, brokerName = 'broker-a') {
      const node = await masterNamed(admin, brokerName)
      const queue = { node, topic: `${instanceId}%${topic}`, queueId: 0 }
      await admin.offsets.update(`${instanceId}%${group}`, queue, BigInt(offset))
    },
    [Symbol.asyncDispose]: () => ended.disposeAsync(),
  }
}

async function masterNamed({ cluster }: Admin, brokerName: string): Promise<BrokerNode> {
  const node = (await cluster.masters()).find(each => each.brokerName === brokerName)
  if (node === undefined) throw new Error(`There is no broker ${brokerName}.`)
  return node
}
