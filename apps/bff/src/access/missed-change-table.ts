/** Masters and replicas that the name servers of a cluster have named: one that is away is still to hold what it should. */
export interface AccessBrokerTable {
  cluster_id: string
  broker_name: string
  /** 0: the master. */
  broker_id: number
  /** When it was named last, in milliseconds. */
  seen_at: number
}

/** A key that the console has changed while the broker was away. */
export interface MissedChangeTable {
  cluster_id: string
  broker_name: string
  broker_id: number
  access_key: string
}
