/**
 * Connections by address: dialled when first needed, shared by all callers, dialled again after they died, closed
 * when idle.
 *
 * After a failed dial the address rests for a while (100 ms, doubling to 3 s); calls in that time fail at once with the
 * same error, so that one dead broker costs nobody a time-out more than once.
 */
import { MalformedError, RemotingError } from '../errors.ts'
import type { RequestLayout } from '../protocol/layout.ts'
import { type CallOptions, Connection, type ConnectionOptions } from './connection.ts'
import type { Reply, RequestInput } from './exchange.ts'

export interface PoolOptions extends Omit<ConnectionOptions, 'onClose'> {
  /** A connection without calls is closed after this time. Default 60,000; brokers close theirs after 120,000. */
  readonly idleCloseMs?: number
}

interface Endpoint {
  connection?: Connection | undefined
  dialling?: Promise<Connection> | undefined
  failures: number
  /** `performance.now()` before which no new dial is made. */
  restsUntilMs: number
  lastError?: unknown
}

const FIRST_REST_MS = 100
const LONGEST_REST_MS = 3_000

export class ConnectionPool implements AsyncDisposable {
  private readonly options: PoolOptions
  private readonly endpoints = new Map<string, Endpoint>()
  private readonly idleSweep: NodeJS.Timeout
  private readonly closing = new AbortController()

  constructor(options: PoolOptions = {}) {
    this.options = options
    const idleCloseMs = options.idleCloseMs ?? 60_000
    this.idleSweep = setInterval(() => this.closeIdle(idleCloseMs), Math.max(idleCloseMs / 4, 10)).unref()
  }

  /** Addresses with a live connection. */
  get addresses(): string[] {
    return [...this.endpoints]
      .filter(([, endpoint]) => endpoint.connection?.isClosed === false)
      .map(([addr]) => addr)
  }

  /** Like `Connection.call`. A read whose connection dies under it is sent once more on a new one. */
  async call<H, B, R, P>(
    addr: string,
    layout: RequestLayout<H, B, R, P>,
    input: RequestInput<H, B>,
    options: CallOptions = {},
  ): Promise<Reply<R, P>> {
    const connection = await this.connectionTo(addr, options.signal)
    try {
      return await connection.call(layout, input, options)
    } catch (error) {
      const isLost = error instanceof RemotingError && error.code === 'CONNECTION_CLOSED'
      if (!isLost || !layout.readOnly || this.closing.signal.aborted) throw error
      return await (await this.connectionTo(addr, options.signal)).call(layout, input, options)
    }
  }

  async oneway<H, B, R, P>(
    addr: string,
    layout: RequestLayout<H, B, R, P>,
    input: RequestInput<H, B>,
  ): Promise<void> {
    await (await this.connectionTo(addr)).oneway(layout, input)
  }

  /** Closes every connection; their calls fail with CONNECTION_CLOSED. */
  async close(): Promise<void> {
    clearInterval(this.idleSweep)
    this.closing.abort()
    const endpoints = [...this.endpoints.values()]
    this.endpoints.clear()
    await Promise.all(endpoints.map(endpoint => endpoint.dialling?.catch(() => undefined)))
    await Promise.all(endpoints.map(endpoint => endpoint.connection?.close()))
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  private connectionTo(addr: string, signal?: AbortSignal): Promise<Connection> {
    if (this.closing.signal.aborted) {
      return Promise.reject(
        new RemotingError('CONNECTION_CLOSED', `The client is closed; ${addr} was not called.`, { addr }),
      )
    }
    const endpoint = this.endpointOf(addr)
    if (endpoint.connection && !endpoint.connection.isClosed) return Promise.resolve(endpoint.connection)
    if (endpoint.dialling === undefined) {
      if (performance.now() < endpoint.restsUntilMs) return Promise.reject(endpoint.lastError)
      endpoint.dialling = this.dial(addr, endpoint).finally(() => {
        endpoint.dialling = undefined
      })
    }
    return signal ? orAborted(endpoint.dialling, addr, signal) : endpoint.dialling
  }

  private endpointOf(addr: string): Endpoint {
    let endpoint = this.endpoints.get(addr)
    if (endpoint === undefined) {
      endpoint = { failures: 0, restsUntilMs: 0 }
      this.endpoints.set(addr, endpoint)
    }
    return endpoint
  }

  private async dial(addr: string, endpoint: Endpoint): Promise<Connection> {
    try {
      const connection = await Connection.open(addr, this.options, this.closing.signal)
      endpoint.connection = connection
      endpoint.failures = 0
      return connection
    } catch (error) {
      // What will never become an address must not stay in the table.
      if (error instanceof MalformedError) this.endpoints.delete(addr)
      endpoint.lastError = error
      endpoint.restsUntilMs =
        performance.now() + Math.min(FIRST_REST_MS * 2 ** endpoint.failures, LONGEST_REST_MS)
      endpoint.failures++
      throw error
    }
  }

  private closeIdle(idleCloseMs: number): void {
    for (const { connection } of this.endpoints.values()) {
      if (connection && !connection.isClosed && connection.idleMs >= idleCloseMs) void connection.close()
    }
  }
}

/** The dial itself goes on: others may wait for it. */
function orAborted(dialling: Promise<Connection>, addr: string, signal: AbortSignal): Promise<Connection> {
  const gaveUp = (): RemotingError =>
    new RemotingError('ABORTED', `Connecting to ${addr} was given up by the caller.`, { addr })
  if (signal.aborted) return Promise.reject(gaveUp())
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(gaveUp())
    signal.addEventListener('abort', onAbort, { once: true })
    dialling.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort))
  })
}
