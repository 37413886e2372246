/**
 * Header fields that most requests share since 5.0; older brokers ignore them.
 *
 * Defined in `remoting/rpc/RpcRequestHeader` (`ns`, `nsd`, `bname`, `oway`) and `TopicRequestHeader` (`lo`). Of these
 * `ns` and `nsd` belong to a namespace scheme that no broker evaluates, and `oway` never leaves a broker: left out.
 */
import { bool, optional, text } from '../../protocol/shape.ts'

export const rpcFields = {
  /** Name of the broker meant. Brokers do without; a proxy refuses what it cannot route by it. */
  bname: optional(text),
}

export const topicRpcFields = {
  ...rpcFields,
  /** false: `queueId` and offsets are those of the broker, also where a static topic maps them to others. */
  lo: optional(bool),
}
