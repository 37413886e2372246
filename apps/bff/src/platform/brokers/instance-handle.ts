/** One instance as whoever works in it needs it; the instances capability hands it out. */
import type { AuthorisationType } from '@gantry/contract'
import type { Admin, Producer } from '@gantry/remoting'
import type { Kysely } from 'kysely'
import type { Database } from '../database/database.ts'
import type { Caller } from '../http/caller.ts'

/** Names of topics, or of groups, as the caller sees them: a topic and a group may have the same. */
export interface SeenNames {
  /** Undefined: it belongs to another instance or to RocketMQ itself, or the caller does not see it. */
  unwire(wireName: string): string | undefined
  /** What the caller is told of it: with the namespace off, from outside of the instance whole. Undefined: nothing. */
  show(wireName: string): string | undefined
  /** Whether a name, with the namespace off, is one of those that the caller sees. */
  sees(name: string): boolean
}

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
  readonly topics: SeenNames
  readonly groups: SeenNames
  /** Whether the caller may change and delete such a group, and not only use it. */
  changes(group: string): boolean
  /** What the caller may do with the topic's messages by grants. Null: the caller sees the whole, or not the topic. */
  granted(topic: string): AuthorisationType | null
  /** False: the caller sees only what was granted to it, and no sum over the whole. */
  readonly isWhole: boolean
  /** All of it, for what must not depend on who asks, such as whether a name is free. */
  readonly whole: InstanceHandle
}

/** `names`: topics that may be used in any way. `messages`: of these only those whose messages may be read. */
export type Reach = 'names' | 'messages'

export interface InstanceDoor {
  /**
   * As the caller sees it.
   * @param reach `names` unless given
   * @throws AppError NOT_FOUND
   */
  instanceFor(instanceId: string, caller: Caller, reach?: Reach): Promise<InstanceHandle>
  /**
   * Counts what an instance holds and takes a place in it while nobody else does, so that of several who want the last place
   * one gets it. Others wait meanwhile: ask nothing but the database.
   * @param take in a transaction, told how many topics the instance may hold now
   * @throws AppError NOT_FOUND
   */
  takePlace<T>(instanceId: string, take: (db: Kysely<Database>, maxTopics: number) => Promise<T>): Promise<T>
}

export interface ProducerDoor {
  /** The cluster's producer; whoever hands it out closes it. */
  producerOf(clusterId: string): Promise<Producer>
}
