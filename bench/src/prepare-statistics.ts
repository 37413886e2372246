/**
 * Fills a broker for the statistics' benchmark: topics, groups, and offsets of each group in some topics. A process of its own, so
 * that what it takes is not counted as what is measured; it ends when its input closes.
 *
 * Arguments: JSON of `StatisticsPlan` with the broker's connection. Prints `ready` when everything is there.
 */
import { once } from 'node:events'
import { Admin, fanOut } from '@gantry/remoting'
import type { StatisticsPlan } from './statistics-plan.ts'
import {
  type BrokerConnection,
  benchGroup,
  idleTopic,
  makeGroups,
  makeTopics,
  optionsOf,
} from './workload.ts'

const plan: StatisticsPlan & BrokerConnection = JSON.parse(process.argv[2] ?? '{}')

await using admin = new Admin(optionsOf(plan))
await makeTopics(admin, plan.topics)
await makeGroups(admin, plan.groups)
const [node] = await admin.cluster.masters()
if (node === undefined) throw new Error('There is no broker.')
const places = Array.from({ length: plan.groups * plan.topicsOfGroup }, (_, index) => ({
  group: benchGroup(index % plan.groups),
  topic: idleTopic(index % plan.topics),
}))
const { failed } = await fanOut(
  places,
  ({ group, topic }) => admin.offsets.update(group, { node, topic, queueId: 0 }, 0n),
  { placeOf: () => node.addr, perPlace: 16 },
)
if (failed[0]) throw failed[0].error
console.log('ready')
process.stdin.resume()
await once(process.stdin, 'end')
