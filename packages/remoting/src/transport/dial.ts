/** Opens a socket, with TLS or without, in bounded time. Every failure says what to check. */
import type { LookupAddress } from 'node:dns'
import { readFileSync } from 'node:fs'
import net from 'node:net'
import tls from 'node:tls'
import { MalformedError, RemotingError } from '../errors.ts'
import { parseAddress } from './address.ts'

export interface TlsOptions {
  /** PEM of the authority to trust instead of the system's. */
  readonly ca?: string | Buffer | undefined
  /** Path of a PEM file, instead of `ca`. */
  readonly caFile?: string | undefined
  /** PEM of the client's certificate and key, where the broker asks for them. */
  readonly cert?: string | Buffer | undefined
  readonly key?: string | Buffer | undefined
  /** Name to expect in the broker's certificate instead of the address's host. */
  readonly servername?: string | undefined
  /** `false` accepts any certificate. Only for tests. */
  readonly rejectUnauthorized?: boolean | undefined
}

/**
 * The IP addresses of a host, one at least, instead of what the system says. Also asked about hosts that are IP addresses.
 * A RemotingError that it throws is why the host is not dialled, such as ADDRESS_REFUSED.
 */
export type HostLookup = (host: string) => Promise<readonly LookupAddress[]>

export interface DialOptions {
  readonly connectTimeoutMs: number
  readonly lookup?: HostLookup | undefined
  readonly tls?: TlsOptions | undefined
  readonly signal?: AbortSignal | undefined
}

/**
 * @throws RemotingError CONNECT_FAILED, CONNECT_TIMEOUT, TLS_FAILED, ABORTED, or what the look-up throws; MalformedError
 *   BAD_ARGUMENT for a wrong address or TLS settings that cannot be used
 */
export async function dial(addr: string, options: DialOptions): Promise<net.Socket> {
  const { host, port } = parseAddress(addr)
  if (options.signal?.aborted) throw aborted(addr)
  const tlsOptions = options.tls && tlsSettings(addr, host, options.tls)
  const target = { host, port, ...(options.lookup && { lookup: await lookupOf(addr, host, options.lookup) }) }
  const socket = tlsOptions ? tls.connect({ ...target, ...tlsOptions }) : net.connect(target)
  socket.setNoDelay(true)
  return await new Promise((resolve, reject) => {
    const fail = (error: RemotingError): void => {
      done()
      socket.destroy()
      reject(error)
    }
    const onReady = (): void => {
      done()
      resolve(socket)
    }
    const onError = (error: NodeJS.ErrnoException): void =>
      fail(refusalOf(addr, error) ?? connectError(addr, error, options.tls !== undefined))
    const onClose = (): void => fail(connectError(addr, undefined, options.tls !== undefined))
    const onAbort = (): void => fail(aborted(addr))
    const timer = setTimeout(() => fail(timedOut(addr, options)), options.connectTimeoutMs)
    const readyEvent = options.tls ? 'secureConnect' : 'connect'
    const done = (): void => {
      clearTimeout(timer)
      options.signal?.removeEventListener('abort', onAbort)
      socket.off(readyEvent, onReady).off('error', onError).off('close', onClose)
      // A socket that fails after we gave up on it must not take the process down.
      socket.on('error', () => {})
    }
    socket.once(readyEvent, onReady).once('error', onError).once('close', onClose)
    options.signal?.addEventListener('abort', onAbort, { once: true })
  })
}

/** Node looks up names only: an IP address is asked about here, before anything is sent to it. */
async function lookupOf(addr: string, host: string, lookup: HostLookup): Promise<net.LookupFunction> {
  if (net.isIP(host) !== 0) {
    await lookup(host).catch((error: unknown) => {
      throw refusalOf(addr, error) ?? error
    })
  }
  return (name, { all }, callback) => {
    lookup(name).then(
      ([first, ...others]) => {
        if (first === undefined) return callback(noAddress(name), [])
        return all ? callback(null, [first, ...others]) : callback(null, first.address, first.family)
      },
      (error: NodeJS.ErrnoException) => callback(error, []),
    )
  }
}

function noAddress(name: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${name} has no address`), { code: 'ENOTFOUND' })
}

function refusalOf(addr: string, error: unknown): RemotingError | undefined {
  if (!(error instanceof RemotingError)) return undefined
  return new RemotingError(error.code, error.message, { addr }, error)
}

function tlsSettings(addr: string, host: string, options: TlsOptions): tls.ConnectionOptions {
  const { caFile, ca, cert, key, rejectUnauthorized } = options
  const servername = options.servername ?? (net.isIP(host) === 0 ? host : undefined)
  try {
    const secureContext = tls.createSecureContext({
      ca: caFile === undefined ? ca : readFileSync(caFile),
      cert,
      key,
    })
    return {
      secureContext,
      ...(servername !== undefined && { servername }),
      ...(rejectUnauthorized === false && { rejectUnauthorized }),
    }
  } catch (error) {
    // OpenSSL's message may quote the key, its code does not.
    const reason = error instanceof Error && 'code' in error ? error.code : 'unreadable'
    throw new MalformedError(
      'BAD_ARGUMENT',
      `The TLS settings for ${addr} cannot be used (${reason}): check the files of authority, certificate and key.`,
      'tls',
      { addr },
    )
  }
}

function connectError(
  addr: string,
  error: NodeJS.ErrnoException | undefined,
  usesTls: boolean,
): RemotingError {
  const reason = error?.code ?? 'the peer closed the connection'
  if (usesTls && !REFUSALS.has(error?.code ?? '')) {
    return new RemotingError(
      'TLS_FAILED',
      `No TLS connection to ${addr} (${reason}): check that this port speaks TLS and that its certificate is trusted.`,
      { addr },
      error,
    )
  }
  return new RemotingError(
    'CONNECT_FAILED',
    `Cannot connect to ${addr} (${reason}): check the address, that the process is running, and firewalls between.`,
    { addr },
    error,
  )
}

const REFUSALS = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EAI_AGAIN',
  'EADDRNOTAVAIL',
])

function timedOut(addr: string, { connectTimeoutMs, tls: usesTls }: DialOptions): RemotingError {
  const tlsHint = usesTls ? ', that this port speaks TLS' : ''
  return new RemotingError(
    'CONNECT_TIMEOUT',
    `No connection to ${addr} within ${connectTimeoutMs} ms: check the address${tlsHint} and firewalls between.`,
    { addr },
  )
}

function aborted(addr: string): RemotingError {
  return new RemotingError('ABORTED', `Connecting to ${addr} was given up by the caller.`, { addr })
}
