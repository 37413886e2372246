/** Messages a second that come to the group's topics and that the group gets of them, as brokers count them over the last minute. */
import { type BrokerNode, BrokerRefused, fanOut } from '@gantry/remoting'
import type { GroupInspection } from '../consumers/inspect-group.ts'
import type { InstanceHandle } from '../platform/brokers/instance-handle.ts'
import type { TopicStandings } from '../topics/topic-service.ts'
import type { Part, TopicRates } from './evidence.ts'
import { brokerReasons, type Deadline, partOf } from './part.ts'

interface Counter {
  readonly node: BrokerNode
  readonly topic: string
  readonly direction: 'inTps' | 'outTps'
  readonly statsName: 'TOPIC_PUT_NUMS' | 'GROUP_GET_NUMS'
  readonly statsKey: string
}

/** A broker has counted nothing under that name since it started. */
const SYSTEM_ERROR = 1

export function gatherRates(
  { handle, wireGroup }: GroupInspection,
  { standings }: TopicStandings,
  deadline: Deadline,
): Promise<Part<readonly TopicRates[]>> {
  return partOf<readonly TopicRates[]>(deadline, [], async signal => {
    const counters = standings.flatMap(({ topic, wireTopic, holders }) =>
      holders.flatMap(({ node }): Counter[] => [
        { node, topic, direction: 'inTps', statsName: 'TOPIC_PUT_NUMS', statsKey: wireTopic },
        {
          node,
          topic,
          direction: 'outTps',
          statsName: 'GROUP_GET_NUMS',
          statsKey: `${wireTopic}@${wireGroup}`,
        },
      ]),
    )
    const { answered, failed } = await fanOut(counters, counter => readCounter(handle, counter, signal), {
      placeOf: ({ node }) => node.addr,
      signal,
    })
    const rates = new Map(standings.map(({ topic }) => [topic, { topic, inTps: 0, outTps: 0 }]))
    for (const { item, value } of answered) {
      const rate = rates.get(item.topic)
      if (rate) rate[item.direction] += value
    }
    const lost = failed.map(({ item, place, error }) => ({ item: item.node, place, error }))
    return { value: [...rates.values()], missing: brokerReasons(lost) }
  })
}

async function readCounter(
  { admin }: InstanceHandle,
  { node, statsName, statsKey }: Counter,
  signal: AbortSignal,
): Promise<number> {
  try {
    return (await admin.brokers.statsItem(node.addr, statsName, statsKey, { signal })).statsMinute.tps
  } catch (error) {
    if (error instanceof BrokerRefused && error.responseCode === SYSTEM_ERROR) return 0
    throw error
  }
}
