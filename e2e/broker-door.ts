/** RocketMQ's own door, past the console: what other tools and programs do to the cluster. */
import type { Instance } from '@gantry/contract'
import { Admin, Producer, PushConsumer } from '@gantry/remoting'
import { updateAndCreateTopicList } from '@gantry/remoting/requests'
import type { World } from './world.ts'

type Door = Pick<World, 'cluster' | 'credentials'>

export function adminOf({ cluster: { namesrvAddr }, credentials }: Door): Admin {
  return new Admin({ namesrvAddr, credentials })
}

interface Interest {
  readonly group: string
  readonly topic: string
  /** Tags. */
  readonly expression: string
}

/** A program that consumes a topic of an instance until it is disposed of. */
export async function startConsumer(
  { cluster: { namesrvAddr }, credentials }: Door,
  { instanceId }: Instance,
  { group, topic, expression }: Interest,
): Promise<AsyncDisposable> {
  const consumer = new PushConsumer({ namesrvAddr, credentials, namespace: instanceId, consumerGroup: group })
  consumer.subscribe(topic, expression)
  await consumer.start(async () => 'SUCCESS')
  return { [Symbol.asyncDispose]: () => consumer.stop() }
}

interface Sent {
  readonly topic: string
  readonly group: string
}

/** A message that the group could not consume. @returns its unique ID */
export async function makeDeadLetter(
  world: Door,
  { instanceId }: Instance,
  { topic, group, body }: Sent & { readonly body: string },
): Promise<string> {
  const { cluster, credentials } = world
  const producer = new Producer({
    namesrvAddr: cluster.namesrvAddr,
    credentials,
    namespace: instanceId,
    producerGroup: 'PID-dead',
  })
  const { offsetMsgId, msgId } = await producer.send({ topic, body })
  await producer.stop()
  await using admin = adminOf(world)
  const message = await admin.messages.byOffsetId(offsetMsgId)
  await admin.messages.sendBack({ group: `${instanceId}%${group}`, message, delayLevel: -1 })
  return msgId
}

/** A message that was sent and consumed with tracing on. @returns its unique ID */
export async function sendTraced(
  { cluster: { namesrvAddr }, credentials }: Door,
  { instanceId }: Instance,
  { topic, group, key }: Sent & { readonly key: string },
): Promise<string> {
  const connection = { namesrvAddr, credentials, namespace: instanceId, trace: true }
  const consumer = new PushConsumer({ ...connection, consumerGroup: group, consumeFrom: 'FIRST_OFFSET' })
  const consumed = Promise.withResolvers<void>()
  consumer.subscribe(topic, '*')
  await consumer.start(async () => {
    consumed.resolve()
    return 'SUCCESS'
  })
  const producer = new Producer({ ...connection, producerGroup: 'PID-traced' })
  const { msgId } = await producer.send({ topic, body: 'x', keys: [key] })
  await consumed.promise
  // What they still have to report is sent before they say farewell.
  await Promise.all([producer.stop(), consumer.stop()])
  return msgId
}

/** Topics of an instance on its first broker, of which the console knows nothing. */
export async function makeTopics(
  world: Door,
  { instanceId }: Instance,
  topics: readonly string[],
): Promise<void> {
  await using admin = adminOf(world)
  const [first] = await admin.cluster.masters()
  const topicConfigList = topics.map(topic => ({
    topicName: `${instanceId}%${topic}`,
    readQueueNums: 4,
    writeQueueNums: 4,
    perm: 6,
    topicFilterType: 'SINGLE_TAG',
    topicSysFlag: 0,
    order: false,
    attributes: new Map([['+message.type', 'NORMAL']]),
  }))
  await admin.cluster.call(first?.addr ?? '', updateAndCreateTopicList, {
    header: {},
    body: { topicConfigList },
  })
}
