/**
 * What the contract suite asks of a cluster, real or a double. Plain JSON, since it travels from the process that runs the
 * cluster to those that run the tests.
 */
import type { SuiteRelease } from './releases.ts'

export interface ClusterUnderTest {
  /** The release that runs; of a double the one that it imitates. */
  readonly release: SuiteRelease
  readonly clusterName: string
  /** `host:port` of its one name server. */
  readonly namesrvAddr: string
  /** Two masters at least. The first one's name sorts first. */
  readonly masters: readonly MasterUnderTest[]
  /** Of somebody who may do everything; absent when nobody is asked for a signature. */
  readonly credentials?: { readonly accessKey: string; readonly secretKey: string }
  /** How RocketMQ's own command line tool can be run, which a double has to satisfy, too. */
  readonly tools: ToolsUnderTest
  /** Base URL where a spare cluster can be ordered, whose brokers may be stopped. */
  readonly controlUrl: string
}

export interface MasterUnderTest {
  readonly brokerName: string
  readonly addr: string
}

export interface ToolsUnderTest {
  /** A `rocketmq.home.dir` with the keys of the tool. */
  readonly toolsHome: string
  readonly javaClasspath: string
}

declare module 'vitest' {
  interface ProvidedContext {
    cluster: ClusterUnderTest
  }
}
