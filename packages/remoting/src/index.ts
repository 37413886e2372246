/** Apache RocketMQ's remoting protocol. The door for users: clients, errors, message and trace formats, names. */
export { AccessAdmin, type AccessOptions } from './clients/admin/access.ts'
export { Admin } from './clients/admin/admin.ts'
export { BrokerAdmin } from './clients/admin/brokers.ts'
export { ClientAdmin } from './clients/admin/clients.ts'
export { ConsumptionAdmin, type GroupLiveState, type GroupView } from './clients/admin/consumption.ts'
export { GroupAdmin, type GroupRemoval, type GroupSpec } from './clients/admin/groups.ts'
export {
  type KeyQuery,
  MessageAdmin,
  type MessagePull,
  type PullInput,
  type SentBack,
} from './clients/admin/messages.ts'
export {
  OffsetAdmin,
  type OffsetResetInput,
  type PlacedQueue,
  type ResetOffset,
} from './clients/admin/offsets.ts'
export { type PerBroker, requireAnswer } from './clients/admin/per-broker.ts'
export { TopicAdmin, type TopicSpec } from './clients/admin/topics.ts'
export { type BrokerNode, Cluster, type ClusterOptions, nodesOf } from './clients/cluster.ts'
export type { ConsumeFrom } from './clients/consumer/first-offset.ts'
export type { ConsumeContext, ConsumeResult, MessageListener } from './clients/consumer/listener.ts'
export type { AckFailure } from './clients/consumer/pop-acks.ts'
export {
  PopConsumer,
  type PopConsumerOptions,
  type PopOptions,
  type PoppedMessage,
  type PopResult,
} from './clients/consumer/pop-consumer.ts'
export type { PopReceipt } from './clients/consumer/pop-receipts.ts'
export { PullConsumer, type PullConsumerOptions, type PullOptions } from './clients/consumer/pull-consumer.ts'
export { PushConsumer } from './clients/consumer/push-consumer.ts'
export type { PushConsumerOptions } from './clients/consumer/push-options.ts'
export type { PullResult } from './clients/consumer/queue-reader.ts'
export type { MessageModel } from './clients/consumer/queue-share.ts'
export type { Filter, FilterType } from './clients/consumer/subscription.ts'
export { type FanOutFailure, type FanOutOptions, type FanOutResult, fanOut } from './clients/fan-out.ts'
export { NameServers } from './clients/name-servers.ts'
export type { Compression, OutgoingMessage } from './clients/producer/outgoing-message.ts'
export { Producer, type ProducerOptions, type TransactionResult } from './clients/producer/producer.ts'
export type { SendOptions, SendResult, SendStatus } from './clients/producer/sender.ts'
export type { TransactionChecker, TransactionState } from './clients/producer/transactions.ts'
export { Session, type SessionOptions } from './clients/session.ts'
export { responseCodeMeaning, responseCodeName } from './codes.ts'
export {
  BrokerRefused,
  isTransient,
  MalformedError,
  RemotingError,
  type RemotingErrorCode,
  UnsupportedByBroker,
} from './errors.ts'
export { compileSql92 } from './filter/sql92.ts'
export { Sql92Error } from './filter/sql92-tokens.ts'
export { type BatchedMessage, decodeBatch, encodeBatch, unwrapBatches } from './message/batch.ts'
export { type DecodeOptions, decodeMessage, decodeMessages } from './message/decode-stored-message.ts'
export { DEFAULT_DELAY_LEVELS_MS, delayOfLevelMs, dueTimeMs } from './message/delay.ts'
export { encodeStoredMessage, type StoredMessageFields } from './message/encode-stored-message.ts'
export { formatHost, type HostAddress } from './message/host-address.ts'
export { InflatedTooLarge, MessageFormatError } from './message/message-format-error.ts'
export { type MessageId, parseMessageId } from './message/message-id.ts'
export { messageTypeOf, TOPIC_MESSAGE_TYPES, type TopicMessageType } from './message/message-type.ts'
export { keysOf, MAX_PROPERTIES_BYTES, type Properties } from './message/properties.ts'
export { PropertyName } from './message/property-names.ts'
export type { StoredMessage } from './message/stored-message.ts'
export {
  type CompressionType,
  compressionTypeOf,
  SysFlag,
  transactionPhaseOf,
} from './message/sys-flag.ts'
export { uniqueMessageIdTimeMs } from './message/unique-message-id.ts'
export { isInNamespace, namespaceOf, unwrapNamespace, wrapNamespace } from './names/namespace.ts'
export {
  dlqTopicOf,
  groupOf,
  isDlqTopic,
  isRetryTopic,
  retryTopicOf,
  retryTopicsFor,
} from './names/retry-topic.ts'
export {
  isPredefinedGroup,
  isSystemGroup,
  isSystemTopic,
  SystemTopic,
  TIMER_TOPIC,
  topicsOfBroker,
} from './names/system-names.ts'
export { groupNameProblem, type NameProblem, topicNameProblem } from './names/valid-names.ts'
export type { Credentials } from './protocol/signing.ts'
export { type DecodedTraces, decodeTraces } from './trace/decode-traces.ts'
export { encodeTraces } from './trace/encode-traces.ts'
export { CONSUME_RETURN_TYPES, TRACE_MESSAGE_TYPES, type TraceRecord } from './trace/trace-record.ts'
export type { CallOptions } from './transport/connection.ts'
export type { HostLookup, TlsOptions } from './transport/dial.ts'
export type { CallReport } from './transport/pool.ts'
export { ordinalOf, releaseOf } from './versions.ts'
