/** The door for sister packages: layouts and bytes, without sockets and decisions. Not stable. */
export { REQUEST_CODES, RESPONSE_CODES, type RequestCodeName, requestCodeName } from './codes.ts'
export { MalformedError } from './errors.ts'
export { compileSql92 } from './filter/sql92.ts'
export { Sql92Error } from './filter/sql92-tokens.ts'
export { type BatchedMessage, decodeBatch, encodeBatch } from './message/batch.ts'
export { decodeMessage } from './message/decode-stored-message.ts'
export { DEFAULT_DELAY_LEVELS, delayOfLevelMs, parseDelayLevels } from './message/delay.ts'
export { encodeStoredMessage } from './message/encode-stored-message.ts'
export type { HostAddress } from './message/host-address.ts'
export { offsetMessageId, parseOffsetMessageId } from './message/offset-message-id.ts'
export {
  MAX_PROPERTIES_BYTES,
  type Properties,
  readProperties,
  splitKeys,
  writeProperties,
} from './message/properties.ts'
export { PropertyName } from './message/property-names.ts'
export { FieldAt, type StoredMessage } from './message/stored-message.ts'
export { SysFlag, type TransactionPhase, transactionPhaseOf } from './message/sys-flag.ts'
export { uniqueMessageIds } from './message/unique-message-id.ts'
export * from './names/retry-topic.ts'
export * from './names/system-names.ts'
export { groupNameProblem, type NameProblem, topicNameProblem } from './names/valid-names.ts'
export { type ResponseParts, readRequest, writeResponse } from './protocol/answer.ts'
export type { HeaderFields } from './protocol/fields.ts'
export { encodeFrame, encodeFrameHead, type Frame, FrameReader } from './protocol/frame.ts'
export { FLAG_ONEWAY, FLAG_RESPONSE, type SerializeType } from './protocol/header.ts'
export type { AnyRequestLayout, RequestLayout } from './protocol/layout.ts'
export { type Credentials, sign } from './protocol/signing.ts'
export type { DataVersion } from './requests/shapes/data-version.ts'
export type { MessageQueue } from './requests/shapes/message-queue.ts'
export {
  formatPopHandle,
  POP_ORDER_REVIVE_QUEUE,
  type PopHandle,
  parsePopHandle,
} from './requests/shapes/pop-extra-info.ts'
export {
  formatRecallHandle,
  parseRecallHandle,
  type RecallHandle,
} from './requests/shapes/recall-handle.ts'
export type { SendMessageHeader } from './requests/shapes/send-message-header.ts'
export type { SubscriptionData } from './requests/shapes/subscription-data.ts'
export { plainGroup } from './requests/shapes/subscription-group-config.ts'
export { DEFAULT_DIALECT, type Dialect, encodeRequest } from './transport/exchange.ts'
