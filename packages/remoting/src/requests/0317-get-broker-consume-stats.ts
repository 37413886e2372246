/**
 * GET_BROKER_CONSUME_STATS 317: how far every group of one broker has come in each of its topics. Costs the broker a
 * look-up for each queue of each group.
 *
 * Request fields: `isOrder`, true for ordered topics only.
 * Body: `ConsumeStatsList` { `consumeStatsList`: maps of one group to its ConsumeStats, one for each topic; `brokerAddr`;
 * sums over all groups `totalDiff` and, since 5.1, `totalInflightDiff` }.
 * Defined in `remoting/protocol/header/GetConsumeStatsInBrokerHeader`, `remoting/protocol/body/ConsumeStatsList`;
 * answered by `broker/processor/AdminBrokerProcessor#fetchAllConsumeStatsInBroker`.
 */
import { fields } from '../protocol/fields.ts'
import { defineRequest, jsonBody } from '../protocol/layout.ts'
import { bool, type Infer, int64, list, mapOf, object, text, withDefault } from '../protocol/shape.ts'
import { consumeStats } from './0208-get-consume-stats.ts'

export const consumeStatsList = object({
  consumeStatsList: list(mapOf(text, list(consumeStats))),
  brokerAddr: text,
  /** Messages not consumed yet. */
  totalDiff: int64,
  /** Messages pulled and not consumed yet. */
  totalInflightDiff: withDefault(int64, 0n),
})
export type ConsumeStatsList = Infer<typeof consumeStatsList>

export const getBrokerConsumeStats = defineRequest({
  name: 'GET_BROKER_CONSUME_STATS',
  code: 317,
  readOnly: true,
  header: fields({ isOrder: bool }),
  response: { body: jsonBody(consumeStatsList) },
})
