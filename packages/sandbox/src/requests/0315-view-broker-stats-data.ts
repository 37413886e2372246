/** VIEW_BROKER_STATS_DATA 315, as `broker/processor/AdminBrokerProcessor#viewBrokerStatsData`. */
import { viewBrokerStatsData } from '@gantry/remoting/requests'
import { brokerHandler } from '../handler.ts'
import { Refused } from '../state/refused.ts'

export const viewBrokerStatsDataHandler = brokerHandler(viewBrokerStatsData, ({ header }, broker) => {
  const { statsName, statsKey } = header
  const data = broker.traffic.stats.of(statsName, statsKey)
  if (data === undefined)
    throw new Refused('SYSTEM_ERROR', `The stats <${statsName}> <${statsKey}> not exist`)
  return { header: {}, body: data }
})
