/**
 * UNREGISTER_BROKER 104: a broker tells a name server that it stops.
 *
 * Request fields: `brokerName`; `brokerAddr` as `ip:port`; `clusterName`; `brokerId`. The answer is empty; since 5.0 a
 * name server takes the broker out of its routes only a moment later.
 * Defined in `remoting/protocol/header/namesrv/UnRegisterBrokerRequestHeader`; answered by
 * `namesrv/processor/DefaultRequestProcessor#unregisterBroker`.
 */
import { fields } from '../protocol/fields.ts'
import { defineRequest } from '../protocol/layout.ts'
import { int32, text } from '../protocol/shape.ts'

export const unregisterBroker = defineRequest({
  name: 'UNREGISTER_BROKER',
  code: 104,
  header: fields({ brokerName: text, brokerAddr: text, clusterName: text, brokerId: int32 }),
})
