/** The processes of one cluster: a name server, its brokers and, when asked for, a proxy. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { brokerConf, namesrvConf, plainAcl, proxyConf, toolsYml } from './config.ts'
import { JavaProcess } from './java-process.ts'
import { freePorts } from './ports.ts'
import { hasRoute, isListening } from './probe.ts'
import type { Release } from './releases.ts'
import { RigError } from './rig-error.ts'

export interface ClusterPlan {
  readonly clusterName: string
  readonly release: Release
  readonly jars: string
  /** Folder of the rig. */
  readonly dir: string
  readonly masters: number
  readonly slave: boolean
  readonly acl: boolean
  readonly proxy: boolean
  /** More memory and the optimising compiler, for figures that are to be published. */
  readonly forBenchmarks: boolean
  readonly tlsArgs: readonly string[]
}

/** What the JVM needs to run RocketMQ 4 and 5 on Java 17. */
const OPENS = [
  '--add-opens=java.base/java.nio=ALL-UNNAMED',
  '--add-opens=java.base/sun.nio.ch=ALL-UNNAMED',
  '--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED',
]
const READY_TIMEOUT_MS = 60_000
const STOP_GRACE_MS = 20_000

export class BrokerProcess {
  readonly brokerName: string
  readonly brokerId: number
  readonly port: number
  private readonly plan: ClusterPlan
  private readonly namesrvPort: number
  private process: JavaProcess | undefined

  constructor(plan: ClusterPlan, brokerName: string, brokerId: number, port: number, namesrvPort: number) {
    this.plan = plan
    this.brokerName = brokerName
    this.brokerId = brokerId
    this.port = port
    this.namesrvPort = namesrvPort
  }

  get addr(): string {
    return `127.0.0.1:${this.port}`
  }

  get pid(): number | undefined {
    return this.process?.isRunning ? this.process.pid : undefined
  }

  /** Starts it with the port and the data it had before; resolves when its own topic has a route. */
  async start(): Promise<void> {
    if (this.process?.isRunning) return
    const home = await this.prepareHome()
    const { forBenchmarks, tlsArgs, jars, dir } = this.plan
    const memory = forBenchmarks
      ? ['-Xms1g', '-Xmx1g', '-XX:MaxDirectMemorySize=2g']
      : [
          '-Xms192m',
          '-Xmx384m',
          '-XX:MaxDirectMemorySize=512m',
          '-XX:TieredStopAtLevel=1',
          '-XX:+UseSerialGC',
        ]
    this.process = await JavaProcess.start({
      name: this.fullName,
      jvmArgs: [...memory, ...OPENS, ...tlsArgs, `-Drocketmq.home.dir=${home}`, `-Duser.home=${home}`],
      classpath: `${jars}/*`,
      mainClass: 'org.apache.rocketmq.broker.BrokerStartup',
      args: ['-c', join(home, 'broker.conf')],
      dir,
    })
    await untilReady(this.process, () => hasRoute(this.namesrvPort, this.brokerName))
  }

  /** Lets it write down what it knows; its data stay. */
  async stop(): Promise<void> {
    await this.process?.stop(STOP_GRACE_MS)
  }

  /** Ends it at once, for when its data are thrown away. */
  async kill(): Promise<void> {
    await this.process?.stop(0)
  }

  private get fullName(): string {
    return `${this.plan.clusterName}-${this.brokerName}-${this.brokerId}`
  }

  private async prepareHome(): Promise<string> {
    const { plan, brokerName, brokerId, port } = this
    const home = join(plan.dir, this.fullName)
    await mkdir(join(home, 'conf'), { recursive: true })
    const settings = {
      ...plan,
      brokerName,
      brokerId,
      port,
      namesrvAddr: `127.0.0.1:${this.namesrvPort}`,
      storeDir: join(home, 'store'),
    }
    await writeFile(join(home, 'broker.conf'), brokerConf(settings))
    if (plan.acl) await writeFile(join(home, 'conf', 'plain_acl.yml'), plainAcl())
    return home
  }
}

export interface ClusterProcesses {
  readonly namesrvPort: number
  readonly brokers: readonly BrokerProcess[]
  readonly proxy?: { readonly grpcPort: number; readonly remotingPort: number }
  readonly processes: () => number[]
  readonly stop: () => Promise<void>
}

/** Starts a cluster; when a part of it fails, stops the parts that stand. */
export async function startCluster(plan: ClusterPlan): Promise<ClusterProcesses> {
  const namesrvPort = await freePorts(1)
  const started: JavaProcess[] = []
  const brokers = await planBrokers(plan, namesrvPort)
  const stop = async (): Promise<void> => {
    await Promise.all(brokers.map(broker => broker.kill()))
    await Promise.all(started.map(process => process.stop(0)))
  }
  try {
    started.push(await startNameServer(plan, namesrvPort))
    await Promise.all(brokers.map(broker => broker.start()))
    const proxy = plan.proxy ? await startProxy(plan, namesrvPort, started) : undefined
    const pids = (): number[] => [...started, ...brokers].flatMap(({ pid }) => pid ?? [])
    return { namesrvPort, brokers, processes: pids, stop, ...(proxy && { proxy }) }
  } catch (error) {
    await stop()
    throw error
  }
}

async function planBrokers(plan: ClusterPlan, namesrvPort: number): Promise<BrokerProcess[]> {
  const names = Array.from(
    { length: plan.masters },
    (_, index) => `broker-${String.fromCharCode(97 + index)}`,
  )
  const roles = names.map(name => ({ name, id: 0 }))
  if (plan.slave && names[0]) roles.push({ name: names[0], id: 1 })
  const brokers: BrokerProcess[] = []
  for (const { name, id } of roles) {
    // A broker takes the port below by two as well (its VIP channel) and the one above (replication).
    const first = await freePorts(4)
    brokers.push(new BrokerProcess(plan, name, id, first + 2, namesrvPort))
  }
  return brokers
}

async function startNameServer(plan: ClusterPlan, port: number): Promise<JavaProcess> {
  const home = join(plan.dir, `${plan.clusterName}-namesrv`)
  await mkdir(join(home, 'conf'), { recursive: true })
  await writeFile(join(home, 'namesrv.conf'), namesrvConf(port))
  if (plan.acl) await writeFile(join(home, 'conf', 'tools.yml'), toolsYml())
  const process = await JavaProcess.start({
    name: `${plan.clusterName}-namesrv`,
    jvmArgs: [
      '-Xmx128m',
      '-XX:TieredStopAtLevel=1',
      '-XX:+UseSerialGC',
      ...plan.tlsArgs,
      `-Drocketmq.home.dir=${home}`,
      `-Duser.home=${home}`,
    ],
    classpath: `${plan.jars}/*`,
    mainClass: 'org.apache.rocketmq.namesrv.NamesrvStartup',
    args: ['-c', join(home, 'namesrv.conf')],
    dir: plan.dir,
  })
  // A broker that finds no name server tries again only after ten seconds.
  await untilReady(process, () => isListening(port))
  return process
}

async function startProxy(
  plan: ClusterPlan,
  namesrvPort: number,
  started: JavaProcess[],
): Promise<{ grpcPort: number; remotingPort: number }> {
  const home = join(plan.dir, `${plan.clusterName}-proxy`)
  await mkdir(join(home, 'conf'), { recursive: true })
  const [grpcPort, remotingPort] = [await freePorts(1), await freePorts(1)]
  const namesrvAddr = `127.0.0.1:${namesrvPort}`
  await writeFile(join(home, 'proxy.json'), proxyConf({ ...plan, namesrvAddr, grpcPort, remotingPort }))
  const process = await JavaProcess.start({
    name: `${plan.clusterName}-proxy`,
    jvmArgs: [
      '-Xmx256m',
      '-XX:MaxDirectMemorySize=256m',
      '-XX:TieredStopAtLevel=1',
      ...OPENS,
      `-Drocketmq.home.dir=${home}`,
      `-Duser.home=${home}`,
    ],
    classpath: `${plan.jars}/*`,
    mainClass: 'org.apache.rocketmq.proxy.ProxyStartup',
    args: ['-n', namesrvAddr, '-pm', 'cluster', '-pc', join(home, 'proxy.json')],
    dir: plan.dir,
  })
  started.push(process)
  await untilReady(process, () => hasRoute(remotingPort, 'broker-a'))
  return { grpcPort, remotingPort }
}

async function untilReady(process: JavaProcess, isReady: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + READY_TIMEOUT_MS
  while (Date.now() < deadline) {
    if (!process.isRunning)
      throw new RigError(`${process.name} ended while starting:\n${await process.lastWords()}`)
    if (await isReady()) return
    await sleep(150)
  }
  throw new RigError(
    `${process.name} was not ready within ${READY_TIMEOUT_MS / 1_000} s:\n${await process.lastWords()}`,
  )
}
