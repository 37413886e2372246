/**
 * PUT_KV_CONFIG 100, to each name server: stores a value under a name. Name servers do not tell each other.
 *
 * Request fields: `namespace`, `key`, `value`. The namespace `ORDER_TOPIC_CONFIG` holds the queues of topics that are
 * ordered across brokers: key is the topic, value `brokerName:queues;brokerName:queues`.
 * Defined in `remoting/protocol/header/namesrv/PutKVConfigRequestHeader`, `common/namesrv/NamesrvUtil`; answered by
 * `namesrv/processor/DefaultRequestProcessor#putKVConfig`.
 */
import { fields } from '../protocol/fields.ts'
import { defineRequest } from '../protocol/layout.ts'
import { text } from '../protocol/shape.ts'

export const putKvConfig = defineRequest({
  name: 'PUT_KV_CONFIG',
  code: 100,
  header: fields({ namespace: text, key: text, value: text }),
})
