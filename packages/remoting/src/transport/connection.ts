/**
 * One connection to a name server, broker or proxy.
 *
 * Calls are pipelined: each has its `opaque`, answers come in any order. At most `maxInFlight` calls wait for
 * their answer; further ones queue in order and have not been sent. When the connection dies, every call on it fails
 * at once with the reason. An answer that comes after its call timed out is dropped.
 */
import type { Socket } from 'node:net'
import { MalformedError, RemotingError, UnsupportedByBroker } from '../errors.ts'
import type { ResponseParts } from '../protocol/answer.ts'
import { encodeFrame, type Frame, FrameReader, MAX_FRAME_BYTES } from '../protocol/frame.ts'
import { FLAG_ONEWAY, FLAG_RESPONSE } from '../protocol/header.ts'
import type { RequestLayout } from '../protocol/layout.ts'
import { type DialOptions, dial, type TlsOptions } from './dial.ts'
import {
  DEFAULT_DIALECT,
  type Dialect,
  encodeRequest,
  type Reply,
  type RequestInput,
  readReply,
} from './exchange.ts'
import { abortedCall, PendingCalls, type Waiter } from './pending.ts'

/** A request that the peer sent to us, such as CHECK_TRANSACTION_STATE. */
export interface IncomingRequest {
  readonly addr: string
  readonly frame: Frame
}

/** Answers a request of the peer; `undefined` leaves it unanswered. What it throws becomes SYSTEM_ERROR. */
export type RequestHandler = (request: IncomingRequest) => Promise<ResponseParts | undefined>

export interface ConnectionOptions extends Partial<Dialect> {
  readonly tls?: TlsOptions | undefined
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

const SYSTEM_ERROR = 1
const REQUEST_CODE_NOT_SUPPORTED = 3
const MAX_OPAQUE = 0x7fff_ffff

interface QueuedCall {
  readonly opaque: number
  readonly encode: (opaque: number) => Buffer
}

export class Connection implements AsyncDisposable {
  readonly addr: string
  private readonly socket: Socket
  private readonly options: ConnectionOptions
  private readonly dialect: Dialect
  private readonly reader: FrameReader
  private readonly pending: PendingCalls
  private readonly queue: QueuedCall[] = []
  private readonly sent = new Set<number>()
  private readonly unsupported = new Set<number>()
  private readonly maxInFlight: number
  private outbox: Buffer[] = []
  private nextOpaque = 1
  private closedBy: RemotingError | undefined
  private hasAnswered = false
  private lastUsedMs = performance.now()
  /** Ordinal in `MQVersion` of the peer's release, once it has answered. */
  peerVersion: number | undefined

  private constructor(addr: string, socket: Socket, options: ConnectionOptions) {
    this.addr = addr
    this.socket = socket
    this.options = options
    this.dialect = { ...DEFAULT_DIALECT, ...options }
    this.maxInFlight = options.maxInFlight ?? 1_024
    this.reader = new FrameReader(options.maxFrameBytes ?? MAX_FRAME_BYTES)
    this.pending = new PendingCalls(addr, opaque => this.settled(opaque))
    socket.on('data', chunk => this.receive(chunk))
    socket.on('error', error =>
      this.end(this.lost((error as NodeJS.ErrnoException).code ?? error.message, error)),
    )
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
    const timeoutMs = options.timeoutMs ?? this.options.callTimeoutMs ?? 5_000
    const encode = (opaque: number): Buffer => encodeRequest(layout, input, opaque, this.dialect)
    const frame = await new Promise<Frame>((resolve, reject) => {
      this.enqueue({ request: layout.name, timeoutMs, signal: options.signal, resolve, reject }, encode)
    })
    this.peerVersion = frame.header.version
    try {
      return readReply(layout, frame, this.addr)
    } catch (error) {
      if (error instanceof UnsupportedByBroker) this.unsupported.add(layout.code)
      throw error
    }
  }

  /** Sends a request that is not answered. Resolves when its bytes have left, which is the back-pressure. */
  async oneway<H, B, R, P>(layout: RequestLayout<H, B, R, P>, input: RequestInput<H, B>): Promise<void> {
    if (this.closedBy) throw this.closedBy
    const frame = encodeRequest(layout, input, this.takeOpaque(), this.dialect, true)
    this.lastUsedMs = performance.now()
    await new Promise<void>((resolve, reject) => {
      this.flush()
      this.socket.write(frame, error =>
        error ? reject(this.closedBy ?? this.lost(error.message)) : resolve(),
      )
    })
  }

  /** Closes the connection; calls on it fail with CONNECTION_CLOSED. */
  async close(): Promise<void> {
    this.end(this.lost('this side closed it'))
    if (!this.socket.closed) await new Promise<void>(resolve => this.socket.once('close', () => resolve()))
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  // ------------------------------------------------------------------------------------------------ sending

  /** The call's clock runs from here on, also while it queues. */
  private enqueue(waiter: Waiter, encode: (opaque: number) => Buffer): void {
    if (this.closedBy) throw this.lost(this.closedBy.message, this.closedBy, waiter.request)
    if (waiter.signal?.aborted) throw abortedCall(this.addr, waiter.request)
    const opaque = this.takeOpaque()
    this.pending.add(opaque, waiter)
    this.queue.push({ opaque, encode })
    this.sendQueued()
  }

  private sendQueued(): void {
    while (this.sent.size < this.maxInFlight) {
      const next = this.queue.shift()
      if (next === undefined) return
      if (this.pending.has(next.opaque)) this.send(next)
    }
  }

  private send({ opaque, encode }: QueuedCall): void {
    try {
      this.post(encode(opaque))
      this.sent.add(opaque)
    } catch (error) {
      this.pending.fail(opaque, error)
    }
  }

  private settled(opaque: number): void {
    this.lastUsedMs = performance.now()
    this.sent.delete(opaque)
    this.sendQueued()
  }

  /** Frames of the same turn leave in one write. */
  private post(frame: Buffer): void {
    this.lastUsedMs = performance.now()
    if (this.outbox.push(frame) === 1) queueMicrotask(() => this.flush())
  }

  private flush(): void {
    const frames = this.outbox
    if (frames.length === 0 || this.closedBy) return
    this.outbox = []
    this.socket.write(frames.length === 1 && frames[0] ? frames[0] : Buffer.concat(frames))
  }

  private takeOpaque(): number {
    const opaque = this.nextOpaque
    this.nextOpaque = opaque === MAX_OPAQUE ? 1 : opaque + 1
    return opaque
  }

  // ---------------------------------------------------------------------------------------------- receiving

  private receive(chunk: Buffer): void {
    try {
      if (!this.hasAnswered) this.checkGreeting(chunk)
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
    const response = await this.responseTo(frame)
    if (response === undefined || frame.header.flag & FLAG_ONEWAY || this.closedBy) return
    const header = {
      code: response.code,
      language: this.dialect.language,
      version: this.dialect.version,
      opaque: frame.header.opaque,
      flag: FLAG_RESPONSE,
      remark: response.remark,
      extFields: response.extFields ?? {},
    }
    this.post(encodeFrame(header, response.body, frame.serializeType))
  }

  private async responseTo(frame: Frame): Promise<ResponseParts | undefined> {
    const { code } = frame.header
    if (this.options.onRequest === undefined) {
      return { code: REQUEST_CODE_NOT_SUPPORTED, remark: `request type ${code} not supported` }
    }
    try {
      return await this.options.onRequest({ addr: this.addr, frame })
    } catch (error) {
      return { code: SYSTEM_ERROR, remark: error instanceof Error ? error.message : 'the handler failed' }
    }
  }

  /** Tells apart the two mistakes people make: a port that speaks HTTP, and one that speaks TLS. */
  private checkGreeting(chunk: Buffer): void {
    const isHttp = chunk.toString('latin1', 0, 5) === 'HTTP/'
    const isTlsRecord = chunk[0] !== undefined && chunk[0] >= 0x14 && chunk[0] <= 0x17 && chunk[1] === 3
    if (!isHttp && !isTlsRecord) return
    const advice = isHttp
      ? 'it speaks HTTP: give the port of the name server or broker'
      : 'it speaks TLS: switch TLS on'
    throw new RemotingError('NOT_ROCKETMQ', `${this.addr} is not the address you want: ${advice}.`, {
      addr: this.addr,
    })
  }

  // ------------------------------------------------------------------------------------------------ closing

  private end(error: RemotingError): void {
    if (this.closedBy) return
    const reason = error instanceof MalformedError ? this.notRocketMq(error) : error
    this.closedBy = reason
    this.queue.length = 0
    this.outbox = []
    this.socket.destroy()
    this.pending.failAll(request => this.lost(reason.message, reason, request))
    this.options.onClose?.(reason)
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
