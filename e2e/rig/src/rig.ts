/** A real Apache RocketMQ on loopback: one or two clusters, on free ports, in a folder of their own. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type BrokerProcess,
  type ClusterPlan,
  type ClusterProcesses,
  startCluster,
} from './cluster-processes.ts'
import { CREDENTIALS, type Credentials } from './config.ts'
import { jarsOf } from './jars.ts'
import { FACTS, type Release } from './releases.ts'
import { RigError } from './rig-error.ts'
import { makeCertificate, type TlsFiles } from './tls.ts'
import { startWatchdog } from './watchdog.ts'

export interface RigOptions {
  /** Default 5.5.0. */
  readonly release?: Release | undefined
  /** Default 1. The second one is called OtherCluster and has a name server of its own. */
  readonly clusters?: 1 | 2 | undefined
  /** Masters in each cluster. Default 1. */
  readonly brokersPerCluster?: number | undefined
  /** Adds a replica of the first broker. */
  readonly slave?: boolean | undefined
  /** Default on: ACL 2.0 where the release has it, else 1.0. */
  readonly acl?: 'on' | 'off' | undefined
  readonly proxy?: boolean | undefined
  /** Name server and brokers also take TLS, with a certificate made for the occasion. */
  readonly tls?: boolean | undefined
  readonly forBenchmarks?: boolean | undefined
}

export interface RigBroker {
  readonly brokerName: string
  readonly brokerId: number
  readonly addr: string
  /** Ends this broker alone; its data stay. */
  readonly stop: () => Promise<void>
  /** Starts it again on the same port with the same data. */
  readonly start: () => Promise<void>
}

export interface RigCluster {
  readonly clusterName: string
  readonly namesrvAddr: string
  readonly brokers: readonly RigBroker[]
  readonly proxy?: { readonly grpcAddr: string; readonly remotingAddr: string }
  readonly credentials?: Credentials
}

export interface Rig extends AsyncDisposable {
  readonly release: Release
  readonly clusters: readonly RigCluster[]
  readonly dir: string
  /** Process ids of what runs now. */
  readonly pids: () => number[]
  /** The jars of this release, client and tools among them. */
  readonly javaClasspath: string
  /** PEM of the authority that signed the brokers' certificate. */
  readonly tlsCaFile?: string
  readonly stop: () => Promise<void>
}

/** @throws RigError with the reason and the end of the log */
export async function startRig(options: RigOptions = {}): Promise<Rig> {
  const release = options.release ?? '5.5.0'
  if (options.proxy && !FACTS[release].hasProxy) throw new RigError(`RocketMQ ${release} has no proxy.`)
  const jars = await jarsOf(release)
  const dir = await mkdtemp(join(tmpdir(), 'gantry-rig-'))
  const watchdog = startWatchdog(dir)
  const running: ClusterProcesses[] = []
  const stop = async (): Promise<void> => {
    await Promise.all(running.map(cluster => cluster.stop()))
    await rm(dir, { recursive: true, force: true, maxRetries: 5 })
    watchdog.release()
  }
  try {
    const tls = options.tls ? await makeCertificate(dir) : undefined
    const names = options.clusters === 2 ? ['DefaultCluster', 'OtherCluster'] : ['DefaultCluster']
    const starts = names.map(name =>
      startCluster(planOf(options, { clusterName: name, release, jars, dir }, tls)),
    )
    const outcomes = await Promise.allSettled(starts)
    for (const outcome of outcomes) if (outcome.status === 'fulfilled') running.push(outcome.value)
    const failed = outcomes.find(outcome => outcome.status === 'rejected')
    if (failed) throw failed.reason
    const clusters = running.map((cluster, index) =>
      describe(cluster, names[index] ?? '', options.acl !== 'off'),
    )
    return {
      release,
      clusters,
      dir,
      pids: () => running.flatMap(cluster => cluster.processes()),
      javaClasspath: `${jars}/*`,
      ...(tls && { tlsCaFile: tls.certFile }),
      stop,
      [Symbol.asyncDispose]: stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

type Fixed = Pick<ClusterPlan, 'clusterName' | 'release' | 'jars' | 'dir'>

function planOf(options: RigOptions, fixed: Fixed, tls: TlsFiles | undefined): ClusterPlan {
  return {
    ...fixed,
    masters: options.brokersPerCluster ?? 1,
    slave: options.slave ?? false,
    acl: options.acl !== 'off',
    proxy: options.proxy ?? false,
    forBenchmarks: options.forBenchmarks ?? false,
    tlsArgs: tls?.jvmArgs ?? [],
  }
}

function describe(cluster: ClusterProcesses, clusterName: string, acl: boolean): RigCluster {
  const { proxy } = cluster
  return {
    clusterName,
    namesrvAddr: `127.0.0.1:${cluster.namesrvPort}`,
    brokers: cluster.brokers.map(brokerOf),
    ...(proxy && {
      proxy: { grpcAddr: `127.0.0.1:${proxy.grpcPort}`, remotingAddr: `127.0.0.1:${proxy.remotingPort}` },
    }),
    ...(acl && { credentials: CREDENTIALS }),
  }
}

function brokerOf(broker: BrokerProcess): RigBroker {
  const { brokerName, brokerId, addr } = broker
  return { brokerName, brokerId, addr, stop: () => broker.stop(), start: () => broker.start() }
}
