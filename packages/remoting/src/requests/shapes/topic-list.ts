/** Names of topics. Defined in `remoting/protocol/body/TopicList`. */
import { list, object, optional, text } from '../../protocol/shape.ts'

export const topicList = object({
  topicList: list(text),
  /** The answering broker, where the request is about one; some broker of the cluster for system topics. */
  brokerAddr: optional(text),
})
