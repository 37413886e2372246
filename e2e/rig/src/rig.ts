import { bootCluster, type RigCluster } from './cluster.ts'
import { RigError } from './error.ts'
import { classPathOf, jarsOf } from './jars.ts'
import { javaProgram } from './java.ts'
import { completeOptions, type RigOptions } from './options.ts'
import type { Release } from './release.ts'
import type { ClusterPlan } from './site.ts'
import { SupervisorLink } from './supervisor-link.ts'
import { makeTlsFiles } from './tls.ts'

const CLUSTER_NAMES = ['DefaultCluster', 'OtherCluster']
/** Known to everyone: these servers listen on loopback and live for a test. */
const CREDENTIALS = { accessKey: 'rocketmq', secretKey: '12345678' }
const PORT_ATTEMPTS = 4

/** A running RocketMQ. It ends with `stop`, with `await using`, or with the process that started it. */
export interface Rig extends AsyncDisposable {
  release: Release
  clusters: RigCluster[]
  /** All jars of this release with client and tools, as `java -cp` takes it. */
  javaClasspath: string
  /** PEM file of the certificate that the servers show, when TLS is on. */
  tlsCaFile?: string
  /** Data, settings and output of all servers: `<clusterName>/<server>/output.log`. */
  dir: string
  /** Process ids of the servers that run now. */
  pids(): number[]
  stop(): Promise<void>
}

/**
 * Starts Apache RocketMQ on free loopback ports and resolves when every broker can be routed to.
 * Throws RigError: `BAD_OPTION`, `JAVA_MISSING`, `MAVEN_MISSING`, `JARS_UNAVAILABLE`, `BOOT_FAILED`.
 */
export async function startRig(options: RigOptions = {}): Promise<Rig> {
  const complete = completeOptions(options)
  const java = javaProgram('java')
  const javaClasspath = classPathOf(await jarsOf(complete.release))
  const credentials = complete.acl === 'on' ? CREDENTIALS : undefined
  for (let attempt = 1; ; attempt++) {
    const link = await SupervisorLink.launch(options.dataDir)
    try {
      const tls = complete.tls ? await makeTlsFiles(link.dataDir) : undefined
      const plans = CLUSTER_NAMES.slice(0, complete.clusters).map(
        (clusterName): ClusterPlan => ({ ...complete, clusterName, java, javaClasspath, credentials, tls }),
      )
      const booted = await Promise.all(plans.map(plan => bootCluster(link, plan)))
      const servers = booted.flatMap(one => one.servers)
      const stop = () => link.close()
      return {
        release: complete.release,
        clusters: booted.map(one => one.cluster),
        javaClasspath,
        ...(tls ? { tlsCaFile: tls.caFile } : {}),
        dir: link.dataDir,
        pids: () => servers.flatMap(server => server.pid ?? []),
        stop,
        [Symbol.asyncDispose]: stop,
      }
    } catch (error) {
      await link.close()
      const isWorthAnother =
        error instanceof RigError && error.code === 'PORT_TAKEN' && attempt < PORT_ATTEMPTS
      if (!isWorthAnother) throw error
    }
  }
}
