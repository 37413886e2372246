/** Something of each kind and its name, so that operations come past "there is no such thing". */
import {
  accountList,
  type Call,
  clusterList,
  consumerClientList,
  groupCreate,
  instanceCreate,
  instanceList,
  messageList,
  offsetReset,
  topicCreate,
  traceTaskCreate,
  userCreate,
} from '@gantry/contract'

/** Parameters of operations, such as `path.topic`, and the names that they may take. */
export type KnownNames = Readonly<Record<string, readonly string[]>>

const TOPICS = ['orders', 'payments', 'notices', 'clicks']
const GROUPS = ['GID_order_fulfilment', 'GID_payment_fraud', 'GID_order_archive', 'GID_notice_screens']
/** What may be deleted: nothing else has one of these names. */
const SPARE = { instance: 'spare', topic: 'spare-topic', group: 'GID_spare', user: 'spare' }
const SPECIFICATION = { maxTopics: 50, inboundTps: 1_000, outboundTps: 1_000 }
const HOUR_MS = 3_600_000

/** @param call with the rights of an administrator, on a console that has the sandbox with its shop */
export async function prepare(call: Call): Promise<KnownNames> {
  const [cluster] = (await call(clusterList, {})).items
  const shop = (await call(instanceList, {})).items.find(({ name }) => name === 'shop')
  const [account] = (await call(accountList, {})).items
  if (!cluster || !shop || !account) throw new Error('The console came without its sandbox.')
  const { clusterId } = cluster.cluster
  const inShop = { instanceId: shop.instanceId }
  const spare = await makeSpare(call, clusterId, account.accountId)
  const reset = await call(offsetReset, {
    params: { ...inShop, group: 'GID_order_archive' },
    body: { topic: 'orders', to: 'latest' },
  })
  const task = await call(traceTaskCreate, { params: inShop, body: { topic: 'orders', key: 'order-1' } })
  const from = new Date(Date.now() - HOUR_MS).toISOString()
  const messages = await call(messageList, {
    params: { ...inShop, topic: 'orders' },
    query: { from, limit: 2 },
  })
  const clients = await call(consumerClientList, { params: { ...inShop, group: 'GID_order_fulfilment' } })
  const instanceIds = [shop.instanceId, spare.instanceId]
  const topics = [...TOPICS, SPARE.topic]
  const groups = [...GROUPS, SPARE.group]
  const messageIds = messages.items.map(({ messageId }) => messageId)
  return {
    'path.accountId': [account.accountId],
    'path.brokerName': cluster.live.brokers.map(({ brokerName }) => brokerName),
    'path.clientId': clients.items.map(({ clientId }) => clientId),
    'path.clusterId': [clusterId],
    'path.group': groups,
    'path.instanceId': instanceIds,
    'path.messageId': messageIds,
    'path.resetId': [reset.resetId ?? ''],
    'path.taskId': [task.taskId],
    'path.topic': topics,
    'path.userId': [spare.userId],
    'query.confirm': [SPARE.topic, SPARE.group, SPARE.user],
    'query.group': groups,
    'query.instanceId': instanceIds,
    'query.messageId': messageIds,
    'query.names': topics,
    'query.topic': topics,
    'body.accountId': [account.accountId],
    'body.clusterId': [clusterId],
    'body.group': groups,
    'body.topic': topics,
  }
}

async function makeSpare(
  call: Call,
  clusterId: string,
  accountId: string,
): Promise<{ readonly instanceId: string; readonly userId: string }> {
  const { instanceId } = await call(instanceCreate, {
    body: { name: SPARE.instance, clusterId, specification: SPECIFICATION },
  })
  const params = { instanceId }
  await call(topicCreate, { params, body: { topic: SPARE.topic, messageType: 'NORMAL' } })
  await call(groupCreate, { params, body: { group: SPARE.group } })
  const { user } = await call(userCreate, {
    body: { username: SPARE.user, role: 'resourceUser', accountId },
  })
  return { instanceId, userId: user.userId }
}
