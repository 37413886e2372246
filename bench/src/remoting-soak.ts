/**
 * `npm run bench -- remoting-soak [minutes]`: calls without pause over a real broker while a proxy between cuts connections at
 * random. Every call must be answered or fail with a typed error, and memory must not grow.
 */
import net from 'node:net'
import { Admin, RemotingError } from '@gantry/remoting'
import { getTopicStatsInfo } from '@gantry/remoting/requests'
import { startRig } from '@gantry/rig'
import type { Benchmark, Row } from './benchmark.ts'

const WORKERS = 50
const CUT_EVERY_MS = 200
const TOPIC = 'soak'
const MAX_GROWTH_MB = 20

export const remotingSoak: Benchmark = async function* ([minutes = '10']) {
  await using rig = await startRig({})
  const [cluster] = rig.clusters
  const broker = cluster?.brokers[0]
  if (cluster === undefined || broker === undefined) throw new Error('The rig has no broker.')
  await using admin = new Admin({ namesrvAddr: cluster.namesrvAddr, credentials: cluster.credentials })
  await admin.topics.save({ topic: TOPIC })
  await using proxy = await CuttingProxy.start(broker.addr)

  const calls = { made: 0, answered: 0, failed: 0, untyped: 0 }
  const endMs = Date.now() + Number(minutes) * 60_000
  const memory: number[] = []
  const sampler = setInterval(() => memory.push(residentMb()), 5_000)
  const worker = async (): Promise<void> => {
    while (Date.now() < endMs) {
      calls.made++
      try {
        await admin.cluster.call(proxy.addr, getTopicStatsInfo, { header: { topic: TOPIC } })
        calls.answered++
      } catch (error) {
        if (error instanceof RemotingError) calls.failed++
        else calls.untyped++
        // A caller that is refused at once tries again a little later.
        await new Promise(resolve => setTimeout(resolve, 20))
      }
    }
  }
  await Promise.all(Array.from({ length: WORKERS }, worker))
  clearInterval(sampler)
  yield* rowsOf(calls, memory, proxy.cuts, Number(minutes))
}

function rowsOf(
  calls: { made: number; answered: number; failed: number; untyped: number },
  memory: readonly number[],
  cuts: number,
  minutes: number,
): Row[] {
  const lost = calls.made - calls.answered - calls.failed
  const [early = 0, late = 0] = [memory[Math.floor(memory.length / 4)], memory.at(-1)]
  return [
    {
      what: `calls in ${minutes} min, ${cuts} cuts`,
      measured: `${calls.made} made, ${calls.answered} answered, ${calls.failed} failed with a typed error, ${lost} lost`,
      target: '0 lost',
      met: lost === 0 && cuts > 0,
    },
    {
      what: 'resident memory, first quarter to end',
      measured: `${early.toFixed(0)} -> ${late.toFixed(0)} MB`,
      target: `growth <= ${MAX_GROWTH_MB} MB`,
      met: late - early <= MAX_GROWTH_MB,
    },
  ]
}

function residentMb(): number {
  return process.memoryUsage.rss() / 1e6
}

/** Passes bytes on, until it cuts all its connections, again and again. */
class CuttingProxy implements AsyncDisposable {
  readonly addr: string
  cuts = 0
  private readonly server: net.Server
  private readonly sockets = new Set<net.Socket>()
  private readonly timer: NodeJS.Timeout

  private constructor(server: net.Server, port: number) {
    this.server = server
    this.addr = `127.0.0.1:${port}`
    this.timer = setInterval(() => this.cutSome(), CUT_EVERY_MS)
  }

  static start(target: string): Promise<CuttingProxy> {
    const [host, port] = target.split(':')
    return new Promise(resolve => {
      const server = net.createServer(client => {
        const upstream = net.connect(Number(port), host)
        for (const socket of [client, upstream]) proxy.track(socket)
        client.pipe(upstream).pipe(client)
        client.on('close', () => upstream.destroy())
        upstream.on('close', () => client.destroy())
      })
      let proxy: CuttingProxy
      server.listen(0, '127.0.0.1', () => {
        const address = server.address()
        proxy = new CuttingProxy(server, typeof address === 'object' && address !== null ? address.port : 0)
        resolve(proxy)
      })
    })
  }

  private track(socket: net.Socket): void {
    this.sockets.add(socket)
    socket.on('error', () => {}).on('close', () => this.sockets.delete(socket))
  }

  private cutSome(): void {
    for (const socket of this.sockets) {
      if (Math.random() < 0.5) continue
      this.cuts++
      socket.resetAndDestroy()
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.timer)
    for (const socket of this.sockets) socket.destroy()
    await new Promise(resolve => this.server.close(resolve))
  }
}
