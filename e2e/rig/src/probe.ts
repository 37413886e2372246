// The smallest client that can ask a name server (or a proxy's remoting port) for a route. It does not use packages/remoting, which
// is what the rig exists to test. Frame (RemotingCommand of RocketMQ): total length (4 bytes, without itself), serialisation type
// (1, 0 = JSON) and header length (3), header, body.
import { connect } from 'node:net'

const GET_ROUTEINFO_BY_TOPIC = 105
/** Every broker of every release has it from the start. */
const PROBE_TOPIC = 'SELF_TEST_TOPIC'
const ANSWER_TIMEOUT_MS = 2_000

/** The text of an answer's header (JSON with `code`, 0 when there is a route) and of its body (the route). */
export interface ProbeAnswer {
  header: string
  body: string
}

/** Asks once for the route of a topic. Returns undefined when nobody answers. */
export function askForRoute(port: number, topic = PROBE_TOPIC): Promise<ProbeAnswer | undefined> {
  return new Promise(resolve => {
    const socket = connect({ port, host: '127.0.0.1' })
    let received = Buffer.alloc(0)
    const finish = (answer: ProbeAnswer | undefined) => {
      socket.destroy()
      resolve(answer)
    }
    socket.setTimeout(ANSWER_TIMEOUT_MS, () => finish(undefined))
    socket.once('error', () => finish(undefined))
    socket.once('close', () => finish(undefined))
    socket.once('connect', () => socket.write(routeRequest(topic)))
    socket.on('data', chunk => {
      received = Buffer.concat([received, chunk])
      if (received.length >= 8 && received.length >= 4 + received.readInt32BE(0)) finish(read(received))
    })
  })
}

/** True when the name server routes to the broker at `addr`. */
export async function isRouted(namesrvPort: number, addr: string): Promise<boolean> {
  const answer = await askForRoute(namesrvPort)
  return answer !== undefined && /"code":0\b/.test(answer.header) && answer.body.includes(`"${addr}"`)
}

function routeRequest(topic: string): Buffer {
  const header = Buffer.from(
    JSON.stringify({
      code: GET_ROUTEINFO_BY_TOPIC,
      language: 'OTHER',
      version: 0,
      opaque: 1,
      flag: 0,
      extFields: { topic },
    }),
  )
  const lengths = Buffer.alloc(8)
  lengths.writeInt32BE(4 + header.length, 0)
  lengths.writeInt32BE(header.length, 4)
  return Buffer.concat([lengths, header])
}

function read(frame: Buffer): ProbeAnswer {
  const headerBytes = frame.readInt32BE(4) & 0xff_ff_ff
  return {
    header: frame.toString('utf8', 8, 8 + headerBytes),
    body: frame.toString('utf8', 8 + headerBytes),
  }
}
