/**
 * GET_KV_CONFIG 101, to a name server: the value stored under a name by PUT_KV_CONFIG 100.
 *
 * Request fields: `namespace`, `key`. The answer's field `value` holds it.
 * Defined in `remoting/protocol/header/namesrv/GetKVConfigRequestHeader` and `GetKVConfigResponseHeader`; answered by
 * `namesrv/processor/DefaultRequestProcessor#getKVConfig`.
 * Refusals: QUERY_NOT_FOUND 22.
 */
import { fields } from '../protocol/fields.ts'
import { defineRequest } from '../protocol/layout.ts'
import { text } from '../protocol/shape.ts'

export const getKvConfig = defineRequest({
  name: 'GET_KV_CONFIG',
  code: 101,
  readOnly: true,
  header: fields({ namespace: text, key: text }),
  response: { header: fields({ value: text }) },
})
