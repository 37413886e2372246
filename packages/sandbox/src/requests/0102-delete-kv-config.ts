/** DELETE_KV_CONFIG 102, as `namesrv/processor/DefaultRequestProcessor#deleteKVConfig`. */
import { deleteKvConfig } from '@gantry/remoting/requests'
import { DONE, nameServerHandler } from '../handler.ts'

export const deleteKvConfigHandler = nameServerHandler(deleteKvConfig, ({ header }, nameServer) => {
  nameServer.kv.delete(header.namespace, header.key)
  return DONE
})
