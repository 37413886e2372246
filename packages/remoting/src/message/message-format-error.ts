/** Failures of bytes that claim to be a message and are not. */
import { RemotingError } from '../errors.ts'

export type MessageFormatReason =
  /** The bytes end before the record does. */
  | 'TRUNCATED'
  /** A length is negative, or leads out of its record. */
  | 'BAD_LENGTH'
  /** Neither of RocketMQ's two magic codes. */
  | 'BAD_MAGIC'
  /** The body is not the one that the broker stored. */
  | 'CRC_MISMATCH'
  /** The body is not compressed in the way its system flag says, or is damaged. */
  | 'BAD_COMPRESSION'
  /** The inflated body would pass the limit. */
  | 'INFLATED_TOO_LARGE'

/** Where in the bytes it went wrong, as far as known. */
export interface MessageFormatPlace {
  /** Byte position in the buffer that was to be decoded. */
  readonly position?: number | undefined
  /** Position of the next record, when the broken one still tells where it ends. */
  readonly resumeAt?: number | undefined
}

export class MessageFormatError extends RemotingError {
  override readonly name: string = 'MessageFormatError'
  readonly reason: MessageFormatReason
  readonly position: number | undefined
  readonly resumeAt: number | undefined

  constructor(reason: MessageFormatReason, message: string, place: MessageFormatPlace = {}, cause?: unknown) {
    super('BODY_MALFORMED', message, {}, cause)
    this.reason = reason
    this.position = place.position
    this.resumeAt = place.resumeAt
  }
}

/** A compressed body was left alone because it holds more than `limitBytes`. */
export class InflatedTooLarge extends MessageFormatError {
  override readonly name = 'InflatedTooLarge'
  readonly limitBytes: number

  constructor(limitBytes: number) {
    super(
      'INFLATED_TOO_LARGE',
      `The compressed body holds more than ${limitBytes} bytes: raise the limit to read it.`,
    )
    this.limitBytes = limitBytes
  }
}
