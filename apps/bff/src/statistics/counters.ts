/** Offsets of a cluster as they were read at one minute: the counters that figures are made of. */

/** Of one queue: the oldest offset that is stored, and the one that the next message will get. */
export interface QueueEnds {
  readonly min: bigint
  readonly max: bigint
}

export interface BrokerCounters {
  readonly addr: string
  /** As the broker writes it; another one means that it was started again. */
  readonly bootTimestamp: string
  /** Milliseconds since 1970, by the console's clock. */
  readonly readAtMs: number
  /** By topic on the wire, then by `queueId`. */
  readonly topics: ReadonlyMap<string, ReadonlyMap<number, QueueEnds>>
  /** By `topic@group` on the wire, then by `queueId`: the offset that the group consumes next. */
  readonly groups: ReadonlyMap<string, ReadonlyMap<number, bigint>>
  /**
   * IDs of the clients that are connected, by the wire name of every group that the broker has; undefined: it did not tell. Not
   * among them are those of a proxy, which keeps them to itself.
   */
  readonly clients: ReadonlyMap<string, readonly string[] | undefined>
}

export interface ClusterCounters {
  /** Since 1970. */
  readonly minute: number
  /** By `brokerName`, every master that the name servers know. Undefined: it did not answer, or not to everything. */
  readonly brokers: ReadonlyMap<string, BrokerCounters | undefined>
}

/** Topics have no `@` in their names. */
const SEPARATOR = '@'

export function topicOfKey(key: string): string {
  return key.slice(0, key.indexOf(SEPARATOR))
}

export function groupOfKey(key: string): string {
  return key.slice(key.indexOf(SEPARATOR) + 1)
}
