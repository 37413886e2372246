import { describe, expect, it } from 'vitest'
import { getAllDelayOffset } from '../src/requests/0045-get-all-delay-offset.ts'
import { getTimerCheckPoint } from '../src/requests/0060-get-timer-check-point.ts'
import { getTimerMetrics } from '../src/requests/0061-get-timer-metrics.ts'
import { recallMessage } from '../src/requests/0370-recall-message.ts'
import { formatRecallHandle } from '../src/requests/shapes/recall-handle.ts'
import { provesCoverage } from './coverage.ts'
import {
  admin,
  brokerAddr,
  cluster,
  eventually,
  makeTopic,
  newProducer,
  refusalOf,
  uniqueName,
} from './harness.ts'
import { itNeeds } from './on-release.ts'

const brokerName = cluster.masters[0]?.brokerName ?? ''
const delayTopic = () => makeTopic({ writeQueueNums: 1, attributes: { 'message.type': 'DELAY' } })

async function bodiesOf(topic: string): Promise<string[]> {
  const queues = await admin.offsets.queues(topic)
  const pulls = await Promise.all(queues.map(queue => admin.messages.pull(queue, { offset: 0n })))
  return pulls.flatMap(({ messages }) => messages.map(({ body }) => body.toString()))
}

describe.concurrent('a delayed message', () => {
  it('by level comes when its time is over', async () => {
    const topic = await delayTopic()
    await using producer = newProducer()
    await producer.send({ topic, body: 'later', delayLevel: 1 })
    expect(await bodiesOf(topic)).toEqual([])
    await eventually(async () => expect(await bodiesOf(topic)).toEqual(['later']))
    const { body } = await admin.cluster.call(brokerAddr, getAllDelayOffset, { header: {} })
    for (const [level, offset] of body.offsetTable) {
      expect(level).toBeGreaterThan(0)
      expect(offset).toBeGreaterThanOrEqual(0n)
    }
  })

  itNeeds('GET_TIMER_CHECK_POINT', 'to a time comes then', async () => {
    await admin.cluster.call(brokerAddr, getTimerCheckPoint, { header: {} })
    const topic = await delayTopic()
    await using producer = newProducer()
    await producer.send({ topic, body: 'on time', deliverAtMs: Date.now() + 2_000 })
    await eventually(async () => expect(await bodiesOf(topic)).toEqual(['on time']))
  })

  itNeeds('RECALL_MESSAGE', 'called back never comes', async () => {
    const topic = await delayTopic()
    await using producer = newProducer()
    const { node } = (await admin.offsets.queues(topic)).find(queue => queue.node.addr === brokerAddr) ?? {}
    const queue = { topic, brokerName: node?.brokerName ?? '', queueId: 0 }
    const deliverAtMs = Date.now() + 4_000
    const sent = await producer.send({ topic, body: 'never mind', deliverAtMs }, { queue })
    await producer.send({ topic, body: 'after it', deliverAtMs: deliverAtMs + 1_000 }, { queue })
    const handle = { topic, brokerName, timestampMs: deliverAtMs, msgId: sent.msgId }
    const recallHandle = sent.recallHandle ?? formatRecallHandle(handle)
    expect(await producer.recall(topic, recallHandle)).toBe(sent.msgId)
    await eventually(async () => expect(await bodiesOf(topic)).toEqual(['after it']))
  })

  itNeeds('RECALL_MESSAGE', 'that is due already cannot be called back', async () => {
    const topic = await delayTopic()
    const recallHandle = formatRecallHandle({ topic, brokerName, timestampMs: 1_000, msgId: 'A'.repeat(32) })
    const refusal = await refusalOf(
      admin.cluster.call(brokerAddr, recallMessage, { header: { topic, recallHandle } }),
    )
    expect(refusal).toMatchObject({ responseCode: 604, addr: brokerAddr, request: 'RECALL_MESSAGE' })
  })

  itNeeds('RECALL_MESSAGE', 'of a topic that does not exist cannot be called back', async () => {
    const topic = uniqueName('topic')
    const recallHandle = formatRecallHandle({ topic, brokerName, timestampMs: 1_000, msgId: 'A'.repeat(32) })
    const refusal = await refusalOf(
      admin.cluster.call(brokerAddr, recallMessage, { header: { topic, recallHandle } }),
    )
    expect(refusal).toMatchObject({ responseCode: 17, request: 'RECALL_MESSAGE' })
  })
})

describe.concurrent('the timer wheel of a broker', () => {
  itNeeds('GET_TIMER_CHECK_POINT', 'tells how far it has come', async () => {
    const { body } = await admin.cluster.call(brokerAddr, getTimerCheckPoint, { header: {} })
    expect(body.lastReadTimeMs).toBeGreaterThan(1_500_000_000_000)
    expect(body.lastTimerQueueOffset).toBeGreaterThanOrEqual(0n)
  })

  itNeeds('GET_TIMER_METRICS', 'counts what waits, by topic', async () => {
    const topic = await delayTopic()
    await using producer = newProducer()
    const queue = { topic, brokerName, queueId: 0 }
    await producer.send({ topic, body: 'much later', deliverAtMs: Date.now() + 3_600_000 }, { queue })
    await eventually(async () => {
      const { body } = await admin.cluster.call(brokerAddr, getTimerMetrics, { header: {} })
      expect(body.timingCount.get(topic)?.count).toBe(1n)
    })
  })
})

provesCoverage('timers')
