/**
 * A TCP or TLS peer that does exactly what a test tells it, byte by byte. It reads requests with a few lines of its
 * own, so that it shares no mistake with the client it tests.
 */
import { once } from 'node:events'
import net from 'node:net'
import { setTimeout } from 'node:timers/promises'
import tls from 'node:tls'
import { type CommandParts, jsonFrame } from './bytes.ts'

/** A request as the peer saw it. */
export interface SeenRequest {
  readonly code: number
  readonly opaque: number
  readonly flag: number
  readonly language: string
  readonly version: number
  readonly extFields: Readonly<Record<string, string>>
  readonly body: Buffer
  /** All bytes of the frame. */
  readonly bytes: Buffer
}

/** One accepted connection. */
export class Line {
  readonly socket: net.Socket
  readonly requests: SeenRequest[] = []
  private chunks: Buffer[] = []
  private heldBytes = 0
  private neededBytes = 4

  constructor(socket: net.Socket) {
    this.socket = socket
  }

  send(bytes: Buffer | string): void {
    this.socket.write(bytes)
  }

  /** Sends in such small pieces that each arrives by itself. */
  async trickle(pieces: readonly Buffer[]): Promise<void> {
    for (const piece of pieces) {
      this.send(piece)
      await setTimeout(2)
    }
  }

  /** Answers with SUCCESS, or as `parts` say. */
  reply(request: Pick<SeenRequest, 'opaque'>, parts: CommandParts = {}): void {
    this.send(jsonFrame({ opaque: request.opaque, flag: 1, ...parts }))
  }

  /** Frames that these bytes complete. Only requests with JSON headers are understood. */
  take(chunk: Buffer): SeenRequest[] {
    this.chunks.push(chunk)
    this.heldBytes += chunk.length
    if (this.heldBytes < this.neededBytes) return []
    const taken: SeenRequest[] = []
    let held = Buffer.concat(this.chunks)
    this.neededBytes = 4
    while (held.length >= this.neededBytes) {
      const end = 4 + held.readInt32BE(0)
      if (held.length < end) {
        this.neededBytes = end
        break
      }
      taken.push(seen(held.subarray(0, end)))
      held = held.subarray(end)
    }
    this.chunks = [held]
    this.heldBytes = held.length
    this.requests.push(...taken)
    return taken
  }
}

function seen(bytes: Buffer): SeenRequest {
  const bodyAt = 8 + bytes.readUIntBE(5, 3)
  const header = JSON.parse(bytes.toString('utf8', 8, bodyAt))
  return { ...header, extFields: header.extFields ?? {}, body: bytes.subarray(bodyAt), bytes }
}

/** What the peer does with a request; it may also do nothing. */
export type Script = (request: SeenRequest, line: Line) => unknown

export interface PeerOptions {
  readonly onConnect?: (line: Line) => void
  /** Speaks TLS with these settings. */
  readonly tls?: tls.TlsOptions
  /** A port that was free a moment ago; else any. */
  readonly port?: number
}

export class ScriptedPeer implements AsyncDisposable {
  readonly lines: Line[] = []
  readonly requests: SeenRequest[] = []
  private readonly server: net.Server
  private readonly waiting = new Set<() => void>()

  private constructor(script: Script, options: PeerOptions) {
    const accept = (socket: net.Socket): void => this.accept(socket, script, options)
    this.server = options.tls ? tls.createServer(options.tls, accept) : net.createServer(accept)
    // A client that breaks off a TLS handshake is what some tests are about.
    this.server.on('tlsClientError', () => {})
  }

  static async start(script: Script = () => {}, options: PeerOptions = {}): Promise<ScriptedPeer> {
    const peer = new ScriptedPeer(script, options)
    peer.server.listen(options.port ?? 0, '127.0.0.1')
    await once(peer.server, 'listening')
    return peer
  }

  get port(): number {
    const address = this.server.address()
    if (address === null || typeof address === 'string') throw new Error('the peer does not listen')
    return address.port
  }

  get addr(): string {
    return `127.0.0.1:${this.port}`
  }

  /** The newest connection. */
  get line(): Line {
    const line = this.lines.at(-1)
    if (line === undefined) throw new Error('nobody has connected')
    return line
  }

  /** Connections that are open. */
  get openLines(): Line[] {
    return this.lines.filter(({ socket }) => !socket.destroyed)
  }

  /** Waits until the condition holds; it is asked again whenever something happens at the peer. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>(resolve => this.waiting.add(resolve))
  }

  /** Waits for the nth request (from 1) of all connections. */
  async request(nth: number): Promise<SeenRequest> {
    await this.until(() => this.requests.length >= nth)
    const request = this.requests[nth - 1]
    if (request === undefined) throw new Error(`there is no request ${nth}`)
    return request
  }

  async close(): Promise<void> {
    for (const { socket } of this.lines) socket.destroy()
    if (!this.server.listening) return
    this.server.close()
    await once(this.server, 'close')
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  private accept(socket: net.Socket, script: Script, options: PeerOptions): void {
    socket.setNoDelay(true)
    const line = new Line(socket)
    this.lines.push(line)
    // The other end may be gone before an answer is: that is the test's plot, not an error here.
    socket.on('error', () => {})
    socket.on('close', () => this.happened())
    socket.on('data', chunk => {
      for (const request of line.take(chunk)) {
        this.requests.push(request)
        script(request, line)
      }
      this.happened()
    })
    options.onConnect?.(line)
    this.happened()
  }

  private happened(): void {
    const resolvers = [...this.waiting]
    this.waiting.clear()
    for (const resolve of resolvers) resolve()
  }
}

/** An address of this machine where nothing listens. */
export async function unusedAddr(): Promise<string> {
  const server = net.createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return `127.0.0.1:${address.port}`
}
