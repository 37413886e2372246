/** Vitest's global set-up: a real Apache RocketMQ for the contract suite; `ROCKETMQ_RELEASE` chooses the release. */
import { type Rig, startRig } from '@gantry/rig'
import type { TestProject } from 'vitest/node'
import type { ClusterUnderTest } from './cluster-under-test.ts'
import { type ControlServer, type StartedCluster, serveControl } from './control-server.ts'
import { isSuiteRelease, type SuiteRelease } from './releases.ts'

const DEFAULT_RELEASE = '5.5.0'

let rig: Rig | undefined
let control: ControlServer | undefined

export async function setup(project: TestProject): Promise<void> {
  const release = process.env.ROCKETMQ_RELEASE ?? DEFAULT_RELEASE
  if (!isSuiteRelease(release)) throw new Error(`ROCKETMQ_RELEASE=${release} is none that the suite knows.`)
  control = await serveControl(url => startSpare(release, url))
  rig = await startSuiteRig(release)
  project.provide('cluster', clusterOf(rig, release, control.url))
}

export async function teardown(): Promise<void> {
  await Promise.all([control?.close(), rig?.stop()])
}

function startSuiteRig(release: SuiteRelease): Promise<Rig> {
  return startRig({ release, acl: 'on', brokersPerCluster: 2 })
}

async function startSpare(release: SuiteRelease, controlUrl: string): Promise<StartedCluster> {
  const spare = await startSuiteRig(release)
  const brokerOf = (brokerName: string) => {
    const broker = spare.clusters[0]?.brokers.find(one => one.brokerName === brokerName)
    if (broker === undefined) throw new Error(`The spare cluster has no broker ${brokerName}.`)
    return broker
  }
  return {
    cluster: clusterOf(spare, release, controlUrl),
    stopBroker: brokerName => brokerOf(brokerName).stop(),
    startBroker: brokerName => brokerOf(brokerName).start(),
    stop: () => spare.stop(),
  }
}

function clusterOf({ clusters }: Rig, release: SuiteRelease, controlUrl: string): ClusterUnderTest {
  const cluster = clusters[0] ?? noCluster()
  const { clusterName, namesrvAddr, credentials, toolsHome, javaClasspath } = cluster
  return {
    release,
    clusterName,
    namesrvAddr,
    masters: cluster.brokers.map(({ brokerName, addr }) => ({ brokerName, addr })),
    ...(credentials && { credentials }),
    tools: { toolsHome, javaClasspath },
    controlUrl,
  }
}

function noCluster(): never {
  throw new Error('The rig has started no cluster.')
}
