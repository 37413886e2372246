/** One instance as whoever works in it needs it; the instances capability hands it out. */
import type { Admin, Producer } from '@gantry/remoting'
import type { Caller } from '../http/caller.ts'

export interface InstanceHandle {
  readonly instance: {
    readonly instance_id: string
    readonly max_topics: number
    /** 0 or 1. */
    readonly has_namespace: number
  }
  readonly cluster: {
    readonly cluster_id: string
    readonly name: string
    readonly namesrv_addr: string
    /** 0 or 1. */
    readonly read_only: number
  }
  readonly admin: Admin
  /** The name on the brokers: with a namespace `<instanceId>%<name>`. */
  wire(name: string): string
  /** Undefined: it belongs to another instance or to RocketMQ itself. */
  unwire(wireName: string): string | undefined
}

export interface InstanceDoor {
  /** @throws AppError NOT_FOUND */
  instanceFor(instanceId: string, caller: Caller): Promise<InstanceHandle>
}

export interface ProducerDoor {
  /** The cluster's producer; whoever hands it out closes it. */
  producerOf(clusterId: string): Promise<Producer>
}
