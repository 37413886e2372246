/**
 * AUTH_UPDATE_USER 3002: changes a user on one broker. ACL 2.0, since 5.3.0.
 *
 * Request fields: `username`. Body: `UserInfo`; what is left out of it stays.
 * Defined in `remoting/protocol/header/UpdateUserRequestHeader`, `remoting/protocol/body/UserInfo`; answered by
 * `broker/processor/AdminBrokerProcessor#updateUser`.
 * Refusals: NO_PERMISSION 16 when there is no such user; SYSTEM_ERROR 1 or NO_PERMISSION 16 when someone who is not a
 * Super user changes one.
 */
import { fields } from '../protocol/fields.ts'
import { defineRequest, jsonBody } from '../protocol/layout.ts'
import { text } from '../protocol/shape.ts'
import { userInfo } from './shapes/user-info.ts'

export const authUpdateUser = defineRequest({
  name: 'AUTH_UPDATE_USER',
  code: 3002,
  header: fields({ username: text }),
  body: jsonBody(userInfo),
})
