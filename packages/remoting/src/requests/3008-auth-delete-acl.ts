/**
 * AUTH_DELETE_ACL 3008: takes back what a subject may do on one broker. ACL 2.0, since 5.3.0.
 *
 * Request fields: `subject`, `User:` and a username; `resource`, the one to take back, absent for everything;
 * `policyType` of it, Custom when absent.
 * Defined in `remoting/protocol/header/DeleteAclRequestHeader`; answered by
 * `broker/processor/AdminBrokerProcessor#deleteAcl`.
 * Refusals: NO_PERMISSION 16 when there is no such subject or it has no ACL.
 */
import { fields } from '../protocol/fields.ts'
import { defineRequest } from '../protocol/layout.ts'
import { optional, text } from '../protocol/shape.ts'

export const authDeleteAcl = defineRequest({
  name: 'AUTH_DELETE_ACL',
  code: 3008,
  header: fields({ subject: text, policyType: optional(text), resource: optional(text) }),
})
