// The smallest client that can ask a name server for a route. It does not use packages/remoting, which is what the rig
// exists to test. Frame (RemotingCommand of RocketMQ): total length (4 bytes, without itself), serialisation type (1, 0 = JSON)
// and header length (3), header, body; the header of a good answer has `code` 0.
import { connect } from 'node:net'

const GET_ROUTEINFO_BY_TOPIC = 105
/** Every broker of every release has it from the start. */
const PROBE_TOPIC = 'SELF_TEST_TOPIC'
const ANSWER_TIMEOUT_MS = 2_000

/** Asks once. Returns the body's text of the route, or undefined while there is none or no name server answers. */
export function probeRoute(port: number): Promise<string | undefined> {
  return new Promise(resolve => {
    const socket = connect({ port, host: '127.0.0.1' })
    let received = Buffer.alloc(0)
    const finish = (route: string | undefined) => {
      socket.destroy()
      resolve(route)
    }
    socket.setTimeout(ANSWER_TIMEOUT_MS, () => finish(undefined))
    socket.once('error', () => finish(undefined))
    socket.once('close', () => finish(undefined))
    socket.once('connect', () => socket.write(routeRequest()))
    socket.on('data', chunk => {
      received = Buffer.concat([received, chunk])
      if (received.length >= 4 && received.length >= 4 + received.readInt32BE(0)) finish(bodyOf(received))
    })
  })
}

function routeRequest(): Buffer {
  const header = Buffer.from(
    JSON.stringify({
      code: GET_ROUTEINFO_BY_TOPIC,
      language: 'OTHER',
      version: 0,
      opaque: 1,
      flag: 0,
      extFields: { topic: PROBE_TOPIC },
    }),
  )
  const lengths = Buffer.alloc(8)
  lengths.writeInt32BE(4 + header.length, 0)
  lengths.writeInt32BE(header.length, 4)
  return Buffer.concat([lengths, header])
}

function bodyOf(frame: Buffer): string | undefined {
  const headerBytes = frame.readInt32BE(4) & 0xff_ff_ff
  const header = frame.toString('utf8', 8, 8 + headerBytes)
  return /"code":0\b/.test(header) ? frame.toString('utf8', 8 + headerBytes) : undefined
}
