/** What an administrator sees of the open shop. The clock is the real one: clients of the shop live in it. */
import { Admin, dlqTopicOf, type GroupView, wrapNamespace } from '@gantry/remoting'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SHOP_GROUPS, SHOP_TOPICS } from './cast.ts'
import { type Demo, startDemo } from './start-demo.ts'

const NAMESPACE = 'MQ_INST_1_demoshop'
const errors: unknown[] = []
let demo: Demo
let admin: Admin

beforeAll(async () => {
  demo = await startDemo({ onError: error => errors.push(error) })
  admin = new Admin({ namesrvAddr: demo.sandbox.namesrvAddr, credentials: demo.credentials })
  await demo.openShop(NAMESPACE, true)
})

afterAll(async () => {
  await admin.close()
  await demo.close()
})

async function stored(topic: string): Promise<bigint> {
  const { answered } = await admin.topics.stats(wrapNamespace(NAMESPACE, topic))
  return sum(answered.flatMap(({ value }) => value.offsetTable.map(([, { maxOffset }]) => maxOffset)))
}

async function viewsOf(group: string): Promise<readonly GroupView[]> {
  const [state] = await admin.consumption.liveStates([wrapNamespace(NAMESPACE, group)])
  return state?.views ?? []
}

/** How many messages the group has behind it, and before it. */
async function progressOf(group: string): Promise<{ consumed: bigint; left: bigint }> {
  const queues = (await viewsOf(group)).flatMap(({ stats }) => stats.offsetTable.map(([, queue]) => queue))
  return {
    consumed: sum(queues.map(({ consumerOffset }) => consumerOffset)),
    left: sum(queues.map(({ brokerOffset, consumerOffset }) => brokerOffset - consumerOffset)),
  }
}

async function clientsOf(group: string): Promise<string[]> {
  const connected = (await viewsOf(group)).flatMap(({ connections }) => connections?.connectionSet ?? [])
  return [...new Set(connected.map(({ clientId }) => clientId.replace(/-\d+$/, '')))].toSorted()
}

function sum(numbers: readonly bigint[]): bigint {
  return numbers.reduce((total, number) => total + number, 0n)
}

const patience = { timeout: 20_000, interval: 200 }

describe('the open shop', { timeout: 30_000 }, () => {
  it('has two brokers that hold all of its topics and groups', async () => {
    expect((await admin.brokers.list()).map(({ brokerName }) => brokerName)).toEqual(demo.brokerNames)
    const topics = await admin.topics.configs()
    const groups = await admin.groups.configs()
    expect(topics.answered).toHaveLength(2)
    for (const { value } of topics.answered) {
      for (const { topic } of SHOP_TOPICS) expect(value.has(wrapNamespace(NAMESPACE, topic))).toBe(true)
    }
    for (const { value } of groups.answered) {
      for (const { group } of SHOP_GROUPS) expect(value.has(wrapNamespace(NAMESPACE, group))).toBe(true)
    }
  })

  it.each(SHOP_TOPICS.map(({ topic }) => topic))('gets more and more %s', async topic => {
    await expect.poll(() => stored(topic), patience).toBeGreaterThan(0n)
    const before = await stored(topic)
    await expect.poll(() => stored(topic), patience).toBeGreaterThan(before)
  })

  it('has a healthy group of two clients, which catches up', async () => {
    expect(await clientsOf('GID_order_fulfilment')).toEqual([
      '127.0.0.1@fulfilment-1',
      '127.0.0.1@fulfilment-2',
    ])
    await expect.poll(async () => (await progressOf('GID_order_fulfilment')).left, patience).toBeLessThan(5n)
    expect((await progressOf('GID_order_fulfilment')).consumed).toBeGreaterThan(0n)
  })

  it('has a group that falls behind', async () => {
    const { left } = await progressOf('GID_click_statistics')
    await expect
      .poll(async () => (await progressOf('GID_click_statistics')).left, patience)
      .toBeGreaterThan(left)
    expect((await progressOf('GID_click_statistics')).consumed).toBeGreaterThan(0n)
  })

  it('has a group that nobody is connected to any more, with a backlog', async () => {
    await expect.poll(() => clientsOf('GID_order_archive'), patience).toEqual([])
    const { consumed, left } = await progressOf('GID_order_archive')
    expect(consumed).toBeGreaterThan(0n)
    expect(left).toBeGreaterThan(0n)
  })

  it('has a group whose client is connected and gets nowhere', async () => {
    expect(await clientsOf('GID_payment_ledger')).toEqual(['127.0.0.1@ledger'])
    await expect.poll(async () => (await progressOf('GID_payment_ledger')).consumed, patience).toBe(5n)
    const payments = await stored('payments')
    await expect.poll(() => stored('payments'), patience).toBeGreaterThan(payments)
    expect((await progressOf('GID_payment_ledger')).consumed).toBe(5n)
  })

  it('has a group that fails into its dead letter queue', async () => {
    const dlqTopic = dlqTopicOf(wrapNamespace(NAMESPACE, 'GID_payment_fraud'))
    await expect.poll(() => admin.topics.names(), patience).toContain(dlqTopic)
    const { answered } = await admin.topics.stats(dlqTopic)
    const letters = answered.flatMap(({ value }) => value.offsetTable.map(([, queue]) => queue.maxOffset))
    expect(sum(letters)).toBeGreaterThan(0n)
  })

  it('has a group whose clients do not agree on tags', async () => {
    const group = wrapNamespace(NAMESPACE, 'GID_notice_delivery')
    const tags: Array<string | undefined> = []
    for (const actor of ['delivery-old', 'delivery-new']) {
      const info = await admin.clients.runningInfo(group, `127.0.0.1@${actor}-${process.pid}`)
      tags.push(info.subscriptionSet.find(({ topic }) => topic.endsWith('notices'))?.subString)
    }
    expect(tags).toEqual(['EMAIL', 'EMAIL || SMS'])
  })

  it('has a broadcasting group', async () => {
    const [view] = await viewsOf('GID_notice_screens')
    expect(view?.connections?.messageModel).toBe('BROADCASTING')
  })

  it('goes on when somebody deletes a topic of it, and closes all the same', async () => {
    expect(errors).toEqual([])
    await admin.topics.remove(wrapNamespace(NAMESPACE, 'clicks'))
    await expect.poll(() => errors.length, patience).toBeGreaterThan(0)
    const orders = await stored('orders')
    await expect.poll(() => stored('orders'), patience).toBeGreaterThan(orders)
    await demo.close()
  })
})
