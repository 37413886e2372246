/** PUT_KV_CONFIG 100, as `namesrv/processor/DefaultRequestProcessor#putKVConfig`. */
import { putKvConfig } from '@gantry/remoting/requests'
import { DONE, nameServerHandler } from '../handler.ts'

export const putKvConfigHandler = nameServerHandler(putKvConfig, ({ header }, nameServer) => {
  nameServer.kv.put(header.namespace, header.key, header.value)
  return DONE
})
