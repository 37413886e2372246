/** What statistics stand on. */
import type { ClusterService } from '../clusters/cluster-service.ts'
import type { InstanceService } from '../instances/instance-service.ts'
import type { OffsetService } from '../offsets/offset-service.ts'
import type { AppContext } from '../platform/context.ts'
import type { StatisticsService } from './statistics-service.ts'

export interface StatisticsNeeds extends Pick<AppContext, 'db' | 'clock' | 'config'> {
  readonly instances: Pick<InstanceService, 'instanceFor' | 'seenBy'>
  readonly statistics: StatisticsService
}

export interface CollectorNeeds
  extends Pick<AppContext, 'db' | 'clock' | 'config' | 'log' | 'metrics' | 'stopping' | 'onClose'> {
  readonly clusters: Pick<ClusterService, 'rows'>
  readonly instances: Pick<InstanceService, 'handlesOn'>
  readonly offsets: OffsetService
}
