/**
 * AUTH_LIST_USER 3005: users of one broker. ACL 2.0, since 5.3.0.
 *
 * Request fields: `filter`, a part of the name; absent for all.
 * Body: list of `UserInfo`, absent when there is none.
 * Defined in `remoting/protocol/header/ListUsersRequestHeader`, `remoting/protocol/body/UserInfo`; answered by
 * `broker/processor/AdminBrokerProcessor#listUser`.
 */
import { fields } from '../protocol/fields.ts'
import { defineRequest, optionalJsonBody } from '../protocol/layout.ts'
import { list, optional, text } from '../protocol/shape.ts'
import { userInfo } from './shapes/user-info.ts'

export const authListUser = defineRequest({
  name: 'AUTH_LIST_USER',
  code: 3005,
  readOnly: true,
  header: fields({ filter: optional(text) }),
  response: { body: optionalJsonBody(list(userInfo)) },
})
