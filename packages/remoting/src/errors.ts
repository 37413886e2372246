/**
 * Every failure this package reports is one of these classes. `code` is stable and meant for programs; the
 * message is one sentence for people that names the address, the request and what to check. No message,
 * property or cause ever carries a secret, a signature or a request body.
 */

export type RemotingErrorCode =
  | 'CONNECT_FAILED'
  | 'CONNECT_TIMEOUT'
  | 'TLS_FAILED'
  /** The caller's own look-up does not admit the address: nothing was sent to it. */
  | 'ADDRESS_REFUSED'
  | 'NOT_ROCKETMQ'
  | 'CONNECTION_CLOSED'
  | 'CALL_TIMEOUT'
  | 'ABORTED'
  | 'FRAME_MALFORMED'
  | 'FRAME_TOO_LARGE'
  | 'BODY_MALFORMED'
  | 'BAD_ARGUMENT'
  | 'BROKER_REFUSED'
  | 'UNSUPPORTED_BY_BROKER'
  | 'NO_ROUTE'
  | 'NO_BROKER'

/** Where a failure happened: the peer's `host:port` and the request's RocketMQ name, as far as known. */
export interface FailurePlace {
  readonly addr?: string | undefined
  readonly request?: string | undefined
}

export class RemotingError extends Error {
  override readonly name: string = 'RemotingError'
  readonly code: RemotingErrorCode
  readonly addr: string | undefined
  readonly request: string | undefined

  constructor(code: RemotingErrorCode, message: string, place: FailurePlace = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
    this.addr = place.addr
    this.request = place.request
  }
}

/** The broker understood the request and said no: `responseCode` and `remark` are its own. */
export class BrokerRefused extends RemotingError {
  override readonly name = 'BrokerRefused'
  readonly responseCode: number
  readonly remark: string | undefined

  constructor(message: string, place: FailurePlace, responseCode: number, remark: string | undefined) {
    // Lists meet thousands of refusals, as of groups that are offline. The stack of one would only show how an answer is read.
    const { stackTraceLimit } = Error
    Error.stackTraceLimit = 0
    super('BROKER_REFUSED', message, place)
    Error.stackTraceLimit = stackTraceLimit
    this.responseCode = responseCode
    this.remark = remark
  }
}

/** The broker's release does not know the request; the answer is remembered for that address. */
export class UnsupportedByBroker extends RemotingError {
  override readonly name = 'UnsupportedByBroker'

  constructor(place: FailurePlace) {
    super(
      'UNSUPPORTED_BY_BROKER',
      `The broker ${place.addr ?? ''} does not know the request ${place.request ?? ''}: its release is too old for it, or the feature is switched off.`,
      place,
    )
  }
}

/** A frame, header, body or argument does not have the layout it must have; `path` points into it. */
export class MalformedError extends RemotingError {
  override readonly name = 'MalformedError'
  readonly path: string

  constructor(
    code: 'FRAME_MALFORMED' | 'FRAME_TOO_LARGE' | 'BODY_MALFORMED' | 'BAD_ARGUMENT',
    message: string,
    path = '',
    place: FailurePlace = {},
  ) {
    super(code, message, place)
    this.path = path
  }
}

/** True when the same call may succeed later without a change: the peer was away, slow or busy. */
export function isTransient(error: unknown): boolean {
  if (error instanceof BrokerRefused) return TRANSIENT_RESPONSES.has(error.responseCode)
  return error instanceof RemotingError && TRANSIENT_CODES.has(error.code)
}

const TRANSIENT_CODES: ReadonlySet<RemotingErrorCode> = new Set([
  'CONNECT_FAILED',
  'CONNECT_TIMEOUT',
  'CONNECTION_CLOSED',
  'CALL_TIMEOUT',
])
/** SYSTEM_BUSY, FLUSH_DISK_TIMEOUT, SLAVE_NOT_AVAILABLE, FLUSH_SLAVE_TIMEOUT, SERVICE_NOT_AVAILABLE, GO_AWAY */
const TRANSIENT_RESPONSES: ReadonlySet<number> = new Set([2, 10, 11, 12, 14, 1500])
