/** Instances: a tenant's slice of a cluster. */
export interface InstanceTable {
  instance_id: string
  /** Also in its ID; here for names, which are unique within it. */
  account_id: string
  cluster_id: string
  name: string
  description: string
  /** 0 or 1; without a namespace it is the default instance of its cluster, of which there is at most one. */
  has_namespace: number
  max_topics: number
  inbound_tps: number
  outbound_tps: number
  version: number
  /** Milliseconds. */
  created_at: number
}
