/** GET_ALL_CONSUMER_OFFSET 43: the whole of `broker/offset/ConsumerOffsetManager`, as replicas ask for it. */
import { getAllConsumerOffset } from '@gantry/remoting/requests'
import { brokerHandler } from '../handler.ts'
import type { QueueOffsets } from '../state/offset-table.ts'

export const getAllConsumerOffsetHandler = brokerHandler(getAllConsumerOffset, (_call, { offsets }) => ({
  header: {},
  body: {
    offsetTable: onTheWire(offsets.allConsumed()),
    pullOffsetTable: onTheWire(offsets.allPulled()),
    groupTopicMap: offsets.topicsByGroup(),
    dataVersion: offsets.dataVersion,
  },
}))

function onTheWire(table: ReadonlyMap<string, QueueOffsets>): Map<string, Map<number, bigint>> {
  return new Map(
    [...table].map(([key, byQueue]) => [
      key,
      new Map([...byQueue].map(([queueId, offset]) => [queueId, BigInt(offset)])),
    ]),
  )
}
