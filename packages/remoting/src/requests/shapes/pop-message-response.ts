/**
 * What a broker answers when messages are taken or looked at: shared by POP_MESSAGE 200050 and PEEK_MESSAGE 200052.
 * Defined in `remoting/protocol/header/PopMessageResponseHeader`.
 */
import { fields } from '../../protocol/fields.ts'
import { int32, int64, millis, optional } from '../../protocol/shape.ts'
import { msgOffsetInfo, orderCountInfo, startOffsetInfo } from './pop-extra-info.ts'

export const popMessageResponseHeader = fields({
  /** Broker's clock (ms); 0 when nothing was taken. */
  popTime: millis,
  /** How long (ms) from `popTime` the messages are hidden from others. */
  invisibleTime: millis,
  /** Queue of the revive topic with the checkpoint, 999 for messages in order. */
  reviveQid: int32,
  /** Messages left in the queues that were looked at. */
  restNum: int64,
  startOffsetInfo: optional(startOffsetInfo),
  msgOffsetInfo: optional(msgOffsetInfo),
  orderCountInfo: optional(orderCountInfo),
})
