/**
 * An operation of the API as data: the server's routes, the typed client, the forms' checks and OpenAPI all come out of
 * these.
 */
import type { z } from 'zod'
import type { ErrorCode } from './errors.ts'

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'

/** Who may call: anyone, anyone signed in, or holders of one of these roles. Ownership is decided by the capability. */
export type Access = 'public' | 'signedIn' | 'administrator'

export interface EndpointShape {
  /** Noun and verb: `topicList`. Cache keys and OpenAPI's operationId begin with it. */
  readonly id: string
  readonly method: Method
  /** Under `/api/v1`, parameters in braces: `/instances/{instanceId}/topics`. */
  readonly path: string
  /** One sentence for OpenAPI. */
  readonly summary: string
  readonly access: Access
  readonly params?: z.ZodObject
  readonly query?: z.ZodObject
  readonly body?: z.ZodType
  /** Absent: 204 without a body, or a file. */
  readonly response?: z.ZodType
  /** Media type of the file that is the answer, such as `text/csv`; beside `response` it is the other form of it. */
  readonly download?: string
  /** 200 unless given. */
  readonly status?: number
  /** The answer has a secret that is shown once: it is kept nowhere, also not for a repeat with the same `Idempotency-Key`. */
  readonly hasSecret?: true
  /**
   * Beside VALIDATION, PAYLOAD_TOO_LARGE, UNAUTHENTICATED, FORBIDDEN, RATE_LIMITED, INTERNAL and DATABASE_UNAVAILABLE, which any
   * operation may give.
   */
  readonly errors?: readonly ErrorCode[]
}

/** Keeps the exact types of what is declared. */
export function endpoint<const E extends EndpointShape>(shape: E): E {
  return shape
}

type Output<T> = T extends z.ZodType ? z.output<T> : undefined
type Input<T> = T extends z.ZodType ? z.input<T> : undefined

export type ParamsOf<E extends EndpointShape> = Output<E['params']>
export type QueryOf<E extends EndpointShape> = Output<E['query']>
export type BodyOf<E extends EndpointShape> = Output<E['body']>
export type ResponseOf<E extends EndpointShape> = Output<E['response']>
/** What a caller writes, before defaults are filled in. */
export type QueryInputOf<E extends EndpointShape> = Input<E['query']>
export type BodyInputOf<E extends EndpointShape> = Input<E['body']>
