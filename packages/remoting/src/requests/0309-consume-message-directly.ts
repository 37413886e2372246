/**
 * CONSUME_MESSAGE_DIRECTLY 309: has one consumer consume one message now, whatever the group's progress. The request
 * goes to the broker that holds the message; that broker adds the message and passes it on to the consumer, with the
 * same code: two layouts.
 *
 * Request fields: `consumerGroup`; `clientId`, the consumer, which has to be connected to that broker; `msgId`, the
 * offset ID; `topic`. The broker adds `brokerName`, and `topicSysFlag` and `groupSysFlag` (5.0 and later).
 * Body to the consumer: the message, one stored record. Body of the answer: `ConsumeMessageDirectlyResult`.
 * Defined in `remoting/protocol/header/ConsumeMessageDirectlyResultRequestHeader`,
 * `remoting/protocol/body/ConsumeMessageDirectlyResult` and `CMResult`; answered by
 * `broker/processor/AdminBrokerProcessor#consumeMessageDirectly` and
 * `client/impl/ClientRemotingProcessor#consumeMessageDirectly`.
 * Refusals: CONSUME_MSG_TIMEOUT 207 after 10 s; SYSTEM_ERROR 1 for a consumer that is not online, or no such message.
 */
import { fields } from '../protocol/fields.ts'
import { bytesBody, defineRequest, jsonBody } from '../protocol/layout.ts'
import {
  bool,
  type Infer,
  int32,
  millis,
  object,
  optional,
  text,
  withDefault,
  word,
} from '../protocol/shape.ts'
import { topicRpcFields } from './shapes/rpc-fields.ts'

export const consumeMessageDirectlyResult = object({
  order: withDefault(bool, false),
  autoCommit: withDefault(bool, true),
  consumeResult: word(
    'CR_SUCCESS',
    'CR_LATER',
    'CR_ROLLBACK',
    'CR_COMMIT',
    'CR_THROW_EXCEPTION',
    'CR_RETURN_NULL',
  ),
  /** Of CR_THROW_EXCEPTION: the exception with its stack. */
  remark: optional(text),
  /** How long the listener took; so spelt by RocketMQ. */
  spentTimeMills: millis,
})
export type ConsumeMessageDirectlyResult = Infer<typeof consumeMessageDirectlyResult>

const header = fields({
  consumerGroup: text,
  clientId: text,
  msgId: text,
  brokerName: optional(text),
  topic: optional(text),
  topicSysFlag: optional(int32),
  groupSysFlag: optional(int32),
  ...topicRpcFields,
})

/** To the broker. */
export const consumeMessageDirectly = defineRequest({
  name: 'CONSUME_MESSAGE_DIRECTLY',
  code: 309,
  isRelayed: true,
  header,
  response: { body: jsonBody(consumeMessageDirectlyResult) },
})

/** From the broker to the consumer. */
export const consumeMessageDirectlyOnClient = defineRequest({
  name: 'CONSUME_MESSAGE_DIRECTLY',
  code: 309,
  isRelayed: true,
  header,
  body: bytesBody,
  response: { body: jsonBody(consumeMessageDirectlyResult) },
})
