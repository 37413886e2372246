/**
 * AUTH_UPDATE_ACL 3007: the same as AUTH_CREATE_ACL 3006, which see. ACL 2.0, since 5.3.0.
 *
 * Request fields: `subject`, `User:` and a username. Body: `AclInfo`; entries for other resources stay.
 * Defined in `remoting/protocol/header/UpdateAclRequestHeader`, `remoting/protocol/body/AclInfo`; answered by
 * `broker/processor/AdminBrokerProcessor#updateAcl`.
 */
import { fields } from '../protocol/fields.ts'
import { defineRequest, jsonBody } from '../protocol/layout.ts'
import { text } from '../protocol/shape.ts'
import { aclInfo } from './shapes/acl-info.ts'

export const authUpdateAcl = defineRequest({
  name: 'AUTH_UPDATE_ACL',
  code: 3007,
  header: fields({ subject: text }),
  body: jsonBody(aclInfo),
})
