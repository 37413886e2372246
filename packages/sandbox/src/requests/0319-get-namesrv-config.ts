/** GET_NAMESRV_CONFIG 319, as `namesrv/processor/DefaultRequestProcessor#getConfig`. */
import { getNamesrvConfig } from '@gantry/remoting/requests'
import { nameServerHandler } from '../handler.ts'

export const getNamesrvConfigHandler = nameServerHandler(getNamesrvConfig, (_call, nameServer) => ({
  header: {},
  body: nameServer.settings.all(),
}))
