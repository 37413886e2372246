/** What every contract file stands on: the cluster, an administrator of it, topics and groups of its own. */
import { afterAll, expect, inject, vi } from 'vitest'
import { Admin } from '../src/clients/admin/admin.ts'
import type { GroupSpec } from '../src/clients/admin/groups.ts'
import type { PlacedQueue } from '../src/clients/admin/offsets.ts'
import type { PerBroker } from '../src/clients/admin/per-broker.ts'
import type { TopicSpec } from '../src/clients/admin/topics.ts'
import type { ClusterOptions } from '../src/clients/cluster.ts'
import type { OutgoingMessage } from '../src/clients/producer/outgoing-message.ts'
import { Producer, type ProducerOptions } from '../src/clients/producer/producer.ts'
import type { SendOptions, SendResult } from '../src/clients/producer/sender.ts'
import { BrokerRefused, UnsupportedByBroker } from '../src/errors.ts'
import type { ClusterUnderTest } from './cluster-under-test.ts'
import './recording.ts'

const EVENTUALLY_MS = 20_000

export const cluster = inject('cluster')
export const connectionOptions: ClusterOptions = connectionTo(cluster)
export const admin = new Admin(connectionOptions)
/** Address of the first master, for requests to one broker. */
export const brokerAddr = cluster.masters[0]?.addr ?? ''

afterAll(() => admin.close())

/** What a client needs to connect to a cluster as somebody who may do everything. */
export function connectionTo({ namesrvAddr, credentials }: ClusterUnderTest): ClusterOptions {
  return { namesrvAddr, ...(credentials && { credentials }) }
}

/** Credentials that no broker accepts; undefined on a cluster that asks for none. */
export function wrongCredentials(): { accessKey: string; secretKey: string } | undefined {
  return cluster.credentials && { ...cluster.credentials, secretKey: 'surely-not-the-secret' }
}

let names = 0

/** A name that no other test has, also when several run at once. */
export function uniqueName(kind: string): string {
  return `contract-${kind}-${process.pid.toString(36)}-${Date.now().toString(36)}-${++names}`
}

/** Asks again until the expectation holds, within a bound. What a release does not know it will not know later. */
export async function eventually<T>(
  probe: () => T | Promise<T>,
  timeoutMs: number = EVENTUALLY_MS,
): Promise<T> {
  const found = await vi.waitFor(
    async () => {
      try {
        return { value: await probe() }
      } catch (error) {
        if (error instanceof UnsupportedByBroker) return { error }
        throw error
      }
    },
    { timeout: timeoutMs, interval: 50 },
  )
  if ('error' in found) throw found.error
  return found.value
}

/** The answers of every broker; throws the failure of any. */
export function answersOf<T>({ answered, failed }: PerBroker<T>): T[] {
  for (const { error } of failed) throw error
  return answered.map(({ value }) => value)
}

/** The refusal that a call ends with; fails the test when it ends in another way. */
export async function refusalOf(call: Promise<unknown>): Promise<BrokerRefused> {
  const outcome = await call.then(
    () => 'answered',
    (error: unknown) => error,
  )
  if (outcome instanceof BrokerRefused) return outcome
  if (outcome instanceof Error) throw outcome
  expect.fail('The broker was expected to refuse, but it answered.')
}

/** A topic on every master, two queues on each unless told otherwise; resolves when the name server routes to all. */
export async function makeTopic(spec: Partial<TopicSpec> = {}, on: Admin = admin): Promise<string> {
  const topic = spec.topic ?? uniqueName('topic')
  const masters = answersOf(await on.topics.save({ writeQueueNums: 2, ...spec, topic })).length
  await eventually(async () => {
    const { queueDatas } = await on.topics.route(topic)
    expect(queueDatas).toHaveLength(masters)
  })
  return topic
}

/** A consumer group on every master. */
export async function makeGroup(spec: Partial<GroupSpec> = {}, on: Admin = admin): Promise<string> {
  const groupName = spec.groupName ?? uniqueName('group')
  answersOf(await on.groups.save({ ...spec, groupName }))
  return groupName
}

/** Queue 0 of a topic on the first master. */
export async function firstQueue(topic: string): Promise<PlacedQueue> {
  const queues = await admin.offsets.queues(topic)
  const queue = queues.find(({ node, queueId }) => node.addr === brokerAddr && queueId === 0)
  if (queue === undefined) throw new Error(`${topic} has no queue on ${brokerAddr}.`)
  return queue
}

let producers = 0

export function newProducer(options: Partial<ProducerOptions> = {}): Producer {
  return new Producer({ ...connectionOptions, producerGroup: `contract-producer-${++producers}`, ...options })
}

/** Sends messages to queue 0 on the first master, one after the other; their results are in that order. */
export async function sendToFirstQueue(
  topic: string,
  messages: ReadonlyArray<Omit<OutgoingMessage, 'topic'>>,
): Promise<SendResult[]> {
  const { node, queueId } = await firstQueue(topic)
  const queue = { topic, brokerName: node.brokerName, queueId }
  return await sendAll(topic, messages, { queue })
}

async function sendAll(
  topic: string,
  messages: ReadonlyArray<Omit<OutgoingMessage, 'topic'>>,
  options: SendOptions,
): Promise<SendResult[]> {
  await using producer = newProducer()
  const results: SendResult[] = []
  for (const message of messages) results.push(await producer.send({ ...message, topic }, options))
  return results
}
