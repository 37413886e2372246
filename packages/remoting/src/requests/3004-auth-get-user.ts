/**
 * AUTH_GET_USER 3004: one user of one broker. ACL 2.0, since 5.3.0.
 *
 * Request fields: `username`. Body: `UserInfo`, absent when there is no such user.
 * Defined in `remoting/protocol/header/GetUserRequestHeader`, `remoting/protocol/body/UserInfo`; answered by
 * `broker/processor/AdminBrokerProcessor#getUser`.
 */
import { fields } from '../protocol/fields.ts'
import { defineRequest, optionalJsonBody } from '../protocol/layout.ts'
import { text } from '../protocol/shape.ts'
import { userInfo } from './shapes/user-info.ts'

export const authGetUser = defineRequest({
  name: 'AUTH_GET_USER',
  code: 3004,
  readOnly: true,
  header: fields({ username: text }),
  response: { body: optionalJsonBody(userInfo) },
})
