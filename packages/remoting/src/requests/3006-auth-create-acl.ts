/**
 * AUTH_CREATE_ACL 3006: adds to what a subject may do on one broker; entries for a resource that it has are replaced.
 * ACL 2.0, since 5.3.0.
 *
 * Request fields: `subject`, `User:` and a username. Body: `AclInfo`.
 * Defined in `remoting/protocol/header/CreateAclRequestHeader`, `remoting/protocol/body/AclInfo`; answered by
 * `broker/processor/AdminBrokerProcessor#createAcl`, which does just what `updateAcl` does.
 * Refusals: NO_PERMISSION 16 with the reason, for a subject that does not exist or a policy that makes no sense;
 * SYSTEM_ERROR 1 for no policies.
 */
import { fields } from '../protocol/fields.ts'
import { defineRequest, jsonBody } from '../protocol/layout.ts'
import { text } from '../protocol/shape.ts'
import { aclInfo } from './shapes/acl-info.ts'

export const authCreateAcl = defineRequest({
  name: 'AUTH_CREATE_ACL',
  code: 3006,
  header: fields({ subject: text }),
  body: jsonBody(aclInfo),
})
