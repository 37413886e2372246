/** RocketMQ's own door, past the console: what other tools and programs do to the cluster. */
import type { Instance } from '@gantry/contract'
import { Admin, PushConsumer } from '@gantry/remoting'
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
