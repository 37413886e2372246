/**
 * UPDATE_AND_GET_GROUP_FORBIDDEN 353: whether a group may read a topic on one broker; changes it, too. Since 5.0.
 *
 * Request fields: `group`, `topic`; `readable`, left out to ask only. Neither group nor topic has to exist.
 * Body: `GroupForbidden`.
 * Defined in `remoting/protocol/header/UpdateGroupForbiddenRequestHeader`,
 * `remoting/protocol/subscription/GroupForbidden`; answered by
 * `broker/processor/AdminBrokerProcessor#updateAndGetGroupForbidden`.
 */
import { fields } from '../protocol/fields.ts'
import { defineRequest, jsonBody } from '../protocol/layout.ts'
import { bool, type Infer, object, optional, text } from '../protocol/shape.ts'

export const groupForbidden = object({ topic: text, group: text, readable: bool })
export type GroupForbidden = Infer<typeof groupForbidden>

export const updateAndGetGroupForbidden = defineRequest({
  name: 'UPDATE_AND_GET_GROUP_FORBIDDEN',
  code: 353,
  header: fields({ group: text, topic: text, readable: optional(bool) }),
  response: { body: jsonBody(groupForbidden) },
})
