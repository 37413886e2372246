/** The list of an instance's topics. */
import type { QueryOf, ResponseOf, Topic, topicList } from '@gantry/contract'
import { partialOf } from '../platform/brokers/partial-of.ts'
import { toTimestamp } from '../platform/clock.ts'
import type { Caller } from '../platform/http/caller.ts'
import { pageOf, type Sorting } from '../platform/http/page-of.ts'
import { readInventory } from './topic-inventory.ts'
import type { TopicNeeds } from './topic-needs.ts'
import { presentTopic } from './topic-present.ts'

const SORTING: Sorting<Topic> = {
  key: ({ topic }) => topic,
  columns: {
    topic: ({ topic }) => topic,
    messageType: ({ messageType }) => messageType,
    state: ({ state }) => state,
    description: ({ description }) => description,
    writeQueueNums: ({ writeQueueNums }) => writeQueueNums,
    perm: ({ perm }) => perm,
    createdAt: ({ createdAt }) => createdAt,
  },
}

/** One request to each broker, whatever the number of topics. */
export async function listTopics(
  { db, clock, instances }: TopicNeeds,
  caller: Caller,
  { instanceId }: { readonly instanceId: string },
  query: QueryOf<typeof topicList>,
  signal: AbortSignal,
): Promise<ResponseOf<typeof topicList>> {
  const handle = await instances.instanceFor(instanceId, caller)
  const asOf = toTimestamp(clock.nowMs())
  const { holdings, rows, names } = await readInventory(db, handle, signal)
  const wanted = query.q?.toLowerCase()
  const topics = [...names]
    .filter(topic => wanted === undefined || topic.toLowerCase().includes(wanted))
    .map(topic => {
      const names = { topic, wireTopic: handle.wire(topic), granted: handle.granted(topic) }
      return presentTopic(names, rows.get(topic), holdings)
    })
    .filter(({ messageType }) => query.messageType === undefined || messageType === query.messageType)
  const page = pageOf(topics, query, SORTING)
  return { items: page.rows, nextCursor: page.nextCursor, partial: partialOf(holdings.failed), asOf }
}
