/** Requests that the peer sends to us, such as CHECK_TRANSACTION_STATE: handed to a handler, its answer to bytes. */
import type { ResponseParts } from '../protocol/answer.ts'
import { encodeFrame, type Frame } from '../protocol/frame.ts'
import { FLAG_RESPONSE } from '../protocol/header.ts'
import type { Dialect } from './exchange.ts'

export interface IncomingRequest {
  readonly addr: string
  readonly frame: Frame
}

/** Answers a request of the peer; `undefined` leaves it unanswered. What it throws becomes SYSTEM_ERROR. */
export type RequestHandler = (request: IncomingRequest) => Promise<ResponseParts | undefined>

const SYSTEM_ERROR = 1
const REQUEST_CODE_NOT_SUPPORTED = 3

/** The frame to answer with. Never throws: an answer that cannot be made or written becomes SYSTEM_ERROR. */
export async function answerTo(
  request: IncomingRequest,
  handler: RequestHandler | undefined,
  dialect: Dialect,
  maxFrameBytes: number,
): Promise<Buffer | undefined> {
  try {
    const response = handler ? await handler(request) : unknown(request)
    const bytes = response && responseFrame(request.frame, response, dialect)
    if (bytes !== undefined && bytes.length > maxFrameBytes) throw new Error('The answer is too large.')
    return bytes
  } catch (error) {
    const remark = error instanceof Error ? error.message : 'the handler failed'
    return responseFrame(
      request.frame,
      { code: SYSTEM_ERROR, remark: remark.slice(0, MAX_REMARK_CHARS) },
      dialect,
    )
  }
}

const MAX_REMARK_CHARS = 1_000

function unknown({ frame }: IncomingRequest): ResponseParts {
  return { code: REQUEST_CODE_NOT_SUPPORTED, remark: `request type ${frame.header.code} not supported` }
}

function responseFrame(request: Frame, response: ResponseParts, dialect: Dialect): Buffer {
  const header = {
    code: response.code,
    language: dialect.language,
    version: dialect.version,
    opaque: request.header.opaque,
    flag: FLAG_RESPONSE,
    remark: response.remark,
    extFields: response.extFields ?? {},
  }
  return encodeFrame(header, response.body, request.serializeType)
}
