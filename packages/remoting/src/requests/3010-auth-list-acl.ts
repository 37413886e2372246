/**
 * AUTH_LIST_ACL 3010: who may do what on one broker. ACL 2.0, since 5.3.0.
 *
 * Request fields: `subjectFilter` and `resourceFilter`, parts of the keys; absent for all.
 * Body: list of `AclInfo`, absent when there is none. Entries that `resourceFilter` leaves out are not sent.
 * Defined in `remoting/protocol/header/ListAclsRequestHeader`, `remoting/protocol/body/AclInfo`; answered by
 * `broker/processor/AdminBrokerProcessor#listAcl`.
 */
import { fields } from '../protocol/fields.ts'
import { defineRequest, optionalJsonBody } from '../protocol/layout.ts'
import { list, optional, text } from '../protocol/shape.ts'
import { aclInfo } from './shapes/acl-info.ts'

export const authListAcl = defineRequest({
  name: 'AUTH_LIST_ACL',
  code: 3010,
  readOnly: true,
  header: fields({ subjectFilter: optional(text), resourceFilter: optional(text) }),
  response: { body: optionalJsonBody(list(aclInfo)) },
})
