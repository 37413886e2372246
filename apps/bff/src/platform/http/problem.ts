/** Any error as it leaves the API. What is not known to be safe to show becomes INTERNAL, without details. */
import { ERRORS, type ErrorCode, type ProblemDetails } from '@gantry/contract'
import { BrokerRefused, RemotingError } from '@gantry/remoting'
import { isDatabaseError } from '../database/database-error.ts'
import { AppError } from './app-error.ts'

export interface ProblemPlace {
  /** Path of the request. */
  readonly instance: string
  readonly requestId: string
}

export function problemOf(error: unknown, place: ProblemPlace): ProblemDetails {
  const { code, detail, extras } = toAppError(error)
  const { status, title } = ERRORS[code]
  const { fields, blockers, current, brokerCode, brokerAddr } = extras
  return {
    type: `/api/docs#${code}`,
    title,
    status,
    code,
    detail,
    ...place,
    ...(fields && { fields: [...fields] }),
    ...(blockers && { blockers: [...blockers] }),
    ...(current !== undefined && { current }),
    ...(brokerCode !== undefined && { brokerCode }),
    ...(brokerAddr !== undefined && { brokerAddr }),
  }
}

export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error
  if (error instanceof RemotingError) return fromRemoting(error)
  if (isDatabaseError(error)) {
    return new AppError(
      'DATABASE_UNAVAILABLE',
      'The database of the console does not answer: try again, and see /readyz.',
      { cause: error, retryAfterSeconds: 2 },
    )
  }
  const sentence = 'Something went wrong on the server. Its log has the details under the request ID.'
  if (error instanceof URIError) {
    return new AppError('VALIDATION', 'The path of the request is not UTF-8.', { cause: error })
  }
  return fromBodyParser(error) ?? new AppError('INTERNAL', sentence, { cause: error })
}

function fromRemoting(error: RemotingError): AppError {
  const extras = { cause: error, ...(error.addr !== undefined && { brokerAddr: error.addr }) }
  if (error instanceof BrokerRefused) {
    return new AppError('BROKER_REFUSED', error.message, { ...extras, brokerCode: error.responseCode })
  }
  return new AppError(REMOTING_CODES[error.code] ?? 'BROKER_UNAVAILABLE', error.message, extras)
}

const REMOTING_CODES: Readonly<Partial<Record<RemotingError['code'], ErrorCode>>> = {
  BROKER_REFUSED: 'BROKER_REFUSED',
  UNSUPPORTED_BY_BROKER: 'UNSUPPORTED_BY_CLUSTER',
  // Our own mistake: whatever a caller may type is checked before.
  BAD_ARGUMENT: 'INTERNAL',
}

/** express.json() reports with `type` and `status`. */
function fromBodyParser(error: unknown): AppError | undefined {
  if (!(error instanceof Error) || !('type' in error)) return undefined
  switch (error.type) {
    case 'entity.too.large':
      return new AppError('PAYLOAD_TOO_LARGE', `A request holds ${limitOf(error)} at most.`, { cause: error })
    case 'entity.parse.failed':
      return new AppError('VALIDATION', 'The body is not JSON.', { cause: error })
    case 'encoding.unsupported':
    case 'charset.unsupported':
      return new AppError('VALIDATION', 'Send the body as UTF-8 JSON.', { cause: error })
    case 'request.aborted':
    case 'request.size.invalid':
      return new AppError('VALIDATION', 'The body broke off.', { cause: error })
    default:
      return undefined
  }
}

const KB = 1024
const MB = KB * KB

function limitOf(error: Error): string {
  const bytes = 'limit' in error ? Number(error.limit) : 0
  return bytes < MB ? `${bytes / KB} KB` : `${bytes / MB} MB`
}
