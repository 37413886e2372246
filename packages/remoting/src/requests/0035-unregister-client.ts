/**
 * UNREGISTER_CLIENT 35: a client leaves a group; the group's other consumers are told at once.
 *
 * Request fields: `clientID`; `producerGroup`, `consumerGroup`, each if it is to be left. The answer is empty.
 * Defined in `remoting/protocol/header/UnregisterClientRequestHeader`; answered by
 * `broker/processor/ClientManageProcessor#unregisterClient`.
 */
import { fields } from '../protocol/fields.ts'
import { defineRequest } from '../protocol/layout.ts'
import { optional, text } from '../protocol/shape.ts'
import { rpcFields } from './shapes/rpc-fields.ts'

export const unregisterClient = defineRequest({
  name: 'UNREGISTER_CLIENT',
  code: 35,
  header: fields({
    clientID: text,
    producerGroup: optional(text),
    consumerGroup: optional(text),
    ...rpcFields,
  }),
})
