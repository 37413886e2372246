/**
 * GET_NAMESRV_CONFIG 319, to a name server: every setting of it, by name.
 *
 * Body: `key=value` lines, nothing escaped.
 * Defined in `remoting/Configuration`; answered by `namesrv/processor/DefaultRequestProcessor#getConfig`.
 */
import { defineRequest } from '../protocol/layout.ts'
import { configBody } from './shapes/properties-text.ts'

export const getNamesrvConfig = defineRequest({
  name: 'GET_NAMESRV_CONFIG',
  code: 319,
  readOnly: true,
  response: { body: configBody },
})
