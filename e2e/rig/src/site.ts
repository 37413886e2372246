import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { brokerConf, type Credentials, namesrvConf } from './broker-conf.ts'
import { homeProperties, makeHome } from './home.ts'
import { javaEnvironment } from './java.ts'
import type { RigOptions } from './options.ts'
import { SLOT_PORTS } from './port-slots.ts'
import { proxyConf } from './proxy-conf.ts'
import type { Release } from './release.ts'
import { Server } from './server.ts'
import type { SupervisorLink } from './supervisor-link.ts'
import { NO_TLS, type TlsFiles } from './tls.ts'

/** Everything that is decided about one cluster before anything starts. */
export interface ClusterPlan extends Required<Omit<RigOptions, 'dataDir' | 'tls' | 'clusters' | 'acl'>> {
  release: Release
  clusterName: string
  java: string
  javaClasspath: string
  credentials: Credentials | undefined
  tls: TlsFiles | undefined
}

interface Member {
  server: Server
  listenPort: number
}

const ALL_JVM = ['-XX:+UseSerialGC', '-XX:-UsePerfData']
const SMALL_JVM = ['-Xms32m', '-Xmx128m', '-XX:TieredStopAtLevel=1']
const PROXY_JVM = ['-Xms64m', '-Xmx384m', '-XX:MaxDirectMemorySize=256m', '-XX:TieredStopAtLevel=1']
const BROKER_JVM = ['-Xms256m', '-Xmx512m', '-XX:MaxDirectMemorySize=512m', '-XX:TieredStopAtLevel=1']
const BENCHMARK_BROKER_JVM = ['-Xms1g', '-Xmx1g', '-XX:MaxDirectMemorySize=2g']
/** RocketMQ unmaps files by itself, which Java 17 forbids unless told so. */
const OPENED = [
  '--add-opens=java.base/java.nio=ALL-UNNAMED',
  '--add-opens=java.base/sun.nio.ch=ALL-UNNAMED',
  '--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED',
]

/** Lays out one cluster's servers: folders, ports, files and command lines. Starts nothing. */
export class Site {
  readonly #link: SupervisorLink
  readonly #plan: ClusterPlan
  readonly servers: Server[] = []

  constructor(link: SupervisorLink, plan: ClusterPlan) {
    this.#link = link
    this.#plan = plan
  }

  /** The home of the command line tools, which holds their keys. */
  async toolsHome(): Promise<string> {
    const dir = this.#dir('tools')
    await makeHome(dir, this.#plan.credentials)
    return dir
  }

  async namesrv(): Promise<Member> {
    const { listen } = await this.#ports()
    const main = 'org.apache.rocketmq.namesrv.NamesrvStartup'
    const server = await this.#server('namesrv', [...SMALL_JVM, ...this.#tlsJvm()], main, async dir => {
      const file = join(dir, 'namesrv.conf')
      await writeFile(file, namesrvConf(listen, dir))
      return ['-c', file]
    })
    return { server, listenPort: listen }
  }

  /** A master (brokerId 0) or a slave of the master of that name. */
  async broker(brokerName: string, brokerId: number, namesrvPort: number): Promise<Member> {
    const { listen } = await this.#ports()
    const heap = this.#plan.forBenchmarks ? BENCHMARK_BROKER_JVM : BROKER_JVM
    const main = 'org.apache.rocketmq.broker.BrokerStartup'
    const role = brokerId === 0 ? brokerName : `${brokerName}-slave`
    const server = await this.#server(role, [...heap, ...OPENED, ...this.#tlsJvm()], main, async dir => {
      const file = join(dir, 'broker.conf')
      const settings = {
        ...this.#plan,
        brokerName,
        brokerId,
        listenPort: listen,
        namesrvAddr: `127.0.0.1:${namesrvPort}`,
        storeDir: join(dir, 'store'),
      }
      await writeFile(file, brokerConf(settings))
      return ['-c', file]
    })
    return { server, listenPort: listen }
  }

  async proxy(namesrvPort: number) {
    const { listen: remotingPort, second: grpcPort } = await this.#ports()
    const main = 'org.apache.rocketmq.proxy.ProxyStartup'
    const server = await this.#server('proxy', [...PROXY_JVM, ...OPENED], main, async dir => {
      const file = join(dir, 'proxy.json')
      const namesrvAddr = `127.0.0.1:${namesrvPort}`
      await writeFile(file, proxyConf({ ...this.#plan, namesrvAddr, grpcPort, remotingPort }))
      return ['-pc', file, '-pm', 'cluster', '-n', namesrvAddr]
    })
    return { server, remotingPort, grpcPort }
  }

  async #server(role: string, jvm: string[], main: string, writeConf: (dir: string) => Promise<string[]>) {
    const dir = this.#dir(role)
    await makeHome(dir, this.#plan.credentials)
    const args = await writeConf(dir)
    const server = new Server(this.#link, {
      name: `${this.#plan.clusterName}/${role}`,
      command: this.#plan.java,
      args: [...ALL_JVM, ...jvm, ...homeProperties(dir), '-cp', this.#plan.javaClasspath, main, ...args],
      env: javaEnvironment(),
      logFile: join(dir, 'output.log'),
    })
    this.servers.push(server)
    return server
  }

  #dir(role: string): string {
    return join(this.#link.dataDir, this.#plan.clusterName, role)
  }

  async #ports(): Promise<{ listen: number; second: number }> {
    const first = await this.#link.reserveSlot()
    return { listen: first + SLOT_PORTS.listen, second: first + SLOT_PORTS.second }
  }

  #tlsJvm(): string[] {
    return this.#plan.tls?.jvmArgs ?? NO_TLS
  }
}
