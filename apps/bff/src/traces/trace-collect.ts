/** From ways to traces: what the brokers know is asked for, and what is another instance's, or not the caller's to see, is left out. */
import type { Trace } from '@gantry/contract'
import { RemotingError } from '@gantry/remoting'
import type { DeadLetterService } from '../deadletters/dead-letter-service.ts'
import type { InstanceHandle } from '../platform/brokers/instance-handle.ts'
import type { Delivery, Way } from './trace-join.ts'
import { type GroupFindings, groupOf, kindOf, presentTrace } from './trace-present.ts'
import { isNamed, lookUp, type Scope } from './trace-scope.ts'

export interface Collecting {
  readonly handle: InstanceHandle
  readonly scope: Scope
  readonly deadLetters: DeadLetterService
  readonly nowMs: number
  readonly signal: AbortSignal
}

/** Newest sending first. */
export async function collect(ways: Iterable<Way>, of: Collecting): Promise<Trace[]> {
  const { subscribers, limits } = await groupsOf(of)
  const traces: Trace[] = []
  for (const way of ways) {
    of.signal.throwIfAborted()
    if (!isNamed(of.scope, way)) continue
    const isOpen = kindOf(way) !== 'PLAIN' || way.pub?.record.success === false
    const mustProve = of.scope.isShared || way.pub === undefined
    const stored = isOpen || mustProve ? await lookUp(of.handle, of.scope, way, of.signal) : undefined
    const isProven = stored?.isInTopic === true || stored?.first !== undefined
    if (mustProve && !isProven) continue
    const groups = await findingsOf(way, subscribers, limits, of)
    traces.push(presentTrace(namedAs(way, of), { topic: of.scope.topic, stored, groups, nowMs: of.nowMs }))
  }
  return traces.toSorted((a, b) => sentAt(b).localeCompare(sentAt(a)))
}

function sentAt({ producer }: Trace): string {
  return producer?.sentAt ?? ''
}

interface Groups {
  /** Of this instance, with the namespace off. */
  readonly subscribers: readonly string[]
  /** Deliveries after the first one, by the name on the wire. */
  readonly limits: ReadonlyMap<string, number>
}

async function groupsOf({ handle, scope, signal }: Collecting): Promise<Groups> {
  const [groups, configs] = await Promise.all([
    handle.admin.topics.groups(scope.wireTopic, { signal }),
    handle.admin.groups.configs({ signal }),
  ])
  const names = new Set(groups.answered.flatMap(({ value }) => value))
  return {
    subscribers: [...names].flatMap(name => handle.groups.unwire(name) ?? []),
    limits: new Map(
      configs.answered.flatMap(({ value }) =>
        [...value].map(([name, { retryMaxTimes }]) => [name, retryMaxTimes] as const),
      ),
    ),
  }
}

async function findingsOf(
  way: Way,
  subscribers: readonly string[],
  limits: ReadonlyMap<string, number>,
  { handle, deadLetters, signal }: Collecting,
): Promise<Map<string, GroupFindings>> {
  const deliveries = Map.groupBy(way.deliveries.values(), delivery => bareGroup(handle, groupOf(delivery)))
  const findings = new Map<string, GroupFindings>()
  for (const group of new Set([...subscribers, ...deliveries.keys()])) {
    if (!handle.groups.sees(group)) continue
    const isSuccess = deliveries.get(group)?.some(({ after }) => after?.success === true) ?? false
    const mayBeDead = !isSuccess && limits.has(handle.wire(group))
    const isDead = mayBeDead && (await isDeadLetter(deadLetters, handle, group, way.messageId, signal))
    findings.set(group, { isDead, maxRetries: limits.get(handle.wire(group)) })
  }
  return findings
}

async function isDeadLetter(
  deadLetters: DeadLetterService,
  handle: InstanceHandle,
  group: string,
  messageId: string,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    return (await deadLetters.find(handle, group, messageId, signal)).length > 0
  } catch (error) {
    // A queue that nobody may read tells nothing; the rest of the trace is still true.
    if (error instanceof RemotingError && error.code === 'BROKER_REFUSED') return false
    throw error
  }
}

/** Groups are named with the namespace off, also where a client was given the name on the wire. */
function namedAs(way: Way, { handle }: Collecting): Way {
  const rename = ({ before, after, host }: Delivery): Delivery => ({
    before: before && { ...before, groupName: bareGroup(handle, before.groupName) },
    after:
      after &&
      (after.groupName === undefined ? after : { ...after, groupName: bareGroup(handle, after.groupName) }),
    host,
  })
  const pub = way.pub && {
    ...way.pub,
    record: { ...way.pub.record, groupName: bareGroup(handle, way.pub.record.groupName) },
  }
  return {
    ...way,
    pub,
    deliveries: new Map(
      [...way.deliveries]
        .filter(([, delivery]) => handle.groups.sees(bareGroup(handle, groupOf(delivery))))
        .map(([id, delivery]) => [id, rename(delivery)]),
    ),
  }
}

function bareGroup(handle: InstanceHandle, group: string): string {
  return handle.groups.unwire(group) ?? group
}
