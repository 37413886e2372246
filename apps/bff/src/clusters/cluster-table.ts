/** Clusters that the console manages. */
export interface ClusterTable {
  cluster_id: string
  /** Unique. */
  name: string
  /** `host:port[;host:port]` */
  namesrv_addr: string
  /** 0 or 1. */
  tls: number
  access_key: string | null
  /** Sealed for `clusters.secret_key`. */
  secret_key_encrypted: string | null
  /** 0 or 1: no change reaches the cluster while it is 1. */
  read_only: number
  version: number
  /** Milliseconds. */
  created_at: number
}
