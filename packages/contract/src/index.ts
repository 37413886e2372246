import * as accessKeys from './access-keys.ts'
import * as accounts from './accounts.ts'
import * as audit from './audit.ts'
import * as brokerConfig from './broker-config.ts'
import * as brokerView from './broker-view.ts'
import * as brokerWrites from './broker-writes.ts'
import * as brokers from './brokers.ts'
import * as clusters from './clusters.ts'
import * as consumerClients from './consumer-clients.ts'
import * as consumerStacks from './consumer-stacks.ts'
import * as consumers from './consumers.ts'
import * as deadletters from './deadletters.ts'
import * as diagnosis from './diagnosis.ts'
import type { EndpointShape } from './endpoint.ts'
import * as grants from './grants.ts'
import * as groups from './groups.ts'
import * as instances from './instances.ts'
import * as lookups from './lookups.ts'
import * as messageDelivery from './message-delivery.ts'
import * as messageView from './message-view.ts'
import * as messages from './messages.ts'
import * as mfa from './mfa.ts'
import * as offsets from './offsets.ts'
import * as oidc from './oidc.ts'
import * as overview from './overview.ts'
import * as sandbox from './sandbox.ts'
import * as session from './session.ts'
import * as statistics from './statistics.ts'
import * as topics from './topics.ts'
import * as traces from './traces.ts'

export * from './access-keys.ts'
export * from './accounts.ts'
export { ApiError } from './api-error.ts'
export * from './audit.ts'
export * from './authorisation.ts'
export * from './broker-config.ts'
export * from './broker-view.ts'
export * from './broker-writes.ts'
export * from './brokers.ts'
export * from './client.ts'
export * from './clusters.ts'
export * from './common.ts'
export * from './consumer-clients.ts'
export * from './consumer-stacks.ts'
export * from './consumers.ts'
export * from './deadletters.ts'
export * from './diagnosis.ts'
export * from './endpoint.ts'
export * from './errors.ts'
export * from './grants.ts'
export * from './groups.ts'
export * from './instances.ts'
export * from './lookups.ts'
export * from './message-delivery.ts'
export * from './message-head.ts'
export * from './message-view.ts'
export * from './messages.ts'
export * from './mfa.ts'
export * from './offsets.ts'
export * from './oidc.ts'
export * from './overview.ts'
export * from './roles.ts'
export * from './sandbox.ts'
export * from './session.ts'
export * from './sight.ts'
export * from './statistics.ts'
export * from './topics.ts'
export * from './traces.ts'

/** Every operation that the server has, in the order of its capability. One that goes takes its line with it. */
export const ENDPOINTS: readonly EndpointShape[] = [
  session,
  mfa,
  oidc,
  accessKeys,
  grants,
  accounts,
  clusters,
  brokers,
  brokerView,
  brokerConfig,
  brokerWrites,
  overview,
  instances,
  topics,
  messages,
  messageView,
  messageDelivery,
  lookups,
  groups,
  consumers,
  consumerClients,
  consumerStacks,
  diagnosis,
  offsets,
  deadletters,
  traces,
  statistics,
  audit,
  sandbox,
].flatMap(capability => Object.values(capability).filter(isEndpoint))

function isEndpoint(value: unknown): value is EndpointShape {
  return (
    typeof value === 'object' && value !== null && 'method' in value && 'path' in value && 'access' in value
  )
}
