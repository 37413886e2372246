/** What is known of a message that is in no topic of the instance. */
import { seesWhole } from '@gantry/contract'
import {
  dueTimeMs,
  fanOut,
  namespaceOf,
  PropertyName,
  parseMessageId,
  uniqueMessageIdTimeMs,
} from '@gantry/remoting'
import type { AtOffset } from '../messages/message-find.ts'
import type { InstanceHandle } from '../platform/brokers/instance-handle.ts'
import type { Caller } from '../platform/http/caller.ts'
import { toAppError } from '../platform/http/problem.ts'
import type { Question } from './question.ts'
import { isApplications, type Sightings } from './sightings.ts'
import type { AbsenceTrail } from './trail.ts'

export async function absenceTrail(
  handle: InstanceHandle,
  caller: Caller,
  question: Question,
  { scheduled, halves, foreignTopics, failed, tooManyTopics }: Sightings,
  { found, strangerAddr }: AtOffset,
  nowMs: number,
  signal: AbortSignal,
): Promise<AbsenceTrail> {
  const [waiting] = scheduled
  const [half] = halves
  const isMessageId = question.kind !== 'key'
  return {
    asked: question.asked,
    isMessageId,
    scheduled: waiting,
    dueMs: waiting && dueTimeMs(waiting.message.properties, waiting.message.storeTimestamp),
    half,
    transactionChecks: Math.max(0, ...halves.map(({ message }) => checksOf(message.properties))),
    foreignTopic: [...foreignTopics, found?.message.topic].find(
      topic => topic !== undefined && isApplications(topic) && mayKnow(caller, topic),
    ),
    strangerAddr,
    madeMs: isMessageId ? madeMsOf(question.asked, nowMs) : undefined,
    oldestMs: await oldestStoredMs(handle, signal),
    unknown: [
      ...failed.map(({ place, error }) => ({
        sentenceName: 'brokerSilent' as const,
        params: { place, reason: toAppError(error).detail },
      })),
      ...(tooManyTopics === undefined
        ? []
        : [{ sentenceName: 'tooManyTopics' as const, params: { topics: tooManyTopics } }]),
    ],
  }
}

/** That a message is in somebody else's instance is told to nobody else. Without a namespace: to administrators. */
function mayKnow(caller: Caller, wireTopic: string): boolean {
  return seesWhole(caller, namespaceOf(wireTopic))
}

function checksOf(properties: ReadonlyMap<string, string>): number {
  return Number(properties.get(PropertyName.TRANSACTION_CHECK_TIMES) ?? 0) || 0
}

/** By the client's clock; of an ID that tells no time undefined. */
function madeMsOf(id: string, nowMs: number): number | undefined {
  const parsed = parseMessageId(id)
  if (parsed.kind === 'grpc') return parsed.timeMs
  return parsed.kind === 'unique' ? uniqueMessageIdTimeMs(parsed, nowMs) : undefined
}

/** The oldest of what is kept for all topics: what is older is gone from each of them. */
async function oldestStoredMs({ admin }: InstanceHandle, signal: AbortSignal): Promise<number | undefined> {
  const { answered } = await fanOut(
    await admin.cluster.masters({ signal }),
    async ({ addr }) =>
      Number((await admin.brokers.runtimeInfo(addr, { signal })).get('earliestMessageTimeStamp')),
    { placeOf: ({ addr }) => addr, signal },
  )
  const times = answered.map(({ value }) => value).filter(time => time > 0)
  return times.length > 0 ? Math.min(...times) : undefined
}
