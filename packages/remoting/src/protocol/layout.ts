/**
 * What a request looks like: its code, its header fields and body, and those of its response. A file in
 * `requests/` is one such layout; clients send it, a broker double answers it.
 */
import { MalformedError } from '../errors.ts'
import { type FieldsShape, noFields } from './fields.ts'
import { parseJson, writeJson } from './json.ts'
import type { Shape } from './shape.ts'

export interface BodyLayout<T> {
  readonly read: (body: Buffer) => T
  readonly write: (value: T) => Buffer | undefined
}

/** No body; bytes that come all the same are ignored, as RocketMQ's own clients do. */
export const noBody: BodyLayout<undefined> = { read: () => undefined, write: () => undefined }

export const bytesBody: BodyLayout<Buffer> = { read: body => body, write: value => value }

export const textBody: BodyLayout<string> = {
  read: body => body.toString(),
  write: value => Buffer.from(value),
}

export function jsonBody<T>(shape: Shape<T>): BodyLayout<T> {
  return {
    read: body => {
      if (body.length === 0) throw new MalformedError('BODY_MALFORMED', 'The body is missing.')
      return shape.read(parseJson(body.toString()))
    },
    write: value => Buffer.from(writeJson(shape.write(value) ?? null)),
  }
}

/** Like `jsonBody`, where a broker leaves the body out when it has nothing to tell. */
export function optionalJsonBody<T>(shape: Shape<T>): BodyLayout<T | undefined> {
  const json = jsonBody(shape)
  return {
    read: body => (body.length === 0 ? undefined : json.read(body)),
    write: value => (value === undefined ? undefined : json.write(value)),
  }
}

export interface RequestLayout<Header, Body, ResponseHeader, ResponseBody> {
  /** RocketMQ's constant in `RequestCode`. */
  readonly name: string
  readonly code: number
  /** Changes nothing, so it may be sent again when a connection died under it. */
  readonly readOnly: boolean
  /** Handed on to a client, whose answer comes back: that it does not know the request says nothing of the broker. */
  readonly isRelayed: boolean
  readonly header: FieldsShape<Header>
  readonly body: BodyLayout<Body>
  readonly response: {
    readonly header: FieldsShape<ResponseHeader>
    readonly body: BodyLayout<ResponseBody>
    /** Response codes that carry a result besides SUCCESS (0). */
    readonly alsoAccepts?: readonly number[]
  }
}

/** A layout with its types forgotten, for tables of layouts. */
// biome-ignore lint/suspicious/noExplicitAny: a table of layouts has no common header or body type
export type AnyRequestLayout = RequestLayout<any, any, any, any>
export type HeaderOf<L> = L extends RequestLayout<infer H, infer _B, infer _R, infer _P> ? H : never
export type BodyOf<L> = L extends RequestLayout<infer _H, infer B, infer _R, infer _P> ? B : never
export type ResponseHeaderOf<L> = L extends RequestLayout<infer _H, infer _B, infer R, infer _P> ? R : never

interface LayoutInput<H, B, R, P> {
  readonly name: string
  readonly code: number
  readonly readOnly?: boolean
  readonly isRelayed?: boolean
  readonly header?: FieldsShape<H>
  readonly body?: BodyLayout<B>
  readonly response?: {
    readonly header?: FieldsShape<R>
    readonly body?: BodyLayout<P>
    readonly alsoAccepts?: readonly number[]
  }
}

type Nothing = Record<never, never>

/** Declares a request; parts left out are empty. */
export function defineRequest<H = Nothing, B = undefined, R = Nothing, P = undefined>(
  input: LayoutInput<H, B, R, P>,
): RequestLayout<H, B, R, P> {
  return {
    name: input.name,
    code: input.code,
    readOnly: input.readOnly ?? false,
    isRelayed: input.isRelayed ?? false,
    header: input.header ?? (noFields as unknown as FieldsShape<H>),
    body: input.body ?? (noBody as unknown as BodyLayout<B>),
    response: {
      header: input.response?.header ?? (noFields as unknown as FieldsShape<R>),
      body: input.response?.body ?? (noBody as unknown as BodyLayout<P>),
      ...(input.response?.alsoAccepts && { alsoAccepts: input.response.alsoAccepts }),
    },
  }
}
