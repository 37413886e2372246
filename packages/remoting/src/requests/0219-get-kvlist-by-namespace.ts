/**
 * GET_KVLIST_BY_NAMESPACE 219, to a name server: all values of one namespace.
 *
 * Request fields: `namespace`. Body: `KVTable`.
 * Defined in `remoting/protocol/header/namesrv/GetKVListByNamespaceRequestHeader`; answered by
 * `namesrv/processor/DefaultRequestProcessor#getKVListByNamespace`.
 * Refusals: QUERY_NOT_FOUND 22 when nothing was ever stored in the namespace.
 */
import { fields } from '../protocol/fields.ts'
import { defineRequest, jsonBody } from '../protocol/layout.ts'
import { text } from '../protocol/shape.ts'
import { kvTable } from './shapes/kv-table.ts'

export const getKvListByNamespace = defineRequest({
  name: 'GET_KVLIST_BY_NAMESPACE',
  code: 219,
  readOnly: true,
  header: fields({ namespace: text }),
  response: { body: jsonBody(kvTable) },
})
