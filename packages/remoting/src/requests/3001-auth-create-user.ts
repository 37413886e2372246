/**
 * AUTH_CREATE_USER 3001: makes a user on one broker; each broker has its own. ACL 2.0, since 5.3.0.
 *
 * Request fields: `username`. Body: `UserInfo`, of which `password` is required and `username` not read.
 * Defined in `remoting/protocol/header/CreateUserRequestHeader`, `remoting/protocol/body/UserInfo`; answered by
 * `broker/processor/AdminBrokerProcessor#createUser`.
 * Refusals: NO_PERMISSION 16 when the user exists or the password is blank; INVALID_PARAMETER 29 for no name;
 * SYSTEM_ERROR 1 when someone who is not a Super user makes one.
 */
import { fields } from '../protocol/fields.ts'
import { defineRequest, jsonBody } from '../protocol/layout.ts'
import { text } from '../protocol/shape.ts'
import { userInfo } from './shapes/user-info.ts'

export const authCreateUser = defineRequest({
  name: 'AUTH_CREATE_USER',
  code: 3001,
  header: fields({ username: text }),
  body: jsonBody(userInfo),
})
