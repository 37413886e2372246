/**
 * VIEW_MESSAGE_BY_ID 33: the message at one place of a broker's commit log.
 *
 * Request fields: `offset`, the place, as the message's offset ID tells it; `topic`, by which ACL 2.0 decides.
 * Body of the answer: one stored message.
 * Defined in `remoting/protocol/header/ViewMessageRequestHeader`; answered by
 * `broker/processor/QueryMessageProcessor#viewMessageById`.
 * Refusals: SYSTEM_ERROR 1 when there is no message at that place any more. A place in the middle of a message is not
 * noticed: what comes back is no record then.
 */
import { fields } from '../protocol/fields.ts'
import { bytesBody, defineRequest } from '../protocol/layout.ts'
import { int64, optional, text } from '../protocol/shape.ts'

export const viewMessageById = defineRequest({
  name: 'VIEW_MESSAGE_BY_ID',
  code: 33,
  readOnly: true,
  header: fields({ topic: optional(text), offset: int64 }),
  response: { body: bytesBody },
})
