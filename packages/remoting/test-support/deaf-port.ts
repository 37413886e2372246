/**
 * A port that accepts no connection and refuses none: its process is asleep and its queue is full, so a dial waits,
 * as it does on an address behind a firewall that drops packets.
 */
import net from 'node:net'
import { Worker } from 'node:worker_threads'

export class DeafPort implements AsyncDisposable {
  readonly addr: string
  private readonly worker: Worker
  private readonly fillers: net.Socket[]

  private constructor(port: number, worker: Worker, fillers: net.Socket[]) {
    this.addr = `127.0.0.1:${port}`
    this.worker = worker
    this.fillers = fillers
  }

  static async open(): Promise<DeafPort> {
    const worker = new Worker(SLEEPER, { eval: true })
    const port = await new Promise<number>((resolve, reject) => {
      worker.once('message', resolve).once('error', reject)
    })
    // The kernel's queue takes a few connections more than the backlog; these fill it.
    const fillers = Array.from({ length: 4 }, () => net.connect(port, '127.0.0.1').on('error', () => {}))
    await new Promise<void>(resolve => fillers[0]?.once('connect', resolve))
    return new DeafPort(port, worker, fillers)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const filler of this.fillers) filler.destroy()
    await this.worker.terminate()
  }
}

const SLEEPER = `
  const { parentPort } = require('node:worker_threads')
  const server = require('node:net').createServer()
  server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
    parentPort.postMessage(server.address().port)
    setImmediate(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0))
  })
`
