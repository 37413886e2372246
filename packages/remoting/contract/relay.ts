/** A TCP relay that counts what goes through it, to tell whether a call was sent at all. */
import { connect, createServer, type Socket } from 'node:net'
import { parseAddress } from '../src/transport/address.ts'

export interface Relay extends AsyncDisposable {
  /** Where to call instead of the target. */
  readonly addr: string
  /** Bytes that clients have sent. */
  readonly sentBytes: () => number
}

export async function openRelay(target: string): Promise<Relay> {
  const sockets = new Set<Socket>()
  let sentBytes = 0
  const keep = (socket: Socket): Socket => {
    sockets.add(socket)
    return socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket))
  }
  const server = createServer(client => {
    keep(client).on('data', chunk => {
      sentBytes += chunk.length
    })
    client.pipe(keep(connect(parseAddress(target)))).pipe(client)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The relay has no port.')
  return {
    addr: `127.0.0.1:${address.port}`,
    sentBytes: () => sentBytes,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise<void>(resolve => server.close(() => resolve()))
    },
  }
}
