/** Requests that Node cannot read as HTTP. They never reach the app, and get their problem here. */
import { randomUUID } from 'node:crypto'
import { maxHeaderSize, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { AppError } from './app-error.ts'
import { problemOf } from './problem.ts'

export function refuseUnreadable(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const requestId = randomUUID()
  const problem = problemOf(refusalOf(error), { instance: '', requestId })
  const body = JSON.stringify(problem)
  const head = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
    'connection: close',
    'content-type: application/problem+json; charset=utf-8',
    'cache-control: no-store',
    `x-request-id: ${requestId}`,
    `content-length: ${Buffer.byteLength(body)}`,
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}

function refusalOf({ code }: NodeJS.ErrnoException): AppError {
  if (code === 'HPE_HEADER_OVERFLOW') {
    const detail = `The address and headers of a request take ${maxHeaderSize / 1_024} KB at most.`
    return new AppError('PAYLOAD_TOO_LARGE', detail)
  }
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return new AppError('VALIDATION', 'The request did not come in time.')
  return new AppError('VALIDATION', 'This is no HTTP request.')
}
