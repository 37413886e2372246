import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { brokerConf, type Credentials, namesrvConf } from './broker-conf.ts'
import { homeProperties, makeHome } from './home.ts'
import { javaEnvironment } from './java.ts'
import { SLOT_PORTS } from './port-slots.ts'
import { probeRoute } from './probe.ts'
import type { Release } from './release.ts'
import { Server } from './server.ts'
import type { SupervisorLink } from './supervisor-link.ts'

/** One broker process. */
export interface RigBroker {
  brokerName: string
  /** 0: master. */
  brokerId: number
  addr: string
  /** Ends this broker alone, as an operator would; its data stays. */
  stop(): Promise<void>
  /** Starts it again, same port and data; resolves when it can be routed to. */
  start(): Promise<void>
}

/** A name server and its brokers. */
export interface RigCluster {
  clusterName: string
  namesrvAddr: string
  brokers: RigBroker[]
  proxy?: { grpcAddr: string; remotingAddr: string }
  /** The administrator's key, when ACL is on. */
  credentials?: Credentials
}

export interface ClusterPlan {
  release: Release
  clusterName: string
  brokersPerCluster: number
  slave: boolean
  java: string
  javaClasspath: string
  credentials: Credentials | undefined
}

const NAMESRV_JVM = ['-Xms32m', '-Xmx128m', '-XX:TieredStopAtLevel=1']
const BROKER_JVM = [
  '-Xms256m',
  '-Xmx512m',
  '-XX:MaxDirectMemorySize=512m',
  '--add-opens=java.base/java.nio=ALL-UNNAMED',
  '--add-opens=java.base/sun.nio.ch=ALL-UNNAMED',
  '--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED',
]
const BOTH_JVM = ['-XX:+UseSerialGC', '-XX:-UsePerfData', '-Dtls.server.mode=disabled']

/** Starts name server and brokers together and waits until the name server routes to each broker. */
export async function bootCluster(link: SupervisorLink, plan: ClusterPlan) {
  const site = new Site(link, plan)
  const namesrvPort = await site.port()
  const namesrv = await site.server(
    'namesrv',
    'org.apache.rocketmq.namesrv.NamesrvStartup',
    NAMESRV_JVM,
    dir => namesrvConf(namesrvPort, dir),
  )
  const members: { server: Server; broker: RigBroker }[] = []
  for (let index = 0; index < plan.brokersPerCluster; index++) {
    members.push(await site.broker(`broker-${String.fromCharCode(97 + index)}`, 0, namesrvPort, undefined))
  }
  await Promise.all([namesrv.launch(), ...members.map(member => member.server.launch())])
  await Promise.all(
    members.map(member => member.server.ready(() => isRouted(namesrvPort, member.broker.addr))),
  )
  const cluster: RigCluster = {
    clusterName: plan.clusterName,
    namesrvAddr: `127.0.0.1:${namesrvPort}`,
    brokers: members.map(member => member.broker),
    ...(plan.credentials ? { credentials: plan.credentials } : {}),
  }
  return { cluster, pids: site.pids() }
}

async function isRouted(namesrvPort: number, addr: string): Promise<boolean> {
  const route = await probeRoute(namesrvPort)
  return route?.includes(`"${addr}"`) ?? false
}

/** Lays out one cluster's servers: folders, ports, files, command lines. */
class Site {
  readonly #link: SupervisorLink
  readonly #plan: ClusterPlan
  readonly #servers = new Map<string, Server>()

  constructor(link: SupervisorLink, plan: ClusterPlan) {
    this.#link = link
    this.#plan = plan
  }

  /** A port to listen on, whose neighbours are this server's too. */
  async port(): Promise<number> {
    return (await this.#link.reserveSlot()) + SLOT_PORTS.listen
  }

  pids(): Record<string, number> {
    return Object.fromEntries([...this.#servers].map(([name, server]) => [name, server.pid]))
  }

  async server(
    role: string,
    mainClass: string,
    jvm: string[],
    conf: (dir: string) => string,
  ): Promise<Server> {
    const name = `${this.#plan.clusterName}/${role}`
    const dir = join(this.#link.dataDir, name)
    await makeHome(dir, this.#plan.release, this.#plan.credentials)
    const confFile = join(dir, 'conf', 'server.conf')
    await writeFile(confFile, conf(dir))
    const server = new Server(this.#link, {
      name,
      command: this.#plan.java,
      args: [
        ...BOTH_JVM,
        ...jvm,
        ...homeProperties(dir),
        '-cp',
        this.#plan.javaClasspath,
        mainClass,
        '-c',
        confFile,
      ],
      env: javaEnvironment(),
      logFile: join(dir, 'output.log'),
    })
    this.#servers.set(name, server)
    return server
  }

  async broker(
    brokerName: string,
    brokerId: number,
    namesrvPort: number,
    haMasterAddress: string | undefined,
  ) {
    const listenPort = await this.port()
    const addr = `127.0.0.1:${listenPort}`
    const role = brokerId === 0 ? brokerName : `${brokerName}-slave`
    const server = await this.server(role, 'org.apache.rocketmq.broker.BrokerStartup', BROKER_JVM, dir =>
      brokerConf({
        ...this.#plan,
        brokerName,
        brokerId,
        listenPort,
        namesrvAddr: `127.0.0.1:${namesrvPort}`,
        storeDir: join(dir, 'store'),
        haMasterAddress,
      }),
    )
    const broker: RigBroker = {
      brokerName,
      brokerId,
      addr,
      stop: () => server.stop(),
      start: async () => {
        await server.launch()
        await server.ready(() => isRouted(namesrvPort, addr))
      },
    }
    return { server, broker }
  }
}
