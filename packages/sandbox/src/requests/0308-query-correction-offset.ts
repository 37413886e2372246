/**
 * QUERY_CORRECTION_OFFSET 308, as `broker/processor/AdminBrokerProcessor#queryCorrectionOffset`: by queue the lowest offset of all groups of
 * the topic, or the highest number there is where the group to compare with is behind it.
 *
 * Not imitated: that the broker forgets all offsets of `filterGroups` when it is asked.
 */
import { queryCorrectionOffset } from '@gantry/remoting/requests'
import { brokerHandler } from '../handler.ts'
import type { Broker } from '../state/broker.ts'

const LONG_MAX = 2n ** 63n - 1n

export const queryCorrectionOffsetHandler = brokerHandler(queryCorrectionOffset, ({ header }, broker) => {
  const { topic, compareGroup, filterGroups = '' } = header
  const lowest = lowestOffsets(broker, topic, new Set(filterGroups.split(',')))
  const compared = broker.offsets.consumedOf(compareGroup, topic)
  const correctionOffsets = [...lowest].map(([queueId, offset]): [number, bigint] => {
    const own = compared?.get(queueId)
    return [queueId, own !== undefined && offset > own ? LONG_MAX : BigInt(offset)]
  })
  return { header: {}, body: { correctionOffsets: new Map(correctionOffsets) } }
})

function lowestOffsets(
  { offsets, store }: Broker,
  topic: string,
  without: ReadonlySet<string>,
): Map<number, number> {
  const lowest = new Map<number, number>()
  for (const group of offsets.groupsOf(topic)) {
    if (without.has(group)) continue
    for (const [queueId, offset] of offsets.consumedOf(group, topic) ?? []) {
      if (offset < store.minOffset(topic, queueId)) continue
      lowest.set(queueId, Math.min(offset, lowest.get(queueId) ?? offset))
    }
  }
  return lowest
}
