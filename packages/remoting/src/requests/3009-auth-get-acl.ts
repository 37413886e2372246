/**
 * AUTH_GET_ACL 3009: what one subject may do on one broker. ACL 2.0, since 5.3.0.
 *
 * Request fields: `subject`, `User:` and a username. Body: `AclInfo`, absent when it has none.
 * Defined in `remoting/protocol/header/GetAclRequestHeader`, `remoting/protocol/body/AclInfo`; answered by
 * `broker/processor/AdminBrokerProcessor#getAcl`.
 * Refusals: NO_PERMISSION 16 when there is no such subject.
 */
import { fields } from '../protocol/fields.ts'
import { defineRequest, optionalJsonBody } from '../protocol/layout.ts'
import { text } from '../protocol/shape.ts'
import { aclInfo } from './shapes/acl-info.ts'

export const authGetAcl = defineRequest({
  name: 'AUTH_GET_ACL',
  code: 3009,
  readOnly: true,
  header: fields({ subject: text }),
  response: { body: optionalJsonBody(aclInfo) },
})
