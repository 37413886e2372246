/**
 * Fills a broker for the remoting benchmark and keeps some groups online until its input closes. A process of its own, so that
 * what it takes is not counted as the memory of what is measured.
 *
 * Arguments: JSON of `BrokerPlan`. Prints `ready` when everything is there.
 */
import { once } from 'node:events'
import { Admin, type ClusterOptions, Producer } from '@gantry/remoting'
import { commitFirstOffsets, introduceGroups, joinAsConsumers, makeGroups, sendMessages } from './workload.ts'

export interface BrokerPlan {
  readonly namesrvAddr: string
  readonly credentials?: { readonly accessKey: string; readonly secretKey: string } | undefined
  readonly groups: number
  /** The first of them that are online. */
  readonly online: number
  readonly topic: string
  readonly messages: number
  readonly pullTopic: string
  readonly pullMessages: number
}

const BODY_BYTES = 250

const plan: BrokerPlan = JSON.parse(process.argv[2] ?? '{}')
const options: ClusterOptions = {
  namesrvAddr: plan.namesrvAddr,
  ...(plan.credentials && { credentials: plan.credentials }),
}
await using admin = new Admin(options)
for (const topic of [plan.topic, plan.pullTopic]) await admin.topics.save({ topic, writeQueueNums: 8 })
await makeGroups(admin, plan.groups)
await using producer = new Producer({ ...options, producerGroup: 'GID_bench_producer' })
await sendMessages(producer, plan.topic, plan.messages, BODY_BYTES)
await sendMessages(producer, plan.pullTopic, plan.pullMessages, BODY_BYTES)
await commitFirstOffsets(admin, plan.topic, plan.groups)
await introduceGroups(options, plan.topic, plan.groups)
await using _online = await joinAsConsumers(options, plan.topic, 0, plan.online)
console.log('ready')
process.stdin.resume()
await once(process.stdin, 'end')
