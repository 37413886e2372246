/** What a message says: inflated with a hard limit, masked for those who may not read it. */
import type { MessageBody, messageView, QueryOf } from '@gantry/contract'
import {
  type CompressionType,
  compressionTypeOf,
  InflatedTooLarge,
  MessageFormatError,
  type StoredMessage,
} from '@gantry/remoting'
import { AppError } from '../platform/http/app-error.ts'

/** More is downloaded, not shown. */
const SHOWN_BYTES = 256 * 1024

type Charset = QueryOf<typeof messageView>['charset']

export function presentBody(message: StoredMessage, mayRead: boolean, charset: Charset): MessageBody {
  const common = { storedBytes: message.storedBody.length, charset, compression: compressionOf(message) }
  if (!mayRead) {
    const detail = 'Your role may not read what messages say.'
    return {
      ...common,
      bytes: null,
      base64: null,
      text: null,
      isCut: false,
      problem: { code: 'MASKED', detail },
    }
  }
  const { body, problem } = readBody(message)
  const shown = body.subarray(0, SHOWN_BYTES)
  const isCut = shown.length < body.length
  return {
    ...common,
    bytes: problem ? null : body.length,
    base64: shown.toString('base64'),
    text: problem ? null : textOf(shown, charset, isCut),
    isCut,
    problem,
  }
}

/** @throws AppError CONFLICT for a body that cannot be inflated */
export function downloadedBody(message: StoredMessage, form: 'inflated' | 'stored'): Buffer {
  if (form === 'stored') return message.storedBody
  const { body, problem } = readBody(message)
  if (problem) throw new AppError('CONFLICT', problem.detail)
  return body
}

interface ReadBody {
  /** As it is stored, where there is a problem. */
  readonly body: Buffer
  readonly problem: MessageBody['problem']
}

function readBody(message: StoredMessage): ReadBody {
  try {
    return { body: message.body, problem: null }
  } catch (error) {
    if (!(error instanceof MessageFormatError)) throw error
    return { body: message.storedBody, problem: problemOf(error) }
  }
}

function problemOf(error: MessageFormatError): NonNullable<MessageBody['problem']> {
  const asStored = 'Download it as it is stored.'
  if (error instanceof InflatedTooLarge) {
    const limit = `${error.limitBytes / 1024 / 1024} MiB`
    return {
      code: 'TOO_LARGE',
      detail: `Inflated, the body holds more than ${limit}: it is left as it is. ${asStored}`,
    }
  }
  const detail = `The message says that its body is compressed, but it cannot be inflated so: it is damaged, or its producer set a wrong flag. ${asStored}`
  return { code: 'DAMAGED', detail }
}

function compressionOf({ sysFlag }: StoredMessage): CompressionType | null {
  try {
    return compressionTypeOf(sysFlag) ?? null
  } catch {
    // A kind that RocketMQ does not have: reading the body says so.
    return null
  }
}

/** @returns null for bytes that are no text in that character set */
function textOf(bytes: Buffer, charset: Charset, isCut: boolean): string | null {
  try {
    // A cut may go through the middle of a letter.
    const text = new TextDecoder(charset, { fatal: true }).decode(bytes, { stream: isCut })
    return text.includes('\0') ? null : text
  } catch {
    return null
  }
}
