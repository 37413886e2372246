/** One dead letter with all that it carries. */
import { canReadBodies, type deadLetterView, type ResponseOf } from '@gantry/contract'
import { MessageFormatError, type StoredMessage } from '@gantry/remoting'
import { findEverywhere } from '../groups/group-inventory.ts'
import { toldByBody } from '../platform/brokers/told-by-body.ts'
import { toTimestamp } from '../platform/clock.ts'
import { AppError } from '../platform/http/app-error.ts'
import type { Caller } from '../platform/http/caller.ts'
import { findDeadLetters } from './dead-letter-find.ts'
import type { DeadLetterNeeds, GroupPlace } from './dead-letter-needs.ts'
import { presentDeadLetter, withClaims } from './dead-letter-present.ts'
import { selectClaims } from './dead-letter-store.ts'

const SHOWN_BYTES = 256 * 1024

type View = ResponseOf<typeof deadLetterView>

/** @throws AppError NOT_FOUND */
export async function viewDeadLetter(
  { db, clock, instances }: DeadLetterNeeds,
  caller: Caller,
  place: GroupPlace & { readonly messageId: string },
  signal: AbortSignal,
): Promise<View> {
  const handle = await instances.instanceFor(place.instanceId, caller, 'messages')
  const { wireGroup } = await findEverywhere(db, handle, place, signal)
  const asOf = toTimestamp(clock.nowMs())
  const [found] = await findDeadLetters(handle, wireGroup, place.messageId, signal)
  if (found === undefined) throw noSuchDeadLetter(place)
  const key = { instance_id: place.instanceId, group: place.group }
  const claims = await selectClaims(db, key, [found.message.offsetMsgId])
  const presented = presentDeadLetter(handle, found)
  const [deadLetter = presented] = withClaims([presented], claims)
  const mayRead = canReadBodies(caller)
  const { bodyCRC, properties } = toldByBody(found.message, mayRead)
  return {
    deadLetter,
    properties: Object.fromEntries(properties),
    bodyCRC,
    ...(mayRead ? bodyOf(found.message) : HIDDEN),
    asOf,
  }
}

export function noSuchDeadLetter({ group, messageId }: { group: string; messageId: string }): AppError {
  return new AppError(
    'NOT_FOUND',
    `The group ${group} has no dead letter ${messageId}: check the ID, or it has expired.`,
  )
}

type Body = Pick<View, 'body' | 'inflatedBytes' | 'isCut' | 'bodyProblem'>

const HIDDEN: Body = { body: null, inflatedBytes: 0, isCut: false, bodyProblem: null }

function bodyOf(message: StoredMessage): Body {
  const { bytes, problem } = readBody(message)
  return {
    body: bytes.toString('base64', 0, Math.min(bytes.length, SHOWN_BYTES)),
    inflatedBytes: bytes.length,
    isCut: bytes.length > SHOWN_BYTES,
    bodyProblem: problem,
  }
}

/** As the application wrote it or, where it cannot be inflated, as it is stored. */
export function readBody(message: StoredMessage): {
  readonly bytes: Buffer
  readonly problem: string | null
} {
  try {
    return { bytes: message.body, problem: null }
  } catch (error) {
    if (!(error instanceof MessageFormatError)) throw error
    return { bytes: message.storedBody, problem: error.message }
  }
}
