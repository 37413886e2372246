import * as audit from './audit.ts'
import * as clusters from './clusters.ts'
import type { EndpointShape } from './endpoint.ts'
import * as instances from './instances.ts'
import * as session from './session.ts'

export * from './audit.ts'
export * from './client.ts'
export * from './clusters.ts'
export * from './common.ts'
export * from './endpoint.ts'
export * from './errors.ts'
export * from './groups.ts'
export * from './instances.ts'
export * from './session.ts'
export * from './topics.ts'

/**
 * Every operation that the server has, in the order of its capability. A capability that goes takes its line with it; one
 * that is declared but not served yet (topics, groups) gets its line with its operations.
 */
export const ENDPOINTS: readonly EndpointShape[] = [session, clusters, instances, audit].flatMap(capability =>
  Object.values(capability).filter(isEndpoint),
)

function isEndpoint(value: unknown): value is EndpointShape {
  return (
    typeof value === 'object' && value !== null && 'method' in value && 'path' in value && 'access' in value
  )
}
