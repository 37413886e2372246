/**
 * The floor: requests signed and pipelined over one bare socket, answers only counted by their frames. Nothing is
 * parsed, so no client of any kind can be faster on this machine.
 */
import { once } from 'node:events'
import net from 'node:net'

export class BareSocket implements Disposable {
  private readonly socket: net.Socket
  private pending: Buffer = Buffer.alloc(0)
  private awaited = 0
  private done: () => void = () => {}

  private constructor(socket: net.Socket) {
    this.socket = socket
    socket.setNoDelay(true)
    socket.on('data', chunk => this.count(chunk))
  }

  static async open(addr: string): Promise<BareSocket> {
    const [host, port] = addr.split(':')
    const socket = net.connect(Number(port), host)
    await once(socket, 'connect')
    return new BareSocket(socket)
  }

  /** Sends all frames at once and waits for as many answers. */
  roundTrip(frames: () => Buffer[]): Promise<void> {
    return new Promise(resolve => {
      this.done = resolve
      const requests = frames()
      this.awaited = requests.length
      this.socket.write(Buffer.concat(requests))
    })
  }

  [Symbol.dispose](): void {
    this.socket.destroy()
  }

  private count(chunk: Buffer): void {
    let rest = this.pending.length > 0 ? Buffer.concat([this.pending, chunk]) : chunk
    while (rest.length >= 4) {
      const frameBytes = 4 + rest.readInt32BE(0)
      if (rest.length < frameBytes) break
      rest = rest.subarray(frameBytes)
      this.awaited--
    }
    this.pending = rest
    if (this.awaited === 0) this.done()
  }
}
