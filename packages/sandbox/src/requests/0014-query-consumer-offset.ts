/**
 * QUERY_CONSUMER_OFFSET 14, as `broker/processor/ConsumerManageProcessor#queryConsumerOffset`: a group that has never consumed a queue
 * begins at 0 as long as the first message is still there.
 */
import { queryConsumerOffset } from '@gantry/remoting/requests'
import { brokerHandler } from '../handler.ts'
import { Refused } from '../state/refused.ts'

export const queryConsumerOffsetHandler = brokerHandler(
  queryConsumerOffset,
  ({ header }, { offsets, store }) => {
    const { consumerGroup, topic, queueId, setZeroIfNotFound } = header
    const offset = offsets.query(consumerGroup, topic, queueId)
    if (offset !== undefined && offset >= 0) return { header: { offset: BigInt(offset) }, body: undefined }
    if (setZeroIfNotFound === false) {
      throw new Refused('QUERY_NOT_FOUND', 'Not found, do not set to zero, maybe this group boot first')
    }
    if (store.queue(topic, queueId)?.at(0) !== undefined) return { header: { offset: 0n }, body: undefined }
    throw new Refused('QUERY_NOT_FOUND', 'Not found, V3_0_6_SNAPSHOT maybe this group consumer boot first')
  },
)
