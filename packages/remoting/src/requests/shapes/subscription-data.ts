/**
 * What a consumer wants of one topic: an expression and what the client made of it.
 * Defined in `remoting/protocol/heartbeat/SubscriptionData`; expression types in `common/filter/ExpressionType`.
 */
import {
  bool,
  type Infer,
  int32,
  int64,
  list,
  object,
  text,
  withDefault,
  word,
} from '../../protocol/shape.ts'

export const expressionType = word('TAG', 'SQL92')

export const subscriptionData = object({
  topic: text,
  /** `*`, tags joined by `||`, or an SQL92 condition; its meaning is told by `expressionType`. */
  subString: text,
  /** The tags of `subString`; empty for `*` and SQL92. */
  tagsSet: list(text),
  /** Java's `String.hashCode()` of each tag: brokers filter by these. */
  codeSet: list(int32),
  /** Grows with each change. Java clients put milliseconds here, Go clients nanoseconds: beyond 2^53. */
  subVersion: int64,
  expressionType: withDefault(expressionType, 'TAG'),
  /** Filter classes uploaded by clients: gone since 4.3, but still on the wire. */
  classFilterMode: withDefault(bool, false),
})
export type SubscriptionData = Infer<typeof subscriptionData>
