import type { ClusterRow } from '../clusters/cluster-clients.ts'
import type { InstanceHandle } from '../platform/brokers/instance-handle.ts'
import type { InstanceTable } from './instance-table.ts'

/** A handle as the instances capability itself has it, with its rows. */
export interface OwnHandle extends InstanceHandle {
  readonly instance: InstanceTable
  readonly cluster: ClusterRow
  readonly whole: OwnHandle
}
