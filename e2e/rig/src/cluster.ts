import { setTimeout as sleep } from 'node:timers/promises'
import type { Credentials } from './broker-conf.ts'
import { RigError } from './error.ts'
import { askForRoute, isRouted } from './probe.ts'
import type { Server } from './server.ts'
import { type ClusterPlan, Site } from './site.ts'
import type { SupervisorLink } from './supervisor-link.ts'

/** One broker process. */
export interface RigBroker {
  brokerName: string
  /** 0: master. */
  brokerId: number
  addr: string
  /**
   * Ends this broker alone as an operator would: it is asked to end and gets a few seconds to write down the rest.
   * Resolves when the name server has forgotten it. Its data stays.
   */
  stop(): Promise<void>
  /** Ends it as a crash would, without warning. Its data stays. */
  kill(): Promise<void>
  /** Starts it again, same port and data; resolves when it can be routed to. */
  start(): Promise<void>
  /** As on a machine that hangs: it keeps its connections and its place on the name server, and answers nobody. */
  freeze(): void
  /** It goes on where it was. */
  thaw(): void
}

/** A name server and its brokers. */
export interface RigCluster {
  clusterName: string
  namesrvAddr: string
  brokers: RigBroker[]
  proxy?: { grpcAddr: string; remotingAddr: string }
  /** The administrator's key, when ACL is on. */
  credentials?: Credentials
  /** A `rocketmq.home.dir` for the command line tools: `conf/tools.yml` has the key. */
  toolsHome: string
  /** As `javaClasspath` of the rig. */
  javaClasspath: string
}

/** A broker's end, saving what it can. RocketMQ itself takes 10 to 16 s, most of it waiting for idle threads. */
const STOP_GRACE_MS = 4_000
const FORGOTTEN_TIMEOUT_MS = 30_000
const POLL_MS = 40

/** Starts name server and brokers together and waits until the name server routes to each broker. */
export async function bootCluster(link: SupervisorLink, plan: ClusterPlan) {
  const site = new Site(link, plan)
  const namesrv = await site.namesrv()
  const namesrvPort = namesrv.listenPort
  const names = Array.from(
    { length: plan.brokersPerCluster },
    (_, index) => `broker-${'abcdefgh'.charAt(index)}`,
  )
  const masters = await Promise.all(names.map(name => site.broker(name, 0, namesrvPort)))
  const brokers = masters.map((master, index) => rigBroker(master, names[index] ?? '', 0, namesrvPort))
  await namesrv.server.launch()
  await Promise.all(brokers.map(broker => broker.start()))
  if (plan.slave) {
    // A slave learns its master's address when it registers, so its master must have.
    const slave = rigBroker(await site.broker('broker-a', 1, namesrvPort), 'broker-a', 1, namesrvPort)
    await slave.start()
    brokers.push(slave)
  }
  const proxy = plan.proxy ? await bootProxy(site, namesrvPort) : undefined
  const cluster: RigCluster = {
    clusterName: plan.clusterName,
    namesrvAddr: `127.0.0.1:${namesrvPort}`,
    brokers,
    ...(proxy ? { proxy } : {}),
    ...(plan.credentials ? { credentials: plan.credentials } : {}),
    toolsHome: await site.toolsHome(),
    javaClasspath: plan.javaClasspath,
  }
  return { cluster, servers: site.servers }
}

function rigBroker(
  member: { server: Server; listenPort: number },
  brokerName: string,
  brokerId: number,
  namesrvPort: number,
): RigBroker {
  const { server, listenPort } = member
  const addr = `127.0.0.1:${listenPort}`
  return {
    brokerName,
    brokerId,
    addr,
    stop: () => lose(server, STOP_GRACE_MS, namesrvPort, addr),
    kill: () => lose(server, 0, namesrvPort, addr),
    start: async () => {
      await server.launch()
      await server.ready(() => isRouted(namesrvPort, addr))
    },
    freeze: () => signal(server, 'SIGSTOP'),
    thaw: () => signal(server, 'SIGCONT'),
  }
}

function signal({ pid }: Server, name: 'SIGSTOP' | 'SIGCONT'): void {
  if (pid !== undefined) process.kill(pid, name)
}

/**
 * Ends a broker and waits until the name server knows: a broker that did not say goodbye is forgotten when its connection
 * closes, a moment later. A start that saw the old route would take the broker for ready.
 */
async function lose(server: Server, graceMs: number, namesrvPort: number, addr: string): Promise<void> {
  await server.stop(graceMs)
  const deadline = Date.now() + FORGOTTEN_TIMEOUT_MS
  while (await isRouted(namesrvPort, addr)) {
    if (Date.now() > deadline) {
      throw new RigError('BOOT_FAILED', `The name server still routes to ${addr}, whose broker has ended.`)
    }
    await sleep(POLL_MS)
  }
}

/** The remoting port comes up after the gRPC port; any answer will do, since with ACL on an unsigned request is refused. */
async function bootProxy(site: Site, namesrvPort: number) {
  const { server, grpcPort, remotingPort } = await site.proxy(namesrvPort)
  await server.launch()
  await server.ready(async () => (await askForRoute(remotingPort)) !== undefined)
  return { grpcAddr: `127.0.0.1:${grpcPort}`, remotingAddr: `127.0.0.1:${remotingPort}` }
}
