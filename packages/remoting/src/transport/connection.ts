/**
 * One connection to a name server, broker or proxy.
 *
 * Calls are pipelined: each has its `opaque`, answers come in any order. At most `maxInFlight` calls wait for
 * their answer; further ones queue in order and have not been sent. When the connection dies, every call on it fails
 * at once with the reason. An answer that comes after its call timed out is dropped.
 */
import type { Socket } from 'node:net'
import { MalformedError, RemotingError, UnsupportedByBroker } from '../errors.ts'
import { type Frame, FrameReader, MAX_FRAME_BYTES } from '../protocol/frame.ts'
import { FLAG_ONEWAY, FLAG_RESPONSE } from '../protocol/header.ts'
import type { RequestLayout } from '../protocol/layout.ts'
import { type DialOptions, dial, type HostLookup, type TlsOptions } from './dial.ts'
import {
  DEFAULT_DIALECT,
  type Dialect,
  encodeRequest,
  type Reply,
  type RequestInput,
  readReply,
} from './exchange.ts'
import { foreignProtocol, GREETING_BYTES } from './greeting.ts'
import { answerTo, type RequestHandler } from './incoming.ts'
import { Outbox } from './outbox.ts'
import { abortedCall, PendingCalls, type Waiter } from './pending.ts'

export type { IncomingRequest, RequestHandler } from './incoming.ts'

export interface ConnectionOptions extends Partial<Dialect> {
  readonly tls?: TlsOptions | undefined
  /** Finds and admits the addresses of hosts. Default: any, as the system knows them. */
  readonly lookup?: HostLookup | undefined
  /** Default 3,000. */
  readonly connectTimeoutMs?: number
  /** For calls that name no limit of their own. Default 5,000. */
  readonly callTimeoutMs?: number
  /** Default 16 MiB, as brokers have it. */
  readonly maxFrameBytes?: number
  /** Default 1,024. */
  readonly maxInFlight?: number
  readonly onRequest?: RequestHandler | undefined
  /** Told once, when the connection is gone. */
  readonly onClose?: ((error: RemotingError) => void) | undefined
}

export interface CallOptions {
  readonly timeoutMs?: number | undefined
  readonly signal?: AbortSignal | undefined
}

const MAX_OPAQUE = 0x7fff_ffff
/** A peer that leaves so many bytes of answers to its own requests unread is not worth listening to. */
const MAX_UNREAD_ANSWER_BYTES = 16_777_216

interface QueuedRequest {
  readonly opaque: number
  readonly frame: Buffer
  readonly onWritten?: () => void
}

export class Connection implements AsyncDisposable {
  readonly addr: string
  private readonly socket: Socket
  // Hidden from inspection and JSON, which logs may hold: among them are the credentials.
  readonly #options: ConnectionOptions
  readonly #dialect: Dialect
  private readonly maxFrameBytes: number
  private readonly maxInFlight: number
  private readonly reader: FrameReader
  private readonly outbox: Outbox
  private readonly pending: PendingCalls
  private readonly queue: QueuedRequest[] = []
  private readonly sent = new Set<number>()
  private readonly unsupported = new Set<number>()
  private nextOpaque = 1
  private closedBy: RemotingError | undefined
  private greeting: Buffer = Buffer.alloc(0)
  private hasAnswered = false
  private lastUsedMs = performance.now()
  /** `performance.now()` of the last byte from the peer, or of the dial. */
  lastHeardMs = performance.now()
  /** Ordinal in `MQVersion` of the peer's release, once it has answered. */
  peerVersion: number | undefined

  private constructor(addr: string, socket: Socket, options: ConnectionOptions) {
    this.addr = addr
    this.socket = socket
    this.#options = options
    this.#dialect = { ...DEFAULT_DIALECT, ...options }
    this.maxFrameBytes = options.maxFrameBytes ?? MAX_FRAME_BYTES
    this.maxInFlight = options.maxInFlight ?? 1_024
    this.reader = new FrameReader(this.maxFrameBytes)
    this.outbox = new Outbox(socket, () => this.sendQueued())
    this.pending = new PendingCalls(addr, opaque => this.settled(opaque))
    socket.on('data', chunk => this.receive(chunk))
    socket.on('error', error =>
      this.end(this.lost((error as NodeJS.ErrnoException).code ?? error.message, error)),
    )
    // A peer that has hung up answers nothing, even while it has bytes of ours still to take.
    socket.on('end', () => this.end(this.lost('the peer closed it')))
    socket.on('close', () => this.end(this.lost('the peer closed it')))
  }

  /** @throws RemotingError CONNECT_FAILED, CONNECT_TIMEOUT, TLS_FAILED, ABORTED; MalformedError for a wrong address */
  static async open(
    addr: string,
    options: ConnectionOptions = {},
    signal?: AbortSignal,
  ): Promise<Connection> {
    const dialOptions: DialOptions = {
      connectTimeoutMs: options.connectTimeoutMs ?? 3_000,
      tls: options.tls,
      lookup: options.lookup,
      signal,
    }
    return new Connection(addr, await dial(addr, dialOptions), options)
  }

  get isClosed(): boolean {
    return this.closedBy !== undefined
  }

  /** Calls sent or queued that have no answer yet. */
  get inFlight(): number {
    return this.pending.size
  }

  /** How long nothing was sent and nothing is awaited. */
  get idleMs(): number {
    return this.inFlight > 0 ? 0 : performance.now() - this.lastUsedMs
  }

  /**
   * Sends a request and waits for its typed answer.
   * @throws BrokerRefused, UnsupportedByBroker, MalformedError, or RemotingError CALL_TIMEOUT, CONNECTION_CLOSED,
   *   ABORTED, NOT_ROCKETMQ
   */
  async call<H, B, R, P>(
    layout: RequestLayout<H, B, R, P>,
    input: RequestInput<H, B>,
    options: CallOptions = {},
  ): Promise<Reply<R, P>> {
    if (this.unsupported.has(layout.code))
      throw new UnsupportedByBroker({ addr: this.addr, request: layout.name })
    const opaque = this.takeOpaque()
    const request = this.frameOf(layout, input, opaque)
    const frame = await new Promise<Frame>((resolve, reject) => {
      const waiter = { ...this.termsOf(layout.name, options), awaits: 'answer', resolve, reject } as const
      this.enqueue(waiter, { opaque, frame: request })
    })
    this.peerVersion = frame.header.version
    try {
      return readReply(layout, frame, this.addr)
    } catch (error) {
      if (error instanceof UnsupportedByBroker) this.unsupported.add(layout.code)
      throw error
    }
  }

  /**
   * Sends a request that is not answered. Resolves when its bytes have left, which is the back-pressure.
   * @throws as `call` does; CALL_TIMEOUT when the peer does not take the bytes in time
   */
  async oneway<H, B, R, P>(
    layout: RequestLayout<H, B, R, P>,
    input: RequestInput<H, B>,
    options: CallOptions = {},
  ): Promise<void> {
    const opaque = this.takeOpaque()
    const frame = this.frameOf(layout, input, opaque, true)
    await new Promise<void>((resolve, reject) => {
      const onWritten = (): void => {
        if (this.pending.remove(opaque)) resolve()
      }
      const terms = this.termsOf(layout.name, options)
      this.enqueue(
        { ...terms, awaits: 'delivery', resolve: () => resolve(), reject },
        { opaque, frame, onWritten },
      )
    })
  }

  /** Closes the connection; calls on it fail with CONNECTION_CLOSED. */
  async close(): Promise<void> {
    const place = { addr: this.addr }
    this.end(
      new RemotingError(
        'CONNECTION_CLOSED',
        `The connection to ${this.addr} is gone: this side closed it.`,
        place,
      ),
    )
    if (!this.socket.closed) await new Promise<void>(resolve => this.socket.once('close', () => resolve()))
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  // ------------------------------------------------------------------------------------------------ sending

  private termsOf(
    request: string,
    { timeoutMs, signal }: CallOptions,
  ): Pick<Waiter, 'request' | 'timeoutMs' | 'signal'> {
    return { request, timeoutMs: timeoutMs ?? this.#options.callTimeoutMs ?? 5_000, signal }
  }

  /** Refuses here what the peer would answer by hanging up on everybody. */
  private frameOf<H, B, R, P>(
    layout: RequestLayout<H, B, R, P>,
    input: RequestInput<H, B>,
    opaque: number,
    oneway = false,
  ): Buffer {
    const place = { addr: this.addr, request: layout.name }
    try {
      const frame = encodeRequest(layout, input, opaque, this.#dialect, oneway)
      if (frame.length <= this.maxFrameBytes) return frame
      const sizes = `It takes ${frame.length} bytes; the limit is ${this.maxFrameBytes} bytes.`
      throw new MalformedError('BAD_ARGUMENT', sizes)
    } catch (error) {
      if (!(error instanceof MalformedError)) throw error
      const message = `${layout.name} cannot be sent to ${this.addr}. ${error.message}`
      throw new MalformedError('BAD_ARGUMENT', message, error.path, place)
    }
  }

  /** The clock of a request runs from here on, also while it queues. */
  private enqueue(waiter: Waiter, queued: QueuedRequest): void {
    if (this.closedBy) throw this.lost(this.closedBy.message, this.closedBy, waiter.request)
    if (waiter.signal?.aborted) throw abortedCall(this.addr, waiter.request)
    this.pending.add(queued.opaque, waiter)
    this.queue.push(queued)
    this.sendQueued()
  }

  private sendQueued(): void {
    while (this.sent.size < this.maxInFlight && !this.outbox.isFull) {
      const next = this.queue.shift()
      if (next === undefined) return
      if (this.pending.has(next.opaque)) this.send(next)
    }
  }

  private send({ opaque, frame, onWritten }: QueuedRequest): void {
    this.sent.add(opaque)
    this.lastUsedMs = performance.now()
    this.outbox.post(frame, onWritten)
  }

  private settled(opaque: number): void {
    this.lastUsedMs = performance.now()
    this.sent.delete(opaque)
    this.sendQueued()
  }

  private takeOpaque(): number {
    const opaque = this.nextOpaque
    this.nextOpaque = opaque === MAX_OPAQUE ? 1 : opaque + 1
    return opaque
  }

  // ---------------------------------------------------------------------------------------------- receiving

  private receive(chunk: Buffer): void {
    this.lastHeardMs = performance.now()
    try {
      if (this.greeting.length < GREETING_BYTES) this.checkGreeting(chunk)
      for (const frame of this.reader.push(chunk)) this.accept(frame)
    } catch (error) {
      this.end(error instanceof RemotingError ? error : this.lost('an answer could not be read', error))
    }
  }

  private accept(frame: Frame): void {
    this.hasAnswered = true
    if (frame.header.flag & FLAG_RESPONSE) this.pending.answer(frame)
    else void this.serve(frame)
  }

  private async serve(frame: Frame): Promise<void> {
    const request = { addr: this.addr, frame }
    const answer = await answerTo(request, this.#options.onRequest, this.#dialect, this.maxFrameBytes)
    if (answer === undefined || frame.header.flag & FLAG_ONEWAY || this.closedBy) return
    this.outbox.post(answer)
    if (this.outbox.unsentBytes > MAX_UNREAD_ANSWER_BYTES) {
      this.end(this.lost('the peer sends requests but does not read the answers'))
    }
  }

  private checkGreeting(chunk: Buffer): void {
    const missing = GREETING_BYTES - this.greeting.length
    this.greeting = Buffer.concat([this.greeting, chunk.subarray(0, missing)])
    const foreign = foreignProtocol(this.greeting)
    if (foreign === undefined) return
    throw new RemotingError('NOT_ROCKETMQ', `${this.addr} ${foreign}.`, { addr: this.addr })
  }

  // ------------------------------------------------------------------------------------------------ closing

  private end(error: RemotingError): void {
    if (this.closedBy) return
    const reason = error instanceof MalformedError ? this.notRocketMq(error) : error
    this.closedBy = reason
    this.queue.length = 0
    this.socket.destroy()
    this.pending.failAll(request => this.lost(reason.message, reason, request))
    this.#options.onClose?.(reason)
  }

  private notRocketMq(error: MalformedError): MalformedError {
    const code = error.code === 'FRAME_TOO_LARGE' ? error.code : 'FRAME_MALFORMED'
    const advice = this.hasAnswered ? '' : ' Check that this is the address of a name server or broker.'
    return new MalformedError(code, `${this.addr}: ${error.message}${advice}`, '', { addr: this.addr })
  }

  /** The error of a call that this connection can no longer answer: the reason's own kind where it has one. */
  private lost(reason: string, cause?: unknown, request?: string): RemotingError {
    const place = { addr: this.addr, request }
    if (cause instanceof RemotingError) {
      const message = request === undefined ? cause.message : `${request} failed. ${cause.message}`
      return new RemotingError(cause.code, message, place, cause)
    }
    const hint = this.hasAnswered
      ? ''
      : ' It never answered: check that it is a RocketMQ address, and whether it wants TLS.'
    return new RemotingError(
      'CONNECTION_CLOSED',
      `The connection to ${this.addr} is gone (${reason}).${hint}`,
      place,
      cause,
    )
  }
}
