/**
 * What a capability offers: for each endpoint of the contract one handler. The frame has parsed the input, found the
 * caller, asked the policy and reserved the idempotency key before the handler runs; it records the audit event and
 * shapes the answer afterwards.
 */
import type { BodyOf, EndpointShape, ParamsOf, QueryOf, ResponseOf } from '@gantry/contract'
import type { Caller } from './caller.ts'

/** What the audit record says beside who, when, from where and how it went. Secrets never. */
export interface AuditNotes {
  /** What is changed, such as `topic MQ_INST_…/orders`; without it the path of the request stands there. */
  target(text: string): void
  /** A sign-in of this user, whether or not it comes to a session: there is no caller yet to be named. */
  signIn(username: string): void
  details(fields: Readonly<Record<string, unknown>>): void
  /** What the caller wants; kept where nothing came of it, for otherwise the change says it. */
  asked(fields: Recorded): void
  /**
   * What it was and what has become of it: null where it was not there, or is gone. Said as soon as it is done; every change says
   * it, but for those in `audit/without-change.ts`.
   */
  change(before: Recorded | null, after: Recorded | null): void
  /** This time nothing was changed, such as in a dry run. */
  noChange(): void
}

/** Fields by the names of the contract. */
export type Recorded = Readonly<Record<string, unknown>>

export interface OperationInput<E extends EndpointShape> {
  readonly params: ParamsOf<E>
  readonly query: QueryOf<E>
  readonly body: BodyOf<E>
  /** Undefined only where the contract lets anyone call. */
  readonly caller: E['access'] extends 'public' ? Caller | undefined : Caller
  /** Aborted when the caller hangs up or the server stops; pass it to brokers. */
  readonly signal: AbortSignal
  /** Repeats of a creation are answered by the frame; a handler needs it only to hand it on. */
  readonly idempotencyKey: string | undefined
  readonly audit: AuditNotes
  readonly requestId: string
  readonly exchange: Exchange
}

/** The little of HTTP that a handler may need: sign-in reads and sets cookies. */
export interface Exchange {
  readonly headers: Headers
  /** The peer's IP address, through trusted proxies. */
  readonly address: string
  readonly appendHeader: (name: string, value: string) => void
}

/** A file to take away, where the contract says `download`. */
export interface Download {
  readonly fileName: string
  /** Read as the caller takes it, so that a large one needs no memory. */
  readonly content: Buffer | AsyncIterable<string | Buffer>
}

export function isDownload(result: unknown): result is Download {
  return typeof result === 'object' && result !== null && 'fileName' in result && 'content' in result
}

/** @throws AppError; RemotingError and database errors may pass through, the frame knows them */
export type Handle<E extends EndpointShape> = (
  input: OperationInput<E>,
) => E extends { readonly download: string }
  ? Promise<ResponseOf<E> extends undefined ? Download : Download | ResponseOf<E>>
  : ResponseOf<E> extends undefined
    ? Promise<void>
    : Promise<ResponseOf<E>> | ResponseOf<E>

export interface Operation {
  readonly endpoint: EndpointShape
  readonly handle: (input: OperationInput<EndpointShape>) => Promise<unknown>
}

/** Binds a handler to an endpoint; the types come from the contract. */
export function operation<E extends EndpointShape>(endpoint: E, handle: Handle<E>): Operation {
  return {
    endpoint,
    // The frame parses every input with this very endpoint's schemas before it calls.
    handle: async input => handle(input as unknown as OperationInput<E>),
  }
}
