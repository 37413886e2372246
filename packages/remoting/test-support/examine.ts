/** What becomes of a stream of bytes in the hands of this package: values, or typed errors, and nothing else. */
import { RemotingError } from '../src/errors.ts'
import { decodeMessages } from '../src/message/decode-stored-message.ts'
import { type Frame, FrameReader } from '../src/protocol/frame.ts'
import { parseJson } from '../src/protocol/json.ts'
import type { Shape } from '../src/protocol/shape.ts'
import { topicRouteData } from '../src/requests/0105-get-route-info-by-topic.ts'
import { consumeStats } from '../src/requests/0208-get-consume-stats.ts'
import type { Random } from './fuzz.ts'

/** Outcomes by name, how often each came. */
export type Outcomes = Map<string, number>

/**
 * Reads the stream as a socket might deliver it, and the body of each frame as everything it might be.
 * @throws what is no typed error of this package: a crash
 */
export function examine(stream: Buffer, random: Random, outcomes: Outcomes): void {
  const reader = new FrameReader(MAX_FRAME_BYTES)
  let frames: Frame[] = []
  attempt('frame', outcomes, () => {
    for (let at = 0; at < stream.length; ) {
      const end = at + 1 + random(random(4) === 0 ? 8 : stream.length)
      frames = frames.concat(reader.push(stream.subarray(at, end)))
      at = end
    }
  })
  count(outcomes, 'frames read', frames.length)
  if (reader.pendingBytes > 0) count(outcomes, 'frame incomplete')
  for (const { body } of frames) if (body.length > 0) examineBody(body, outcomes)
}

const MAX_FRAME_BYTES = 1_000_000

function examineBody(body: Buffer, outcomes: Outcomes): void {
  attempt('json', outcomes, () => {
    const value = parseJson(body.toString())
    count(outcomes, 'json read')
    for (const [name, shape] of SHAPES) {
      attempt(name, outcomes, () => {
        shape.read(value)
        count(outcomes, `${name} read`)
      })
    }
  })
  attempt('messages', outcomes, () => {
    for (const message of decodeMessages(body)) if (message.body.length >= 0) count(outcomes, 'messages read')
  })
}

const SHAPES: ReadonlyArray<readonly [string, Pick<Shape<unknown>, 'read'>]> = [
  ['ConsumeStats', consumeStats],
  ['TopicRouteData', topicRouteData],
]

function attempt(what: string, outcomes: Outcomes, work: () => void): void {
  try {
    work()
  } catch (error) {
    if (!(error instanceof RemotingError)) throw error
    count(outcomes, `${what} refused: ${error.code}`)
  }
}

export function count(outcomes: Outcomes, name: string, times = 1): void {
  outcomes.set(name, (outcomes.get(name) ?? 0) + times)
}
