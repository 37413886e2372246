/** Offsets and resets. */
import { pullMessage } from '../../src/requests/0011-pull-message.ts'
import { queryConsumerOffset } from '../../src/requests/0014-query-consumer-offset.ts'
import { updateConsumerOffset } from '../../src/requests/0015-update-consumer-offset.ts'
import { searchOffsetByTimestamp } from '../../src/requests/0029-search-offset-by-timestamp.ts'
import { getMaxOffset } from '../../src/requests/0030-get-max-offset.ts'
import { getMinOffset } from '../../src/requests/0031-get-min-offset.ts'
import { getEarliestMsgStoreTime } from '../../src/requests/0032-get-earliest-msg-storetime.ts'
import { getAllConsumerOffset } from '../../src/requests/0043-get-all-consumer-offset.ts'
import { getAllDelayOffset } from '../../src/requests/0045-get-all-delay-offset.ts'
import { invokeBrokerToResetOffset } from '../../src/requests/0222-invoke-broker-to-reset-offset.ts'
import { invokeBrokerToGetConsumerStatus } from '../../src/requests/0223-invoke-broker-to-get-consumer-status.ts'
import { cloneGroupOffset } from '../../src/requests/0314-clone-group-offset.ts'
import { pullHeader } from './pulling.ts'
import { awaited, BROKER, client, configure, exchanges, GROUP, TOPIC } from './world.ts'

const place = { topic: TOPIC, queueId: 0, bname: BROKER }
const ofGroup = { consumerGroup: GROUP, ...place }

export async function recordOffsets(): Promise<void> {
  await client.call('update offset', updateConsumerOffset, { header: { ...ofGroup, commitOffset: 2n } })
  await client.call('update offset of another queue', updateConsumerOffset, {
    header: { ...ofGroup, queueId: 1, commitOffset: 0n },
  })
  await client.call('query offset', queryConsumerOffset, { header: { ...ofGroup, setZeroIfNotFound: false } })
  const timestamp = Date.now() - 3_600_000
  await client.call('search', searchOffsetByTimestamp, {
    header: { ...place, timestamp, boundaryType: 'UPPER' },
  })
  await client.call('max', getMaxOffset, { header: { ...place, committed: true } })
  await client.call('min', getMinOffset, { header: place })
  await client.call('max of no queue', getMaxOffset, { header: { ...place, queueId: 9 } })
  await client.call('min of no queue', getMinOffset, { header: { ...place, queueId: 9 } })
  await client.call('earliest', getEarliestMsgStoreTime, { header: place })
  await client.call('earliest of an empty queue', getEarliestMsgStoreTime, {
    header: { ...place, queueId: 1 },
  })
  const clone = { srcGroup: GROUP, destGroup: `${GROUP}_copy`, topic: TOPIC, offline: true, bname: BROKER }
  await client.call('clone', cloneGroupOffset, { header: clone })
  await client.call('all offsets', getAllConsumerOffset, { header: {} })
  await client.call('all delay offsets', getAllDelayOffset, { header: {} })
  const ofConsumers = { topic: TOPIC, group: GROUP }
  await client.call('consumer status', invokeBrokerToGetConsumerStatus, { header: ofConsumers })
  await recordResets()
}

async function recordResets(): Promise<void> {
  const reset = { group: GROUP, topic: TOPIC, timestamp: -1, isForce: true }
  await configure('useServerSideResetOffset=false')
  await client.call('reset by the consumers', invokeBrokerToResetOffset, { header: reset })
  await client.call(
    'reset by C++ consumers',
    invokeBrokerToResetOffset,
    { header: reset },
    { language: 'CPP' },
  )
  await awaited('two resets', () => exchanges.filter(({ request }) => request.code === 220)[1])
  await configure('useServerSideResetOffset=true')
  await client.call('reset', invokeBrokerToResetOffset, { header: { ...reset, timestamp: 0 } })
  await client.call('reset of one queue', invokeBrokerToResetOffset, {
    header: { ...reset, timestamp: 0, queueId: 0, offset: 1n },
  })
  await client.call('update offset while a reset waits', updateConsumerOffset, {
    header: { ...ofGroup, commitOffset: 4n },
  })
  await client.call('pull after a reset', pullMessage, { header: pullHeader(TOPIC, 0n) })
}
