/** What tests on a real cluster start from, made through the API as any program would. */
import {
  type BodyInputOf,
  type Call,
  clusterList,
  groupCreate,
  type Instance,
  instanceCreate,
  instanceList,
  topicCreate,
} from '@gantry/contract'

/** Named so by the first start of a console that a test has started. */
const REAL_CLUSTER = 'real'

let made = 0

/** A name that nothing else has on the cluster, also when several runs share it. */
export function uniqueName(prefix: string): string {
  made++
  return `${prefix}-${process.pid.toString(36)}${Date.now().toString(36)}-${made}`
}

export async function newInstance(
  call: Call,
  settings: Partial<BodyInputOf<typeof instanceCreate>> = {},
): Promise<Instance> {
  const { items } = await call(clusterList, {})
  const real = items.find(({ cluster }) => cluster.name === REAL_CLUSTER)
  const specification = { maxTopics: 50, inboundTps: 1_000, outboundTps: 1_000 }
  const clusterId = real?.cluster.clusterId ?? ''
  return call(instanceCreate, {
    body: { name: uniqueName('instance'), clusterId, specification, ...settings },
  })
}

/** The one without a namespace, which the first start makes. */
export async function defaultInstance(call: Call): Promise<Instance> {
  const { items } = await call(instanceList, {})
  const found = items.find(({ isDefault }) => isDefault)
  if (!found) throw new Error('There is no default instance.')
  return found
}

export async function newTopic(
  call: Call,
  instanceId: string,
  settings: Partial<BodyInputOf<typeof topicCreate>> = {},
): Promise<string> {
  const body = { topic: uniqueName('topic'), messageType: 'NORMAL' as const, ...settings }
  return (await call(topicCreate, { params: { instanceId }, body })).topic.topic
}

export async function newGroup(
  call: Call,
  instanceId: string,
  settings: Partial<BodyInputOf<typeof groupCreate>> = {},
): Promise<string> {
  const body = { group: uniqueName('GID'), ...settings }
  return (await call(groupCreate, { params: { instanceId }, body })).group.group
}
