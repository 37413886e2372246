/** GET_KVLIST_BY_NAMESPACE 219, as `namesrv/processor/DefaultRequestProcessor#getKVListByNamespace`. */
import { getKvListByNamespace } from '@gantry/remoting/requests'
import { nameServerHandler } from '../handler.ts'
import { Refused } from '../state/refused.ts'

export const getKvListByNamespaceHandler = nameServerHandler(
  getKvListByNamespace,
  ({ header }, nameServer) => {
    const table = nameServer.kv.list(header.namespace)
    if (table === undefined) {
      throw new Refused('QUERY_NOT_FOUND', `No config item, Namespace: ${header.namespace}`)
    }
    return { header: {}, body: { table: new Map(table) } }
  },
)
