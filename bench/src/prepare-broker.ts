/**
 * Fills a broker for a benchmark and keeps some groups online until its input closes. A process of its own, so that
 * what it takes is not counted as the memory of what is measured.
 *
 * Arguments: JSON of `BrokerPlan` with the broker's connection. Prints `ready` when everything is there.
 */
import { once } from 'node:events'
import { Admin, Producer } from '@gantry/remoting'
import {
  type BrokerConnection,
  commitFirstOffsets,
  introduceGroups,
  joinAsConsumers,
  makeGroups,
  makeTopics,
  optionsOf,
  sendMessages,
} from './workload.ts'

export interface BrokerPlan {
  readonly groups: number
  /** The first of them that are online. */
  readonly online: number
  readonly topic: string
  readonly messages: number
  readonly pullTopic: string
  readonly pullMessages: number
  /** Topics that are just there. */
  readonly idleTopics?: number
  /** A topic that only the first of the groups subscribe to; without it all groups subscribe to the same. */
  readonly audience?: { readonly topic: string; readonly groups: number }
}

const BODY_BYTES = 250

const plan: BrokerPlan & BrokerConnection = JSON.parse(process.argv[2] ?? '{}')
const options = optionsOf(plan)
const { topic, groups, audience = { topic: plan.topic, groups: 0 } } = plan
await using admin = new Admin(options)
for (const name of new Set([topic, plan.pullTopic, audience.topic])) {
  await admin.topics.save({ topic: name, writeQueueNums: 8 })
}
await makeTopics(admin, plan.idleTopics ?? 0)
await makeGroups(admin, groups)
await using producer = new Producer({ ...options, producerGroup: 'GID_bench_producer' })
await sendMessages(producer, topic, plan.messages, BODY_BYTES)
await sendMessages(producer, plan.pullTopic, plan.pullMessages, BODY_BYTES)
await commitFirstOffsets(admin, topic, groups)
await commitFirstOffsets(admin, audience.topic, audience.groups)
await introduceGroups(options, topic, groups)
await using _audience = await joinAsConsumers(options, [topic, audience.topic], 0, audience.groups)
await using _others = await joinAsConsumers(options, [topic], audience.groups, plan.online)
console.log('ready')
process.stdin.resume()
await once(process.stdin, 'end')
