/**
 * UPDATE_BROKER_CONFIG 25: changes settings of a running broker and writes them to its file.
 *
 * Body: `key=value` lines as `java.util.Properties` reads them. Keys that the broker does not know, and values that
 * do not fit their type, are passed over in silence: read the configuration back to know what came of it. Many
 * settings are looked at only when a broker starts.
 * Defined in `remoting/Configuration#update`; answered by `broker/processor/AdminBrokerProcessor#updateBrokerConfig`.
 * Refusals: NO_PERMISSION 16 when a key is on the broker's `configBlackList` (5.2 and later).
 */
import { defineRequest } from '../protocol/layout.ts'
import { propertiesBody } from './shapes/properties-text.ts'

export const updateBrokerConfig = defineRequest({
  name: 'UPDATE_BROKER_CONFIG',
  code: 25,
  body: propertiesBody,
})
