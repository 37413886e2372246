/** A queue of a topic on one broker. Defined in `common/message/MessageQueue`. */
import { type Infer, int32, object, text } from '../../protocol/shape.ts'

export const messageQueue = object({ topic: text, brokerName: text, queueId: int32 })
export type MessageQueue = Infer<typeof messageQueue>
