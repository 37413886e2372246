/**
 * What answers a request: a layout of remoting, and what to do. A file in `requests/` is one of these.
 */
import {
  type AnyRequestLayout,
  type Frame,
  type HeaderFields,
  MalformedError,
  RESPONSE_CODES,
  type RequestLayout,
  type ResponseParts,
  readRequest,
  writeResponse,
} from '@gantry/remoting/internal'
import type { Broker } from './state/broker.ts'
import type { ClientLink } from './state/client-link.ts'
import type { NameServer } from './state/name-server.ts'
import { Refused, type ResponseCodeName } from './state/refused.ts'

/** One request on its way. */
export interface Call<H, B> {
  readonly header: H
  readonly body: B
  readonly frame: Frame
  readonly client: ClientLink
}

export interface Answer<R, P> {
  /** SUCCESS unless given. */
  readonly code?: ResponseCodeName
  readonly remark?: string
  readonly header: R
  readonly body: P
  /** Bytes that are written in the place of `body`, one after the other and uncopied. */
  readonly parts?: readonly Buffer[]
}

/** Undefined: nothing is answered at all. */
export type Outcome<A> = A | undefined | Promise<A | undefined>

/** An answer as bytes, but for its frame. */
export interface Written extends ResponseParts {
  readonly parts?: readonly Buffer[] | undefined
}

export interface Handler<Target> {
  readonly layout: AnyRequestLayout
  /** Never throws: what goes wrong is an answer, too. */
  readonly run: (frame: Frame, client: ClientLink, target: Target) => Outcome<Written>
}

type Run<Target, H, B, R, P> = (call: Call<H, B>, target: Target) => Outcome<Answer<R, P>>

export function brokerHandler<H, B, R, P>(
  layout: RequestLayout<H, B, R, P>,
  run: Run<Broker, H, B, R, P>,
): Handler<Broker> {
  return handlerOf(layout, run)
}

export function nameServerHandler<H, B, R, P>(
  layout: RequestLayout<H, B, R, P>,
  run: Run<NameServer, H, B, R, P>,
): Handler<NameServer> {
  return handlerOf(layout, run)
}

/** An answer without fields or body. */
export const DONE = { header: {}, body: undefined } as const

function handlerOf<Target, H, B, R, P>(
  layout: RequestLayout<H, B, R, P>,
  run: Run<Target, H, B, R, P>,
): Handler<Target> {
  const written = (answer: Answer<R, P> | undefined): Written | undefined => answer && write(layout, answer)
  return {
    layout,
    run: (frame, client, target) => {
      try {
        const outcome = run({ ...readRequest(layout, frame), frame, client }, target)
        return outcome instanceof Promise ? outcome.then(written).catch(refusalOf) : written(outcome)
      } catch (error) {
        return refusalOf(error)
      }
    },
  }
}

function write<H, B, R, P>(layout: RequestLayout<H, B, R, P>, answer: Answer<R, P>): Written {
  const { code, remark, header, body, parts } = answer
  const response = writeResponse(layout, {
    code: RESPONSE_CODES[code ?? 'SUCCESS'].code,
    ...(remark !== undefined && { remark }),
    header,
    body,
  })
  return parts === undefined ? response : { ...response, body: undefined, parts }
}

/** How an error is told to the client. A mistake of the sandbox itself looks like one inside a broker. */
export function refusalOf(error: unknown): Written {
  if (error instanceof Refused) return refusal(error.code, error.message, error.extFields)
  const remark =
    error instanceof MalformedError ? error.message : `${error instanceof Error ? error.stack : error}`
  return refusal(RESPONSE_CODES.SYSTEM_ERROR.code, remark, {})
}

function refusal(code: number, remark: string, extFields: HeaderFields): Written {
  return { code, remark, extFields }
}
