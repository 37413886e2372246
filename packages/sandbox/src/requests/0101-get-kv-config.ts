/** GET_KV_CONFIG 101, as `namesrv/processor/DefaultRequestProcessor#getKVConfig`. */
import { getKvConfig } from '@gantry/remoting/requests'
import { nameServerHandler } from '../handler.ts'
import { Refused } from '../state/refused.ts'

export const getKvConfigHandler = nameServerHandler(getKvConfig, ({ header }, nameServer) => {
  const value = nameServer.kv.get(header.namespace, header.key)
  if (value === undefined) {
    const where = `Namespace: ${header.namespace} Key: ${header.key}`
    throw new Refused('QUERY_NOT_FOUND', `No config item, ${where}`)
  }
  return { header: { value }, body: undefined }
})
