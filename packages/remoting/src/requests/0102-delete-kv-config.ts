/**
 * DELETE_KV_CONFIG 102, to each name server: forgets a value. What is not there is deleted with SUCCESS, too.
 *
 * Request fields: `namespace`, `key`.
 * Defined in `remoting/protocol/header/namesrv/DeleteKVConfigRequestHeader`; answered by
 * `namesrv/processor/DefaultRequestProcessor#deleteKVConfig`.
 */
import { fields } from '../protocol/fields.ts'
import { defineRequest } from '../protocol/layout.ts'
import { text } from '../protocol/shape.ts'

export const deleteKvConfig = defineRequest({
  name: 'DELETE_KV_CONFIG',
  code: 102,
  header: fields({ namespace: text, key: text }),
})
