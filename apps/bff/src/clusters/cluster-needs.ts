/** What clusters stand on. */
import type { AppContext } from '../platform/context.ts'
import type { AllowList } from './allow-list.ts'
import type { ClusterClients } from './cluster-clients.ts'
import type { ClusterStates } from './cluster-states.ts'

export interface ClusterNeeds extends Pick<AppContext, 'db' | 'clock' | 'events' | 'secrets'> {
  readonly allowList: AllowList
  readonly clients: ClusterClients
  readonly states: ClusterStates
}
