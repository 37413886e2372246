/**
 * Fills a broker for the support desk's benchmark and keeps its clients online until its input closes: a process of its own, so
 * that what it takes is not counted as what is measured.
 *
 * Arguments: JSON of `SupportPlan` with the broker's connection. Prints `ready` when everything is there.
 */
import { once } from 'node:events'
import { Admin, dlqTopicOf, Producer, PushConsumer } from '@gantry/remoting'
import { AUDIENCE, DEAD, GROUPS, STORE, storeKey, TOPICS, WIDE, wideClientId } from './support-plan.ts'
import {
  type BrokerConnection,
  benchGroup,
  commitFirstOffsets,
  idleTopic,
  introduceGroups,
  joinAsConsumers,
  makeGroups,
  makeTopics,
  optionsOf,
  sendMessages,
} from './workload.ts'

export interface SupportPlan {
  /** In the store. */
  readonly messages: number
}

const BODY_BYTES = 250
const OWN_TOPICS = 3

const plan: SupportPlan & BrokerConnection = JSON.parse(process.argv[2] ?? '{}')
const options = optionsOf(plan)

await using admin = new Admin(options)
await admin.topics.save({ topic: STORE.topic, writeQueueNums: STORE.queues })
await admin.topics.save({ topic: AUDIENCE.topic, writeQueueNums: 8 })
await admin.topics.save({ topic: WIDE.topic, writeQueueNums: WIDE.queues })
await admin.topics.save({ topic: dlqTopicOf(benchGroup(DEAD.groupIndex)) })
await makeTopics(admin, TOPICS - OWN_TOPICS)
await makeGroups(admin, GROUPS)
await fill()
await introduceGroups(options, idleTopic(0), GROUPS)
await commitFirstOffsets(admin, AUDIENCE.topic, AUDIENCE.groups)
await using _audience = await joinAsConsumers(options, [AUDIENCE.topic], 0, AUDIENCE.groups)
await using _wide = await consumeWide()
console.log('ready')
process.stdin.resume()
await once(process.stdin, 'end')

async function fill(): Promise<void> {
  await using producer = new Producer({ ...options, producerGroup: 'GID_bench_producer' })
  await sendMessages(producer, STORE.topic, plan.messages, BODY_BYTES, number => ({
    keys: [storeKey(number)],
    tag: number % STORE.rareIn === 0 ? STORE.rareTag : 'common',
    properties: { region: number % STORE.rareIn === 0 ? STORE.rareRegion : 'south' },
  }))
  await sendMessages(producer, WIDE.topic, WIDE.messages, BODY_BYTES)
  await sendMessages(producer, dlqTopicOf(benchGroup(DEAD.groupIndex)), plan.messages, BODY_BYTES)
  await using traced = new Producer({ ...options, producerGroup: 'GID_bench_traced', trace: true })
  await sendMessages(traced, AUDIENCE.topic, AUDIENCE.messages, BODY_BYTES)
}

/** Real consumers: they hold queues, commit their offsets and tell of themselves. Resolves when all is consumed. */
async function consumeWide(): Promise<AsyncDisposable> {
  const consumers = Array.from({ length: WIDE.clients }, (_, number) =>
    new PushConsumer({
      ...options,
      clientId: wideClientId(number),
      consumerGroup: benchGroup(WIDE.groupIndex),
      consumeFrom: 'FIRST_OFFSET',
    }).subscribe(WIDE.topic),
  )
  let left = WIDE.messages
  await new Promise<void>((resolve, reject) => {
    const starts = consumers.map(consumer =>
      consumer.start(async batch => {
        left -= batch.length
        if (left <= 0) resolve()
        return 'SUCCESS'
      }),
    )
    Promise.all(starts).catch(reject)
  })
  return {
    [Symbol.asyncDispose]: async () => {
      await Promise.all(consumers.map(consumer => consumer.stop()))
    },
  }
}
