/** How each cluster was when it was looked at last, so that a change is told to those who did not look. */
import type { clusterView, ResponseOf } from '@gantry/contract'
import type { EventBus } from '../platform/events/event-bus.ts'

type State = ResponseOf<typeof clusterView>['live']['state']

export class ClusterStates {
  private readonly events: EventBus
  private readonly byCluster = new Map<string, State>()

  constructor(events: EventBus) {
    this.events = events
  }

  note(clusterId: string, state: State): void {
    const before = this.byCluster.get(clusterId)
    this.byCluster.set(clusterId, state)
    if (before !== undefined && before !== state) {
      this.events.publish({ type: 'clusterStateChanged', data: { clusterId, state } })
    }
  }

  forget(clusterId: string): void {
    this.byCluster.delete(clusterId)
  }
}
