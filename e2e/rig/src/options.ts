import { RigError } from './error.ts'
import { isRelease, RELEASES, type Release, traitsOf } from './release.ts'

/** What to start. Everything has a default: one cluster of the newest release with one broker, ACL on. */
export interface RigOptions {
  release?: Release
  /** Clusters, each with a name server of its own: DefaultCluster, OtherCluster. */
  clusters?: 1 | 2
  /** Masters in each cluster. */
  brokersPerCluster?: number
  /** One slave of the first broker of each cluster. */
  slave?: boolean
  /** From 5.3.0 on: ACL 2.0. Before: ACL 1.0 (plain_acl.yml). */
  acl?: 'on' | 'off'
  /** A proxy (gRPC and remoting) for each cluster; RocketMQ 5 only. */
  proxy?: boolean
  /** Name servers and brokers accept TLS beside plain connections, with a certificate made for this rig. */
  tls?: boolean
  /** More memory for the brokers, for figures that are to be published. */
  forBenchmarks?: boolean
  /** Kept when the rig ends. Without it, data lives in a temporary folder that goes with the rig. */
  dataDir?: string
}

const MOST_BROKERS = 8

/** Fills in the defaults. Throws RigError `BAD_OPTION` where a release cannot do what is asked. */
export function completeOptions(options: RigOptions): Required<Omit<RigOptions, 'dataDir'>> {
  const complete = {
    release: options.release ?? '5.5.0',
    clusters: options.clusters ?? 1,
    brokersPerCluster: options.brokersPerCluster ?? 1,
    slave: options.slave ?? false,
    acl: options.acl ?? 'on',
    proxy: options.proxy ?? false,
    tls: options.tls ?? false,
    forBenchmarks: options.forBenchmarks ?? false,
  }
  if (!isRelease(complete.release)) {
    throw new RigError(
      'BAD_OPTION',
      `There is no release '${String(complete.release)}' here, only ${RELEASES.join(', ')}.`,
    )
  }
  if (complete.clusters !== 1 && complete.clusters !== 2) {
    throw new RigError('BAD_OPTION', 'The rig starts 1 or 2 clusters.')
  }
  const masters = complete.brokersPerCluster
  if (!Number.isInteger(masters) || masters < 1 || masters > MOST_BROKERS) {
    throw new RigError('BAD_OPTION', `A cluster has 1 to ${MOST_BROKERS} brokers here.`)
  }
  if (complete.proxy && !traitsOf(complete.release).hasProxy) {
    throw new RigError('BAD_OPTION', `RocketMQ ${complete.release} has no proxy: it came with 5.0.`)
  }
  return complete
}
