/** Makes what a test starts from, through the API as any program would. */
import {
  type BodyInputOf,
  type Call,
  type Cluster,
  clusterCreate,
  clusterList,
  groupCreate,
  type Instance,
  instanceCreate,
  topicCreate,
} from '@gantry/contract'
import type { World } from './world.ts'

let made = 0

/** A name that no other test of this worker has. */
export function uniqueName(prefix: string): string {
  made += 1
  return `${prefix}-${made}`
}

/** The same brokers under another name. */
export async function newCluster(call: Call, { cluster, credentials }: World): Promise<Cluster> {
  const { namesrvAddr } = cluster
  return await call(clusterCreate, { body: { name: uniqueName('spare'), namesrvAddr, ...credentials } })
}

export async function newInstance(
  call: Call,
  settings: Partial<BodyInputOf<typeof instanceCreate>> = {},
): Promise<Instance> {
  const { items } = await call(clusterList, {})
  const clusterId = items[0]?.cluster.clusterId ?? ''
  const specification = { maxTopics: 50, inboundTps: 1_000, outboundTps: 1_000 }
  return await call(instanceCreate, {
    body: { name: uniqueName('orders'), clusterId, specification, ...settings },
  })
}

export async function newTopic(
  call: Call,
  { instanceId }: Instance,
  settings: Partial<BodyInputOf<typeof topicCreate>> = {},
): Promise<string> {
  const body = { topic: uniqueName('payments'), messageType: 'NORMAL', ...settings } as const
  return (await call(topicCreate, { params: { instanceId }, body })).topic.topic
}

export async function newGroup(
  call: Call,
  { instanceId }: Instance,
  settings: Partial<BodyInputOf<typeof groupCreate>> = {},
): Promise<string> {
  const body = { group: uniqueName('GID-billing'), ...settings }
  return (await call(groupCreate, { params: { instanceId }, body })).group.group
}
