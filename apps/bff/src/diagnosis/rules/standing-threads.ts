import type { ConsumerThread } from '@gantry/contract'
import type { ClientThreads } from '../../consumers/stacks/sample-threads.ts'
import { type Evidence, SAMPLES } from '../evidence.ts'
import { fine, found, NOBODY, noStacks, type Rule, unknown } from '../finding.ts'
import { pilesOf, queueEvidence } from '../waiting-queues.ts'

/** Consume threads that wait for one lock, or are at one place, in each sample, while messages of their queues wait. */
export const standingThreads: Rule = evidence => {
  const { clients, status, threads } = evidence
  if (clients.length === 0) return unknown('THREADS', evidence.unread[0] ?? NOBODY)
  const isBroadcasting = status.messageModel === 'BROADCASTING'
  const suspects = threads.value.filter(
    ({ clientId }) => isBroadcasting || pilesOf(evidence, clientId).length > 0,
  )
  for (const client of suspects) {
    const standing = standingIn(client)
    if (standing.length > 0) return foundIn(evidence, client, standing)
  }
  if (!isBroadcasting && pilesOf(evidence).length === 0) return fine('THREADS', { code: 'THREADS_IDLE' })
  if (threads.missing.length > 0 || threads.value.length === 0) return unknown('THREADS', noStacks(evidence))
  return fine('THREADS', { code: 'THREADS_FINE' })
}

/** Blocked ones first: they say what they wait for. */
export function standingIn({ threads }: ClientThreads): ConsumerThread[] {
  const consuming = threads.filter(({ isConsumeThread }) => isConsumeThread)
  const blocked = consuming.filter(({ isBlocked }) => isBlocked)
  return [...blocked, ...consuming.filter(({ isBlocked, isStuck }) => isStuck && !isBlocked)]
}

function foundIn(evidence: Evidence, { clientId, threads }: ClientThreads, standing: ConsumerThread[]) {
  const [first] = standing
  const holders = new Set(standing.flatMap(({ probableHolders }) => probableHolders))
  const [holder] = holders
  const common = { clientId, samples: SAMPLES, threads: standing.length }
  const verdict = first?.waitsFor
    ? holder === undefined
      ? { code: 'THREADS_BLOCKED' as const, params: { ...common, lock: first.waitsFor.lock } }
      : { code: 'THREADS_BLOCKED_BY' as const, params: { ...common, lock: first.waitsFor.lock, holder } }
    : { code: 'THREADS_STUCK' as const, params: { ...common, place: first?.frames[0] ?? '–' } }
  const shown = [...standing, ...threads.filter(({ name }) => holders.has(name))]
  return found(
    'THREADS',
    {
      ...verdict,
      evidence: [
        { kind: 'threads', clientId, threads: shown.slice(0, SHOWN_THREADS).map(excerpt) },
        ...queueEvidence(pilesOf(evidence, clientId)),
      ],
    },
    { code: 'CHECK_STACK', clientId },
  )
}

const SHOWN_THREADS = 10
const SHOWN_FRAMES = 20

function excerpt(thread: ConsumerThread): ConsumerThread {
  return { ...thread, frames: thread.frames.slice(0, SHOWN_FRAMES) }
}
