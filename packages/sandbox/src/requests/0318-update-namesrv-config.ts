/** UPDATE_NAMESRV_CONFIG 318, as `namesrv/processor/DefaultRequestProcessor#updateConfig`. */
import { updateNamesrvConfig } from '@gantry/remoting/requests'
import { DONE, nameServerHandler } from '../handler.ts'

export const updateNamesrvConfigHandler = nameServerHandler(updateNamesrvConfig, ({ body }, nameServer) => {
  nameServer.settings.update(body)
  return DONE
})
