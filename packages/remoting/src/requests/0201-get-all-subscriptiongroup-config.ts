/**
 * GET_ALL_SUBSCRIPTIONGROUP_CONFIG 201: the configuration of every group of one broker, those of the system included.
 *
 * Request fields, all for paging (5.4 and later; older brokers send everything whatever is asked): `groupSeq`, how
 * many groups were received so far; `dataVersion` of the page before, as JSON, empty at first: when it is out of date
 * the broker begins again; `maxGroupNum`, to which the broker's own `splitMetadataSize` (2,000) is the limit. Without
 * any of them every group comes at once.
 * The answer's field `totalGroupNum` is the number of groups of the broker (5.4 and later).
 * Body: `SubscriptionGroupWrapper`.
 * Defined in `remoting/protocol/header/GetAllSubscriptionGroupRequestHeader`, `GetAllSubscriptionGroupResponseHeader`,
 * `remoting/protocol/body/SubscriptionGroupWrapper`; answered by
 * `broker/processor/AdminBrokerProcessor#getAllSubscriptionGroup`.
 */
import { fields } from '../protocol/fields.ts'
import { defineRequest, jsonBody } from '../protocol/layout.ts'
import { remembered } from '../protocol/remembered-body.ts'
import { type Infer, int32, mapOf, object, optional, text } from '../protocol/shape.ts'
import { dataVersion } from './shapes/data-version.ts'
import { dataVersionText } from './shapes/data-version-text.ts'
import { subscriptionGroupConfig } from './shapes/subscription-group-config.ts'

export const subscriptionGroupTable = object({
  subscriptionGroupTable: mapOf(text, subscriptionGroupConfig),
  /** Group to topic to bits of what it may not do: 4 read. Empty before 5.4. */
  forbiddenTable: mapOf(text, mapOf(text, int32)),
  dataVersion,
})
export type SubscriptionGroupTable = Infer<typeof subscriptionGroupTable>

export const getAllSubscriptionGroupConfig = defineRequest({
  name: 'GET_ALL_SUBSCRIPTIONGROUP_CONFIG',
  code: 201,
  readOnly: true,
  header: fields({
    groupSeq: optional(int32),
    dataVersion: dataVersionText,
    maxGroupNum: optional(int32),
  }),
  response: {
    header: fields({ totalGroupNum: optional(int32) }),
    body: remembered(jsonBody(subscriptionGroupTable)),
  },
})
