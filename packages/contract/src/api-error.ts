import { type ProblemDetails, problemDetails } from './errors.ts'

/** The API refused, or could not be reached (`status` 0). */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly status: number
  readonly problem: ProblemDetails | undefined
  /** How long the server asks to wait; 0 when it does not say. */
  readonly retryAfterSeconds: number

  constructor(status: number, problem: ProblemDetails | undefined, message: string, retryAfterSeconds = 0) {
    super(message)
    this.status = status
    this.problem = problem
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** What an answer that is no success says. */
export async function errorOf(response: Response): Promise<ApiError> {
  const parsed = problemDetails.safeParse(await response.json().catch(() => undefined))
  const problem = parsed.success ? parsed.data : undefined
  const message = problem?.detail ?? `The server answered ${response.status}.`
  return new ApiError(response.status, problem, message, secondsIn(response.headers.get('retry-after')))
}

/** The header may also hold a date: this API sends none. */
function secondsIn(retryAfter: string | null): number {
  return retryAfter !== null && /^\d{1,9}$/.test(retryAfter) ? Number(retryAfter) : 0
}
