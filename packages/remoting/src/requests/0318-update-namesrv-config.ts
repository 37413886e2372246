/**
 * UPDATE_NAMESRV_CONFIG 318, to each name server: changes settings of a running name server and writes them to its file.
 *
 * Body: `key=value` lines as `java.util.Properties` reads them. Unknown keys are passed over in silence.
 * Defined in `remoting/Configuration#update`; answered by `namesrv/processor/DefaultRequestProcessor#updateConfig`.
 * Refusals: NO_PERMISSION 16 when a key is on the `configBlackList` (5.2 and later).
 */
import { defineRequest } from '../protocol/layout.ts'
import { propertiesBody } from './shapes/properties-text.ts'

export const updateNamesrvConfig = defineRequest({
  name: 'UPDATE_NAMESRV_CONFIG',
  code: 318,
  body: propertiesBody,
})
