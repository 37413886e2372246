/** Errors as they leave the API: RFC 9457 `application/problem+json` with a stable code. */
import { z } from 'zod'

/** Code, HTTP status and title. Never renamed; new ones may come. */
export const ERRORS = {
  VALIDATION: { status: 400, title: 'The request is not valid' },
  UNAUTHENTICATED: { status: 401, title: 'Sign in first' },
  MFA_REQUIRED: { status: 401, title: 'A code is needed, too' },
  SIGN_IN_REFUSED: { status: 403, title: 'The sign-in was refused' },
  PASSWORD_CHANGE_REQUIRED: { status: 403, title: 'Change the password first' },
  MFA_BINDING_REQUIRED: { status: 403, title: 'Bind a device first' },
  FORBIDDEN: { status: 403, title: 'Not allowed' },
  NOT_FOUND: { status: 404, title: 'Not found' },
  CONFLICT: { status: 409, title: 'Changed or taken meanwhile' },
  LIMIT_EXCEEDED: { status: 409, title: 'A limit is reached' },
  IN_USE: { status: 409, title: 'Still in use' },
  GROUP_BROADCASTING: { status: 409, title: 'A broadcasting group keeps its progress on its clients' },
  CLIENT_GONE: { status: 404, title: 'The client is not connected' },
  CLIENT_SILENT: { status: 504, title: 'The client does not answer' },
  PAYLOAD_TOO_LARGE: { status: 413, title: 'The request is too large' },
  RATE_LIMITED: { status: 429, title: 'Too many requests' },
  INTERNAL: { status: 500, title: 'Something went wrong on the server' },
  BROKER_REFUSED: { status: 502, title: 'The broker refused' },
  BROKER_UNAVAILABLE: { status: 503, title: 'The broker cannot be reached' },
  UNSUPPORTED_BY_CLUSTER: { status: 501, title: 'The cluster cannot do this' },
  PROVIDER_UNAVAILABLE: { status: 503, title: 'The provider of the single sign-on cannot be reached' },
  DATABASE_UNAVAILABLE: { status: 503, title: 'The database cannot be reached' },
} as const satisfies Record<string, { status: number; title: string }>

export type ErrorCode = keyof typeof ERRORS

export const fieldProblem = z.object({
  /** Where in the request, such as `name` or `specification.maxTopics`. */
  path: z.string(),
  /** Names the sentence: one of the rules' problem codes, or `invalid`. */
  code: z.string(),
  message: z.string(),
  /** Fill the gaps of the sentence in another language. */
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
})
export type FieldProblem = z.infer<typeof fieldProblem>

/** Something that is in the way of a deletion. */
export const blocker = z.object({ kind: z.string(), name: z.string(), instanceId: z.string().optional() })
export type Blocker = z.infer<typeof blocker>

export const problemDetails = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]),
  /** One sentence: what happened and what to do. */
  detail: z.string(),
  /** Path of the request. */
  instance: z.string(),
  requestId: z.string(),
  fields: z.array(fieldProblem).optional(),
  /** With IN_USE: what is left. */
  blockers: z.array(blocker).optional(),
  /** With CONFLICT on a stale edit: the state that is there now. */
  current: z.unknown().optional(),
  /** With BROKER_REFUSED. */
  brokerCode: z.int().optional(),
  brokerAddr: z.string().optional(),
})
export type ProblemDetails = z.infer<typeof problemDetails>
