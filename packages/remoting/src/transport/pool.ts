/**
 * Connections by address: dialled when first needed, shared by all callers, dialled again after they died, closed
 * when idle.
 *
 * After a failed dial the address rests for a while (100 ms, doubling to 3 s); calls in that time fail at once with the
 * same reason, so that one dead broker costs nobody a time-out more than once.
 *
 * A connection is retired, that is, replaced for new calls and closed once its last call has ended, when its server
 * stops (GO_AWAY), and when a call has timed out on it without one byte from the peer: nothing else tells of a host
 * that vanished, or of a firewall that forgot the connection.
 */
import { RESPONSE_CODES } from '../codes.ts'
import { BrokerRefused, MalformedError, RemotingError } from '../errors.ts'
import type { RequestLayout } from '../protocol/layout.ts'
import { type CallOptions, Connection, type ConnectionOptions } from './connection.ts'
import type { Reply, RequestInput } from './exchange.ts'

export interface PoolOptions extends Omit<ConnectionOptions, 'onClose'> {
  /** A connection without calls is closed after this time. Default 60,000; brokers close theirs after 120,000. */
  readonly idleCloseMs?: number
  /** Told of each connection that was dialled, once it can be used. */
  readonly onOpen?: ((addr: string) => void) | undefined
  /** Told of each call once it has ended, for metrics and logs. Must not throw. */
  readonly onCall?: ((report: CallReport) => void) | undefined
}

export interface CallReport {
  readonly addr: string
  /** RocketMQ's name of the request. */
  readonly request: string
  /** Connecting and waiting included. */
  readonly elapsedMs: number
  /** Undefined when the call was answered. */
  readonly error: unknown
}

interface Endpoint {
  connection?: Connection | undefined
  readonly retired: Set<Connection>
  dialling?: Promise<Connection> | undefined
  failures: number
  /** `performance.now()` before which no new dial is made. */
  restsUntilMs: number
  lastError?: unknown
}

const FIRST_REST_MS = 100
const LONGEST_REST_MS = 3_000

export class ConnectionPool implements AsyncDisposable {
  // Hidden from inspection and JSON, which logs may hold: among them are the credentials.
  readonly #options: PoolOptions
  private readonly endpoints = new Map<string, Endpoint>()
  private readonly idleSweep: NodeJS.Timeout
  private readonly closing = new AbortController()

  constructor(options: PoolOptions = {}) {
    this.#options = options
    const idleCloseMs = options.idleCloseMs ?? 60_000
    this.idleSweep = setInterval(() => this.sweep(idleCloseMs), Math.max(idleCloseMs / 4, 10)).unref()
  }

  /** Addresses with a live connection. */
  get addresses(): string[] {
    return [...this.endpoints]
      .filter(([, endpoint]) => endpoint.connection?.isClosed === false)
      .map(([addr]) => addr)
  }

  /**
   * Like `Connection.call`, and throws what dialling throws. A read whose connection dies under it is sent once more on
   * a new one, and so is every request that a stopping server has turned away.
   */
  async call<H, B, R, P>(
    addr: string,
    layout: RequestLayout<H, B, R, P>,
    input: RequestInput<H, B>,
    options: CallOptions = {},
  ): Promise<Reply<R, P>> {
    const { onCall } = this.#options
    if (onCall === undefined) return await this.callUpToTwice(addr, layout, input, options)
    const startedMs = performance.now()
    const report = (error?: unknown): void =>
      onCall({ addr, request: layout.name, elapsedMs: performance.now() - startedMs, error })
    try {
      const reply = await this.callUpToTwice(addr, layout, input, options)
      report()
      return reply
    } catch (error) {
      report(error)
      throw error
    }
  }

  async oneway<H, B, R, P>(
    addr: string,
    layout: RequestLayout<H, B, R, P>,
    input: RequestInput<H, B>,
    options: CallOptions = {},
  ): Promise<void> {
    await (await this.connectionTo(addr, layout.name, options.signal)).oneway(layout, input, options)
  }

  /** Closes every connection; their calls fail with CONNECTION_CLOSED. */
  async close(): Promise<void> {
    clearInterval(this.idleSweep)
    this.closing.abort()
    const endpoints = [...this.endpoints.values()]
    this.endpoints.clear()
    await Promise.all(endpoints.map(endpoint => endpoint.dialling?.catch(() => undefined)))
    const connections = endpoints.flatMap(({ connection, retired }) => [
      ...retired,
      ...(connection ? [connection] : []),
    ])
    await Promise.all(connections.map(connection => connection.close()))
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  private async callUpToTwice<H, B, R, P>(
    addr: string,
    layout: RequestLayout<H, B, R, P>,
    input: RequestInput<H, B>,
    options: CallOptions,
  ): Promise<Reply<R, P>> {
    try {
      return await this.callOnce(addr, layout, input, options)
    } catch (error) {
      const isWorthAnother = isTurnedAway(error) || (isLost(error) && layout.readOnly)
      if (!isWorthAnother || this.closing.signal.aborted) throw error
      return await this.callOnce(addr, layout, input, options)
    }
  }

  private async callOnce<H, B, R, P>(
    addr: string,
    layout: RequestLayout<H, B, R, P>,
    input: RequestInput<H, B>,
    options: CallOptions,
  ): Promise<Reply<R, P>> {
    const connection = await this.connectionTo(addr, layout.name, options.signal)
    const startedMs = performance.now()
    try {
      return await connection.call(layout, input, options)
    } catch (error) {
      const isSilent = isTimeout(error) && connection.lastHeardMs < startedMs
      if (isSilent || isTurnedAway(error)) this.retire(addr, connection)
      throw error
    }
  }

  private async connectionTo(addr: string, request: string, signal?: AbortSignal): Promise<Connection> {
    if (this.closing.signal.aborted) throw closedPool(addr, request)
    const endpoint = this.endpointOf(addr)
    if (endpoint.connection && !endpoint.connection.isClosed) return endpoint.connection
    if (endpoint.dialling === undefined) {
      if (performance.now() < endpoint.restsUntilMs) throw named(endpoint.lastError, request)
      endpoint.dialling = this.dial(addr, endpoint).finally(() => {
        endpoint.dialling = undefined
      })
    }
    try {
      return await (signal ? orAborted(endpoint.dialling, addr, signal) : endpoint.dialling)
    } catch (error) {
      throw this.closing.signal.aborted ? closedPool(addr, request) : named(error, request)
    }
  }

  private endpointOf(addr: string): Endpoint {
    let endpoint = this.endpoints.get(addr)
    if (endpoint === undefined) {
      endpoint = { retired: new Set(), failures: 0, restsUntilMs: 0 }
      this.endpoints.set(addr, endpoint)
    }
    return endpoint
  }

  private async dial(addr: string, endpoint: Endpoint): Promise<Connection> {
    try {
      const connection = await Connection.open(addr, this.#options, this.closing.signal)
      endpoint.connection = connection
      endpoint.failures = 0
      this.#options.onOpen?.(addr)
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

  private retire(addr: string, connection: Connection): void {
    const endpoint = this.endpoints.get(addr)
    if (endpoint?.connection !== connection) return
    endpoint.connection = undefined
    if (connection.inFlight === 0) void connection.close()
    else endpoint.retired.add(connection)
  }

  private sweep(idleCloseMs: number): void {
    for (const [addr, endpoint] of this.endpoints) {
      for (const connection of endpoint.retired) {
        if (connection.inFlight > 0) continue
        void connection.close()
        endpoint.retired.delete(connection)
      }
      const { connection, retired, dialling, restsUntilMs } = endpoint
      if (connection && !connection.isClosed) {
        if (connection.idleMs >= idleCloseMs) void connection.close()
      } else if (
        retired.size === 0 &&
        dialling === undefined &&
        performance.now() >= restsUntilMs + idleCloseMs
      ) {
        this.endpoints.delete(addr)
      }
    }
  }
}

function isLost(error: unknown): boolean {
  return error instanceof RemotingError && error.code === 'CONNECTION_CLOSED'
}

function isTimeout(error: unknown): boolean {
  return error instanceof RemotingError && error.code === 'CALL_TIMEOUT'
}

/** The server stops and has not begun what was asked of it. */
function isTurnedAway(error: unknown): boolean {
  return error instanceof BrokerRefused && error.responseCode === RESPONSE_CODES.GO_AWAY.code
}

function closedPool(addr: string, request: string): RemotingError {
  const message = `${request} was not sent to ${addr}: the client is closed.`
  return new RemotingError('CONNECTION_CLOSED', message, { addr, request })
}

/** Many callers may wait for one dial: each gets its failure with the name of its own request. */
function named(error: unknown, request: string): unknown {
  if (!(error instanceof RemotingError) || error instanceof MalformedError) return error
  return new RemotingError(
    error.code,
    `${request} failed. ${error.message}`,
    { addr: error.addr, request },
    error,
  )
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
