/**
 * GET_BROKER_CONFIG 26: every setting of a broker, by name.
 *
 * The answer's field `version` is the DataVersion of the configuration, as JSON. Body: `key=value` lines, nothing
 * escaped. Secrets are among them (`innerClientAuthenticationCredentials`, `initAuthenticationUser`): not for logs.
 * Defined in `remoting/protocol/header/GetBrokerConfigResponseHeader`, `remoting/Configuration`; answered by
 * `broker/processor/AdminBrokerProcessor#getBrokerConfig`.
 */
import { fields } from '../protocol/fields.ts'
import { defineRequest } from '../protocol/layout.ts'
import { dataVersionText } from './shapes/data-version-text.ts'
import { configBody } from './shapes/properties-text.ts'

export const getBrokerConfig = defineRequest({
  name: 'GET_BROKER_CONFIG',
  code: 26,
  readOnly: true,
  response: { header: fields({ version: dataVersionText }), body: configBody },
})
