/**
 * VIEW_BROKER_STATS_DATA 315: one of the figures that a broker counts, over the last minute, hour and day.
 *
 * Request fields: `statsName` and `statsKey`, for example `TOPIC_PUT_NUMS` of `topic`, `GROUP_GET_NUMS` of
 * `topic@group`, `BROKER_PUT_NUMS` of the cluster's name.
 * Body: `BrokerStatsData`.
 * Defined in `remoting/protocol/header/ViewBrokerStatsDataRequestHeader`, `remoting/protocol/body/BrokerStatsData`,
 * names in `common/stats/Stats`; answered by `broker/processor/AdminBrokerProcessor#ViewBrokerStatsData`.
 * Refusals: SYSTEM_ERROR 1 while nothing has been counted under that name and key, as after a start.
 */
import { fields } from '../protocol/fields.ts'
import { defineRequest, jsonBody } from '../protocol/layout.ts'
import { double, type Infer, int64, object, text, withDefault } from '../protocol/shape.ts'

export const brokerStatsItem = object({
  sum: int64,
  /** A second. */
  tps: withDefault(double, 0),
  /** Sum by occurrence: messages in a batch, or bytes in a message. */
  avgpt: withDefault(double, 0),
})
export type BrokerStatsItem = Infer<typeof brokerStatsItem>

export const brokerStatsData = object({
  statsMinute: brokerStatsItem,
  statsHour: brokerStatsItem,
  statsDay: brokerStatsItem,
})
export type BrokerStatsData = Infer<typeof brokerStatsData>

export const viewBrokerStatsData = defineRequest({
  name: 'VIEW_BROKER_STATS_DATA',
  code: 315,
  readOnly: true,
  header: fields({ statsName: text, statsKey: text }),
  response: { body: jsonBody(brokerStatsData) },
})
