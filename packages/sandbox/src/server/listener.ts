/** Listens on a loopback port and keeps its connections. */
import { createServer, type Server, type Socket } from 'node:net'

const LOOPBACK = '127.0.0.1'

export class Listener {
  private readonly server: Server
  private readonly sockets = new Set<Socket>()

  constructor(onSocket: (socket: Socket) => void) {
    this.server = createServer(socket => {
      this.sockets.add(socket)
      socket.on('close', () => this.sockets.delete(socket))
      onSocket(socket)
    })
  }

  /** @param port 0 for any that is free; @returns the port */
  async listen(port: number): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject)
      this.server.listen(port, LOOPBACK, () => {
        this.server.off('error', reject)
        resolve()
      })
    })
    const address = this.server.address()
    if (address === null || typeof address === 'string') throw new Error('The listener has no port.')
    return address.port
  }

  /** Ends every connection. Resolves when the port is free. */
  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy()
    await new Promise<void>(resolve => this.server.close(() => resolve()))
  }
}
