/** Why a client that is to answer did not, in words that tell the client from the broker. */
import { BrokerRefused, RemotingError } from '@gantry/remoting'
import { AppError } from '../platform/http/app-error.ts'
import { toAppError } from '../platform/http/problem.ts'

/** Response codes of a broker that hands a request on to a client. */
const SYSTEM_ERROR = 1
const REQUEST_CODE_NOT_SUPPORTED = 3
const CONSUME_MSG_TIMEOUT = 207

/** @returns CLIENT_GONE or CLIENT_SILENT; what is the broker's own failure stays what it is */
export function clientProblem(error: unknown, clientId: string): AppError {
  if (error instanceof BrokerRefused) {
    const { responseCode, remark = '' } = error
    if (responseCode === CONSUME_MSG_TIMEOUT) return silent(clientId, error)
    if (responseCode === REQUEST_CODE_NOT_SUPPORTED || /too low/.test(remark)) return tooOld(clientId, error)
    // Of one that is not connected, that hangs up while it is asked, or that is of another group by now.
    if (responseCode === SYSTEM_ERROR) return clientGone(clientId, error)
  }
  if (error instanceof RemotingError && error.code === 'CALL_TIMEOUT') return silent(clientId, error)
  if (error instanceof RemotingError && error.code === 'BODY_MALFORMED') {
    const detail = `The client ${clientId} answers in a way that this console does not understand.`
    return new AppError('CLIENT_SILENT', detail, { cause: error })
  }
  return toAppError(error)
}

export function clientGone(clientId: string, cause?: unknown): AppError {
  const detail = `The client ${clientId} is not connected: it was stopped, it crashed, or it lost its connection just now.`
  return new AppError('CLIENT_GONE', detail, { cause })
}

function silent(clientId: string, cause: unknown): AppError {
  const detail = `The client ${clientId} is connected and does not answer: its process may hang, or be busy with garbage collection.`
  return new AppError('CLIENT_SILENT', detail, { cause })
}

function tooOld(clientId: string, cause: unknown): AppError {
  const detail = `The client ${clientId} does not know this question: its client library is too old for it, or of a language that cannot tell.`
  return new AppError('CLIENT_SILENT', detail, { cause })
}
