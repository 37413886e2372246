/**
 * CLONE_GROUP_OFFSET 314: gives one group the offsets of another on a topic, at one broker.
 *
 * Request fields: `srcGroup`; `destGroup`; `topic`, in effect required: without it brokers clone nothing, yet answer
 * SUCCESS; `offline`, true to clone also what `srcGroup` does not subscribe at the moment.
 * The answer is empty; it is SUCCESS also for a topic that does not exist or has no offsets of `srcGroup`.
 * Defined in `remoting/protocol/header/CloneGroupOffsetRequestHeader`; answered by
 * `broker/processor/AdminBrokerProcessor#cloneGroupOffset`.
 */
import { fields } from '../protocol/fields.ts'
import { defineRequest } from '../protocol/layout.ts'
import { bool, optional, text } from '../protocol/shape.ts'
import { rpcFields } from './shapes/rpc-fields.ts'

export const cloneGroupOffset = defineRequest({
  name: 'CLONE_GROUP_OFFSET',
  code: 314,
  header: fields({ srcGroup: text, destGroup: text, topic: optional(text), offline: bool, ...rpcFields }),
})
