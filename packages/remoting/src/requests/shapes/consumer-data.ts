/**
 * What a client tells brokers about one consumer group it takes part in.
 * Defined in `remoting/protocol/heartbeat/ConsumerData`, `ConsumeType`, `MessageModel` and
 * `common/consumer/ConsumeFromWhere`.
 */
import { bool, type Infer, list, object, text, withDefault, word } from '../../protocol/shape.ts'
import { subscriptionData } from './subscription-data.ts'

/** ACTIVELY is a pull consumer, PASSIVELY a push consumer, POP since 5.0. */
export const consumeType = word('CONSUME_ACTIVELY', 'CONSUME_PASSIVELY', 'CONSUME_POP')

/** LITE_SELECTIVE since 5.5. */
export const messageModel = word('BROADCASTING', 'CLUSTERING', 'LITE_SELECTIVE')

/** Where a group without offsets begins; three more words are deprecated. */
export const consumeFromWhere = word(
  'CONSUME_FROM_LAST_OFFSET',
  'CONSUME_FROM_FIRST_OFFSET',
  'CONSUME_FROM_TIMESTAMP',
)

export const consumerData = object({
  groupName: text,
  consumeType,
  messageModel,
  consumeFromWhere,
  subscriptionDataSet: list(subscriptionData),
  unitMode: withDefault(bool, false),
})
export type ConsumerData = Infer<typeof consumerData>
