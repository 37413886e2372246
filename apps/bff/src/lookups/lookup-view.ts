/** Where is this message? */
import type { lookupView, QueryOf, ResponseOf } from '@gantry/contract'
import type { InstanceHandle } from '../platform/brokers/instance-handle.ts'
import { partialOf } from '../platform/brokers/partial-of.ts'
import { toTimestamp } from '../platform/clock.ts'
import type { Caller } from '../platform/http/caller.ts'
import { absenceTrail } from './absence.ts'
import { answersOf, answersOfAbsence } from './lookup-answers.ts'
import type { LookupNeeds } from './lookup-needs.ts'
import { messageTrail } from './message-trail.ts'
import { type Question, questionOf } from './question.ts'
import { type Sightings, sightings } from './sightings.ts'
import type { Sighting } from './trail.ts'

/** Of a key: each one takes as many requests as its topic has groups. */
const MOST_MESSAGES = 5

export async function lookUp(
  needs: LookupNeeds,
  caller: Caller,
  { instanceId }: { readonly instanceId: string },
  { q }: QueryOf<typeof lookupView>,
  signal: AbortSignal,
): Promise<ResponseOf<typeof lookupView>> {
  const { clock, instances, messages } = needs
  const handle = await instances.instanceFor(instanceId, caller, 'messages')
  const asOf = toTimestamp(clock.nowMs())
  const question = questionOf(q)
  const stored = question.kind === 'key' ? {} : await messages.atOffset(handle, question.asked, signal)
  const byOffset = stored.found && (await throughOffset(handle, stored.found, signal))
  const seen = byOffset ?? (await sightings(handle, question, signal))
  const found = await Promise.all(
    seen.own.slice(0, MOST_MESSAGES).map(async sighting => {
      const trail = await messageTrail(needs, handle, caller, sighting, signal)
      const message = messages.head(sighting.brokerName, sighting.message)
      return { topic: sighting.topic, message, answers: answersOf(trail) }
    }),
  )
  const absence =
    found.length > 0
      ? undefined
      : await absenceTrail(handle, caller, question, seen, stored, clock.nowMs(), signal)
  return {
    ...question,
    found,
    answers: absence ? answersOfAbsence(absence) : [],
    partial: partialOf(seen.failed),
    asOf,
  }
}

/** A broker's ID leads to the message, or to a copy that waits: that has a unique ID by which all else is found. */
async function throughOffset(
  handle: InstanceHandle,
  { node, message }: NonNullable<Awaited<ReturnType<LookupNeeds['messages']['atOffset']>>['found']>,
  signal: AbortSignal,
): Promise<Sightings | undefined> {
  const topic = handle.topics.unwire(message.topic)
  const here: Sighting | undefined =
    topic === undefined ? undefined : { brokerName: node.brokerName, topic, message }
  if (here) {
    return { own: [here], scheduled: [], halves: [], foreignTopics: [], failed: [], tooManyTopics: undefined }
  }
  if (message.msgId === message.offsetMsgId) return undefined
  const byUniqueId: Question = { kind: 'messageId', asked: message.msgId }
  return await sightings(handle, byUniqueId, signal)
}
