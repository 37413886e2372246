/**
 * Asks brokers and clients once for each kind of facts. First progress, connections and what clients say of themselves; then, side by
 * side, topics, rates, dead letters, and stacks of the clients whose queues pile up. What cannot be had becomes a reason, not an error.
 */
import type { BrokerNode, FanOutFailure } from '@gantry/remoting'
import type { GroupParams } from '../consumers/consumer-needs.ts'
import type { GroupInspection } from '../consumers/inspect-group.ts'
import type { Caller } from '../platform/http/caller.ts'
import type { TopicStandings } from '../topics/topic-service.ts'
import { brokerFacts, groupFacts, topicFacts } from './broker-facts.ts'
import type { DiagnosisNeeds } from './diagnosis-needs.ts'
import type { DeadLetterFacts, Evidence, Part } from './evidence.ts'
import { gatherRates } from './gather-rates.ts'
import { gatherThreads } from './gather-threads.ts'
import { brokerReasons, type Deadline, deadlineOf, partOf } from './part.ts'

export interface Gathered {
  readonly evidence: Evidence
  readonly failed: ReadonlyArray<FanOutFailure<BrokerNode>>
}

/** For all that comes after the first reading. */
const TIME_LIMIT_MS = 20_000
/** A subscription to more is not looked at whole: it would cost a request for each. */
const MAX_TOPICS = 50

/** @throws AppError NOT_FOUND; the failure of a broker when none answers */
export async function gatherEvidence(
  needs: DiagnosisNeeds,
  caller: Caller,
  params: GroupParams,
  signal: AbortSignal,
): Promise<Gathered> {
  const inspection = await needs.consumers.inspect(caller, params, signal)
  const deadline = deadlineOf(TIME_LIMIT_MS, signal)
  const wireTopics = inspection.wireTopics.slice(0, MAX_TOPICS)
  const [placed, threads, deadLetters] = await Promise.all([
    gatherTopics(needs, inspection, wireTopics, deadline),
    gatherThreads(inspection, deadline),
    gatherDeadLetters(needs, inspection, deadline),
  ])
  const { status, progress, clients, views, failed } = inspection
  const evidence = {
    nowMs: needs.clock.nowMs(),
    status,
    progress,
    clients: clients.items,
    views,
    unread: brokerReasons(failed),
    group: groupFacts(inspection),
    threads,
    deadLetters,
    ...placed,
  }
  return { evidence, failed }
}

const NOT_PLACED: TopicStandings = { standings: [], masters: [], failed: [] }

/** Where the topics are, and how fast messages come and go. */
async function gatherTopics(
  needs: DiagnosisNeeds,
  inspection: GroupInspection,
  wireTopics: readonly string[],
  deadline: Deadline,
): Promise<Pick<Evidence, 'topics' | 'brokers' | 'rates'>> {
  const { handle, failed } = inspection
  const standings = await partOf(deadline, NOT_PLACED, async signal => {
    const value = await needs.topics.standingsOf(handle, wireTopics, signal)
    return { value, missing: brokerReasons(value.failed) }
  })
  const [brokers, rates] = await Promise.all([
    brokerFacts(handle, standings, failed, deadline),
    gatherRates(inspection, standings.value, deadline),
  ])
  return { topics: topicFacts(standings), brokers, rates }
}

function gatherDeadLetters(
  { deadLetters }: DiagnosisNeeds,
  { handle, wireGroup }: GroupInspection,
  deadline: Deadline,
): Promise<Part<DeadLetterFacts>> {
  return partOf(deadline, { count: 0n, newestAtMs: null }, async signal => {
    const { failed, ...value } = await deadLetters.standing(handle, wireGroup, signal)
    return { value, missing: brokerReasons(failed) }
  })
}
