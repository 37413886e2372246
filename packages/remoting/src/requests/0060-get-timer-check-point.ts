/**
 * GET_TIMER_CHECK_POINT 60: how far a broker's timer wheel has come. Since 5.0.
 *
 * Body, big-endian, all 8 bytes long:
 *
 *     lastReadTimeMs, lastTimerLogFlushPos, lastTimerQueueOffset, masterTimerQueueOffset,
 *     then the DataVersion: stateVersion, timestamp, counter; a broker may leave it out
 *
 * Defined in `store/timer/TimerCheckpoint`; answered by `broker/processor/AdminBrokerProcessor#getTimerCheckPoint`.
 * Refusals: SYSTEM_ERROR 1 when the broker has no timer wheel (`timerWheelEnable`).
 */
import { MalformedError } from '../errors.ts'
import { type BodyLayout, defineRequest } from '../protocol/layout.ts'
import type { DataVersion } from './shapes/data-version.ts'

export interface TimerCheckpoint {
  /** Due time (ms) up to which messages have been delivered. */
  readonly lastReadTimeMs: number
  readonly lastTimerLogFlushPos: bigint
  /** Offset in the topic of waiting messages up to which they are on the wheel. */
  readonly lastTimerQueueOffset: bigint
  /** The same on the master, as a replica knows it. */
  readonly masterTimerQueueOffset: bigint
  readonly dataVersion?: DataVersion
}

const BARE_BYTES = 32
const FULL_BYTES = 56

const timerCheckpointBody: BodyLayout<TimerCheckpoint> = {
  read: body => {
    if (body.length < BARE_BYTES)
      throw new MalformedError(
        'BODY_MALFORMED',
        `Expected at least ${BARE_BYTES} bytes, found ${body.length}.`,
      )
    const checkpoint = {
      lastReadTimeMs: Number(body.readBigInt64BE(0)),
      lastTimerLogFlushPos: body.readBigInt64BE(8),
      lastTimerQueueOffset: body.readBigInt64BE(16),
      masterTimerQueueOffset: body.readBigInt64BE(24),
    }
    if (body.length < FULL_BYTES) return checkpoint
    const dataVersion = {
      stateVersion: body.readBigInt64BE(32),
      timestamp: Number(body.readBigInt64BE(40)),
      counter: body.readBigInt64BE(48),
    }
    return { ...checkpoint, dataVersion }
  },
  write: ({ dataVersion, ...checkpoint }) => {
    const body = Buffer.alloc(dataVersion ? FULL_BYTES : BARE_BYTES)
    body.writeBigInt64BE(BigInt(checkpoint.lastReadTimeMs), 0)
    body.writeBigInt64BE(checkpoint.lastTimerLogFlushPos, 8)
    body.writeBigInt64BE(checkpoint.lastTimerQueueOffset, 16)
    body.writeBigInt64BE(checkpoint.masterTimerQueueOffset, 24)
    if (dataVersion) {
      body.writeBigInt64BE(dataVersion.stateVersion, 32)
      body.writeBigInt64BE(BigInt(dataVersion.timestamp), 40)
      body.writeBigInt64BE(dataVersion.counter, 48)
    }
    return body
  },
}

export const getTimerCheckPoint = defineRequest({
  name: 'GET_TIMER_CHECK_POINT',
  code: 60,
  readOnly: true,
  response: { body: timerCheckpointBody },
})
