/** SEARCH_OFFSET_BY_TIMESTAMP 29, as `broker/processor/AdminBrokerProcessor#searchOffsetByTimestamp`. */
import { searchOffsetByTimestamp } from '@gantry/remoting/requests'
import { brokerHandler } from '../handler.ts'
import { offsetAtTime } from '../state/search-time.ts'

export const searchOffsetByTimestampHandler = brokerHandler(
  searchOffsetByTimestamp,
  ({ header }, { store }) => {
    const boundary = header.boundaryType?.toUpperCase() === 'UPPER' ? 'UPPER' : 'LOWER'
    const offset = offsetAtTime(store, header.topic, header.queueId, header.timestamp, boundary)
    return { header: { offset: BigInt(offset) }, body: undefined }
  },
)
