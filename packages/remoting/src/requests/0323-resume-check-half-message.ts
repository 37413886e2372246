/**
 * RESUME_CHECK_HALF_MESSAGE 323: takes a half message whose producer never gave an answer out of
 * `TRANS_CHECK_MAX_TIME_TOPIC` and has it checked again, from zero.
 *
 * Request fields: `msgId`, the offset ID of the message in that topic; `topic`, by which ACL 2.0 decides.
 * The answer is empty.
 * Defined in `remoting/protocol/header/ResumeCheckHalfMessageRequestHeader`; answered by
 * `broker/processor/AdminBrokerProcessor#resumeCheckHalfMessage`.
 * Refusals: SYSTEM_ERROR 1 when no message has that ID, or it is no half message.
 */
import { fields } from '../protocol/fields.ts'
import { defineRequest } from '../protocol/layout.ts'
import { optional, text } from '../protocol/shape.ts'

export const resumeCheckHalfMessage = defineRequest({
  name: 'RESUME_CHECK_HALF_MESSAGE',
  code: 323,
  header: fields({ topic: optional(text), msgId: text }),
})
