/**
 * AUTH_DELETE_USER 3003: removes a user and what it may do from one broker. What is not there is deleted with SUCCESS,
 * too. ACL 2.0, since 5.3.0.
 *
 * Request fields: `username`.
 * Defined in `remoting/protocol/header/DeleteUserRequestHeader`; answered by
 * `broker/processor/AdminBrokerProcessor#deleteUser`.
 * Refusals: NO_PERMISSION 16 when someone who is not a Super user removes one.
 */
import { fields } from '../protocol/fields.ts'
import { defineRequest } from '../protocol/layout.ts'
import { text } from '../protocol/shape.ts'

export const authDeleteUser = defineRequest({
  name: 'AUTH_DELETE_USER',
  code: 3003,
  header: fields({ username: text }),
})
