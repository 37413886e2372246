/** Vitest's global set-up: the sandbox for remoting's contract suite, and a spare one whose brokers may be stopped. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { classPathOf, jarsOf, makeHome } from '@gantry/rig'
import type { TestProject } from 'vitest/node'
import type { ClusterUnderTest, ToolsUnderTest } from '../../remoting/contract/cluster-under-test.ts'
import {
  type ControlServer,
  type StartedCluster,
  serveControl,
} from '../../remoting/contract/control-server.ts'
import { type Sandbox, startSandbox } from '../src/index.ts'

/** What the sandbox imitates. */
const RELEASE = '5.5.0'
const CREDENTIALS = { accessKey: 'contract', secretKey: 'contract-secret' }
/** As the rig sets real brokers: check-backs begin after three seconds and come every second. */
const SETTINGS = { transactionTimeOut: 3_000, transactionCheckInterval: 1_000 }

let toolsHome: string | undefined
let sandbox: Sandbox | undefined
let control: ControlServer | undefined

export async function setup(project: TestProject): Promise<void> {
  const tools = await makeTools()
  control = await serveControl(url => startSpare(tools, url))
  sandbox = await start()
  project.provide('cluster', clusterOf(sandbox, tools, control.url))
}

export async function teardown(): Promise<void> {
  await Promise.all([control?.close(), sandbox?.close()])
  if (toolsHome !== undefined) await rm(toolsHome, { recursive: true, force: true })
}

function start(): Promise<Sandbox> {
  return startSandbox({ brokers: 2, acl: CREDENTIALS, settings: SETTINGS })
}

async function makeTools(): Promise<ToolsUnderTest> {
  toolsHome = await mkdtemp(join(tmpdir(), 'gantry-sandbox-tools-'))
  await makeHome(toolsHome, CREDENTIALS)
  return { toolsHome, javaClasspath: classPathOf(await jarsOf(RELEASE)) }
}

async function startSpare(tools: ToolsUnderTest, controlUrl: string): Promise<StartedCluster> {
  const spare = await start()
  const brokerOf = (brokerName: string) => {
    const broker = spare.brokers.find(one => one.brokerName === brokerName)
    if (broker === undefined) throw new Error(`The spare sandbox has no broker ${brokerName}.`)
    return broker
  }
  return {
    cluster: clusterOf(spare, tools, controlUrl),
    stopBroker: brokerName => brokerOf(brokerName).stop(),
    startBroker: brokerName => brokerOf(brokerName).start(),
    stop: () => spare.close(),
  }
}

function clusterOf(started: Sandbox, tools: ToolsUnderTest, controlUrl: string): ClusterUnderTest {
  const { clusterName, namesrvAddr, brokers } = started
  const masters = brokers.map(({ brokerName, addr }) => ({ brokerName, addr }))
  return { release: RELEASE, clusterName, namesrvAddr, masters, credentials: CREDENTIALS, tools, controlUrl }
}
