/** Our push consumer and the Java client's in one group, on a real cluster. */
import { fileURLToPath } from 'node:url'
import { type JavaRun, runJava } from '@gantry/rig'
import { afterEach, describe, expect, it } from 'vitest'
import { admin, cluster, eventually, makeGroup, makeTopic } from '../contract/harness.ts'
import { queueKey } from '../src/clients/consumer/allocate-queues.ts'
import { bodiesOf, lagOf, newConsumer, recorder, sendBodies } from './consumer-support.ts'

const PROGRAM = fileURLToPath(new URL('java/PushMember.java', import.meta.url))
/**
 * A JVM takes its time on a busy machine. Its client waits three seconds for a broker, and tries again with the next heartbeat, half a
 * minute later: until then that broker gives it nothing.
 */
const PATIENCE_MS = 120_000
const QUEUES = 4 * cluster.masters.length

interface JavaReceipt {
  readonly topic: string
  readonly queue: string
  readonly queueOffset: number
  readonly reconsumeTimes: number
  readonly body: string
}

interface JavaMember {
  readonly clientId: string
  readonly received: JavaReceipt[]
  readonly bodies: () => string[]
  /** Leaves the group; resolves when it has. */
  readonly leave: () => Promise<void>
}

const running: JavaRun[] = []
afterEach(async () => {
  await Promise.all(running.splice(0).map(program => program.stop()))
})

async function startJava(group: string, topic: string, ordered: boolean): Promise<JavaMember> {
  const { accessKey = 'none', secretKey = 'none' } = cluster.credentials ?? {}
  const args = [cluster.namesrvAddr, accessKey, secretKey, group, topic, String(ordered)]
  const program = await runJava(PROGRAM, cluster.tools?.javaClasspath ?? '', args)
  running.push(program)
  const received: JavaReceipt[] = []
  let clientId = ''
  let hasLeft = false
  let death = ''
  void program.ended.then(({ exitCode, errors }) => {
    death = `exit code ${exitCode}: ${errors}`
  })
  void (async () => {
    for await (const line of program.lines) {
      const [first = '', ...rest] = line.split('\t')
      if (first === 'READY') clientId = rest[0] ?? ''
      else if (first === 'STOPPED') hasLeft = true
      else if (first === topic) received.push(receiptOf(line))
    }
  })()
  await eventually(() => expect(clientId || death).not.toBe(''), PATIENCE_MS)
  if (clientId === '') throw new Error(`The Java client did not start: ${death}`)
  return {
    clientId,
    received,
    bodies: () => received.map(({ body }) => body),
    leave: async () => {
      program.write('leave')
      await eventually(() => expect(hasLeft).toBe(true), PATIENCE_MS)
    },
  }
}

function receiptOf(line: string): JavaReceipt {
  const [topic = '', brokerName = '', queueId, queueOffset, reconsumeTimes, body = ''] = line.split('\t')
  return {
    topic,
    queue: queueKey({ topic, brokerName, queueId: Number(queueId) }),
    queueOffset: Number(queueOffset),
    reconsumeTimes: Number(reconsumeTimes),
    body,
  }
}

async function queuesAt(group: string, topic: string, clientId: string): Promise<string[]> {
  const { mqTable } = await admin.clients.runningInfo(group, clientId)
  return mqTable
    .map(([queue]) => queue)
    .filter(queue => queue.topic === topic)
    .map(queueKey)
}

/** Both have half of the queues, and none twice. */
function shared(group: string, topic: string, clientIds: readonly string[]): Promise<void> {
  return eventually(async () => {
    const shares = await Promise.all(clientIds.map(clientId => queuesAt(group, topic, clientId)))
    expect(shares.map(share => share.length)).toEqual([QUEUES / 2, QUEUES / 2])
    expect(new Set(shares.flat()).size).toBe(QUEUES)
  }, PATIENCE_MS)
}

describe('a group of our consumer and the Java client', { timeout: 2 * PATIENCE_MS }, () => {
  it('shares the queues without a gap or an overlap, and each takes over from the other', async () => {
    const [group, topic] = [await makeGroup(), await makeTopic({ writeQueueNums: 4 })]
    const ours = recorder()
    const consumer = newConsumer({ consumerGroup: group, commitIntervalMs: 200 }).subscribe(topic)
    await consumer.start(ours.listener)
    const java = await startJava(group, topic, false)
    await shared(group, topic, [consumer.clientId, java.clientId])
    await sendBodies(topic, bodiesOf('both', 40))
    await eventually(
      () => expect(ours.bodies().length + java.bodies().length).toBeGreaterThanOrEqual(40),
      PATIENCE_MS,
    )
    expect([...ours.bodies(), ...java.bodies()].toSorted()).toEqual(bodiesOf('both', 40).toSorted())
    expect(ours.bodies()).toHaveLength(20)

    await java.leave()
    await eventually(async () => expect(await queuesAt(group, topic, consumer.clientId)).toHaveLength(QUEUES))
    await sendBodies(topic, bodiesOf('ours', 20))
    await eventually(() =>
      expect(new Set(ours.bodies().filter(body => body.startsWith('ours'))).size).toBe(20),
    )
    await eventually(async () => expect(await lagOf(group, topic)).toBe(0n))

    const again = await startJava(group, topic, false)
    await shared(group, topic, [consumer.clientId, again.clientId])
    await consumer.stop()
    await eventually(
      async () => expect(await queuesAt(group, topic, again.clientId)).toHaveLength(QUEUES),
      PATIENCE_MS,
    )
    await sendBodies(topic, bodiesOf('java', 20))
    await eventually(
      () => expect(again.bodies().toSorted()).toEqual(bodiesOf('java', 20).toSorted()),
      PATIENCE_MS,
    )
  })

  it('delivers what failed in ours again, to whichever it falls', async () => {
    const [group, topic] = [await makeGroup(), await makeTopic({ writeQueueNums: 4 })]
    const ours = recorder((_, context) => {
      context.delayLevel = 1
      return 'LATER'
    })
    const consumer = newConsumer({ consumerGroup: group }).subscribe(topic)
    await consumer.start(ours.listener)
    await sendBodies(topic, ['m'])
    await eventually(() => expect(ours.bodies()).toEqual(['m']))
    await consumer.stop()
    const java = await startJava(group, topic, false)
    await eventually(() => expect(java.bodies()).toEqual(['m']), PATIENCE_MS)
    expect(java.received[0]).toMatchObject({ topic, reconsumeTimes: 1 })
  })

  it('keeps each queue in order while it passes from one to the other', async () => {
    const [group, topic] = [await makeGroup(), await makeTopic({ writeQueueNums: 4 })]
    const order: Array<{ queue: string; queueOffset: number; by: string }> = []
    const consumer = newConsumer({ consumerGroup: group, ordered: true, commitIntervalMs: 200 }).subscribe(
      topic,
    )
    await consumer.start(async ([message], { queue }) => {
      order.push({ queue: queueKey(queue), queueOffset: Number(message?.queueOffset), by: 'ours' })
      return 'SUCCESS'
    })
    await sendBodies(topic, bodiesOf('alone', 40))
    await eventually(() => expect(order).toHaveLength(40))
    const java = await startJava(group, topic, true)
    await shared(group, topic, [consumer.clientId, java.clientId])
    await sendBodies(topic, bodiesOf('both', 40))
    await eventually(
      () => expect(order.length + java.received.length).toBeGreaterThanOrEqual(80),
      PATIENCE_MS,
    )
    const all = [
      ...order,
      ...java.received.map(({ queue, queueOffset }) => ({ queue, queueOffset, by: 'java' })),
    ]
    for (const ofQueue of Map.groupBy(all, ({ queue }) => queue).values()) {
      expect(ofQueue.map(({ queueOffset }) => queueOffset)).toEqual(ofQueue.map((_, at) => at))
    }
    expect(java.received.length).toBe(20)
  })
})
