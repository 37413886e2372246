/** Whether a process is ready, asked without the client that the rig is there to test. */
import net from 'node:net'

const GET_ROUTEINFO_BY_TOPIC = 105

/** Asks a name server or proxy, in one hand-made frame, whether it has a route for a topic. */
export function hasRoute(port: number, topic: string): Promise<boolean> {
  const header = Buffer.from(
    JSON.stringify({
      code: GET_ROUTEINFO_BY_TOPIC,
      language: 'JAVA',
      version: 0,
      opaque: 1,
      flag: 0,
      extFields: { topic },
    }),
  )
  const head = Buffer.alloc(8)
  head.writeInt32BE(4 + header.length, 0)
  head.writeInt32BE(header.length, 4)
  return new Promise(resolve => {
    const socket = net.connect({ host: '127.0.0.1', port, timeout: 2_000 })
    const done = (answer: boolean): void => {
      socket.destroy()
      resolve(answer)
    }
    let received = ''
    socket
      .on('error', () => done(false))
      .on('timeout', () => done(false))
      .on('close', () => done(false))
    socket.on('data', chunk => {
      received += chunk.toString('latin1')
      if (/"code":\d+/.test(received)) done(/"code":0\b/.test(received))
    })
    socket.write(Buffer.concat([head, header]))
  })
}

export function isListening(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = net.connect({ host: '127.0.0.1', port })
    socket.once('error', () => resolve(false))
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
  })
}
