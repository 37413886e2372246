/** A server as a value: it listens when it is made, and stops cleanly. Several can live in one process. */
import { createServer, type ServerOptions as HttpServerOptions, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Logger } from 'pino'
import { type AppOptions, createApp } from './app.ts'
import { createCapabilities } from './capabilities.ts'
import { type Config, ConfigError } from './platform/config/config.ts'
import { type AppContext, type ContextOverrides, createContext } from './platform/context.ts'
import { refuseUnreadable } from './platform/http/unreadable.ts'
import type { SandboxCluster } from './sandbox/sandbox-cluster.ts'
import type { FirstSignIn } from './session/first-administrator.ts'

export interface RunningServer extends AsyncDisposable {
  /** Such as `http://127.0.0.1:8080`. */
  readonly url: string
  readonly context: AppContext
  readonly log: Logger
  /** Only at the first start. */
  readonly firstSignIn: FirstSignIn | undefined
  /** Takes no more requests, lets those at work finish, closes every connection: within 10 s. */
  close(): Promise<void>
}

/** How long requests at work may go on, and how long those that were cut off may take to notice: below 10 s together. */
const GRACE_MS = 8_000
const CUT_OFF_MS = 1_000

/** A request that has not come whole by then is cut off: 5 MB over a slow line take less. */
const REQUEST_MS = 60_000
const HEADERS_MS = 20_000
/** How often connections are looked at for it. */
const CHECK_MS = 10_000

export interface ServerOptions extends AppOptions {
  /** Others than the product's, for tests. */
  readonly capabilities?: typeof createCapabilities
  /** A cluster that lives as long as this process. */
  readonly sandbox?: SandboxCluster
  /** How long a request may take to come, and how often that is looked at; others than the product's are for tests. */
  readonly patience?: { readonly requestMs: number; readonly checkMs: number }
}

/** @throws ConfigError when the port cannot be had */
export async function startServer(
  config: Config,
  options: ServerOptions = {},
  overrides: ContextOverrides = {},
): Promise<RunningServer> {
  const context = await createContext(config, overrides)
  try {
    const offer = await (options.capabilities ?? createCapabilities)(context, options.sandbox)
    const app = createApp(context, offer, options)
    const server = createServer(timeoutsOf(options), app).on('clientError', refuseUnreadable)
    const port = await listen(server, config)
    let closing: Promise<void> | undefined
    const close = (): Promise<void> => {
      closing ??= stop(server, context)
      return closing
    }
    await orClose(offer.settleSandbox(options.sandbox), close)
    return {
      url: `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`,
      context,
      log: context.log,
      firstSignIn: offer.firstSignIn,
      close,
      [Symbol.asyncDispose]: close,
    }
  } catch (error) {
    await context.close()
    throw error
  }
}

function timeoutsOf({ patience }: ServerOptions): HttpServerOptions {
  const requestTimeout = patience?.requestMs ?? REQUEST_MS
  return {
    requestTimeout,
    headersTimeout: Math.min(HEADERS_MS, requestTimeout),
    connectionsCheckingInterval: patience?.checkMs ?? CHECK_MS,
  }
}

async function orClose(work: Promise<void>, close: () => Promise<void>): Promise<void> {
  try {
    await work
  } catch (error) {
    await close()
    throw error
  }
}

function listen(server: Server, { host, port }: Config): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reason = error.code === 'EADDRINUSE' ? 'another program listens there' : error.message
      reject(new ConfigError(`GANTRY_HOST and GANTRY_PORT: cannot listen on ${host}:${port}, ${reason}.`))
    })
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port))
  })
}

async function stop(server: Server, context: AppContext): Promise<void> {
  context.beginStop()
  const closed = new Promise<void>(resolve => server.close(() => resolve()))
  const isDone = await context.work.settle(GRACE_MS)
  if (!isDone) context.log.warn('cutting off what did not end in time')
  context.work.abort()
  // Connections on which nothing was asked yet would hold the stop up.
  server.closeAllConnections()
  await closed
  await context.work.settle(CUT_OFF_MS)
  await context.close()
}
