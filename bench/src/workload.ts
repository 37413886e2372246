/** What the benchmarks find on the broker: topics with messages, groups, and clients that are online. */
import {
  type Admin,
  type ClusterOptions,
  fanOut,
  type OutgoingMessage,
  type Producer,
  requireAnswer,
  Session,
} from '@gantry/remoting'

/** How a process of its own reaches the broker that it fills. */
export interface BrokerConnection {
  readonly namesrvAddr: string
  readonly credentials?: { readonly accessKey: string; readonly secretKey: string } | undefined
}

export function optionsOf({ namesrvAddr, credentials }: BrokerConnection): ClusterOptions {
  return { namesrvAddr, ...(credentials && { credentials }) }
}

export function benchGroup(index: number): string {
  return `GID_bench_${index}`
}

/** One that is just there. */
export function idleTopic(index: number): string {
  return `bench-topic-${index}`
}

export async function makeGroups(admin: Admin, count: number): Promise<void> {
  const names = Array.from({ length: count }, (_, index) => benchGroup(index))
  await allOf(names, groupName => admin.groups.save({ groupName }).then(requireAnswer))
}

export async function makeTopics(admin: Admin, count: number): Promise<void> {
  const names = Array.from({ length: count }, (_, index) => idleTopic(index))
  await allOf(names, topic => admin.topics.save({ topic, writeQueueNums: 8 }).then(requireAnswer))
}

/** @param shapeOf what a message has beside topic and body, by its number */
export async function sendMessages(
  producer: Producer,
  topic: string,
  count: number,
  bodyBytes: number,
  shapeOf: (number: number) => Omit<OutgoingMessage, 'topic' | 'body'> = number => ({
    tag: 'bench',
    keys: [`key-${number}`],
  }),
): Promise<void> {
  const inFlight = 200
  const body = Buffer.alloc(bodyBytes, 'm')
  for (let sent = 0; sent < count; sent += inFlight) {
    const numbers = Array.from({ length: Math.min(inFlight, count - sent) }, (_, index) => sent + index)
    await Promise.all(numbers.map(number => producer.send({ topic, body, ...shapeOf(number) })))
  }
}

/**
 * Lets every group have been online once: brokers then make its retry topic, without which Java's administration client
 * takes a group for one that never consumed and asks no broker about it.
 */
export async function introduceGroups(options: ClusterOptions, topic: string, count: number): Promise<void> {
  for (let from = 0; from < count; from += 50) {
    const members = await joinAsConsumers(options, [topic], from, Math.min(from + 50, count))
    await members[Symbol.asyncDispose]()
  }
}

/** Lets the groups from one number to before another be online, each subscribed to every one of the topics. */
export async function joinAsConsumers(
  options: ClusterOptions,
  topics: readonly string[],
  from: number,
  to: number,
): Promise<AsyncDisposable> {
  const session = new Session(options)
  for (const topic of topics) await session.routes.of(topic)
  const subscriptionDataSet = topics.map(topic => ({
    topic,
    subString: '*',
    tagsSet: [],
    codeSet: [],
    subVersion: BigInt(Date.now()),
    expressionType: 'TAG',
    classFilterMode: false,
  }))
  const consumerDataSet = Array.from({ length: to - from }, (_, index) => ({
    groupName: benchGroup(from + index),
    consumeType: 'CONSUME_PASSIVELY',
    messageModel: 'CLUSTERING',
    consumeFromWhere: 'CONSUME_FROM_FIRST_OFFSET',
    subscriptionDataSet,
    unitMode: false,
  }))
  await session.start(() => ({ producerDataSet: [], consumerDataSet }))
  return { [Symbol.asyncDispose]: () => session.stop() }
}

/** Gives each of the first `count` groups a place in every queue, so that it has figures to show. */
export async function commitFirstOffsets(admin: Admin, topic: string, count: number): Promise<void> {
  const queues = await admin.offsets.queues(topic)
  const places = Array.from({ length: count }, (_, index) => benchGroup(index)).flatMap(group =>
    queues.map(queue => ({ group, queue })),
  )
  await allOf(places, ({ group, queue }) => admin.offsets.update(group, queue, 1n))
}

/** A broker that writes its configuration to disk for each change is not asked for a thousand at once. */
async function allOf<I>(items: readonly I[], call: (item: I) => Promise<unknown>): Promise<void> {
  const { failed } = await fanOut(items, call, { placeOf: () => 'the broker', perPlace: 16 })
  if (failed[0]) throw failed[0].error
}
