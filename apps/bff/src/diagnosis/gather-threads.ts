/** Stacks of the clients whose queues pile up: taking them stops a client for a moment, so that nobody else is asked. */

import type { GroupInspection } from '../consumers/inspect-group.ts'
import type { ClientThreads } from '../consumers/stacks/sample-threads.ts'
import { type Part, type Reason, SAMPLES } from './evidence.ts'
import { type Deadline, partOf } from './part.ts'
import { pilesOf } from './waiting-queues.ts'

const MAX_CLIENTS = 10

export function gatherThreads(
  inspection: GroupInspection,
  deadline: Deadline,
): Promise<Part<readonly ClientThreads[]>> {
  const wanted = suspectsIn(inspection)
  const asked = wanted.slice(0, MAX_CLIENTS)
  return partOf<readonly ClientThreads[]>(deadline, [], async signal => {
    const { sampled, unasked } = await inspection.threads(asked, SAMPLES, signal)
    const readable = sampled.filter(({ threads }) => threads.length > 0)
    const missing: Reason[] = unasked.map(({ clientId, reason }) => ({
      code: 'UNKNOWN_CLIENT',
      params: { clientId, message: reason },
    }))
    if (readable.length < sampled.length) missing.push({ code: 'UNKNOWN_STACKS', params: {} })
    if (asked.length < wanted.length) {
      missing.push({ code: 'UNKNOWN_CLIENTS', params: { asked: asked.length, clients: wanted.length } })
    }
    return { value: readable, missing }
  })
}

/** Those for whom most waits come first. Whom a broadcasting group keeps waiting, only its clients know. */
function suspectsIn({ status, progress, clients }: GroupInspection): string[] {
  const isBroadcasting = status.messageModel === 'BROADCASTING'
  const holders = new Set(pilesOf({ progress }).map(({ clientId }) => clientId))
  return clients.items
    .filter(({ clientId }) => isBroadcasting || holders.has(clientId))
    .toSorted((a, b) => Number(b.accumulated ?? 0) - Number(a.accumulated ?? 0))
    .map(({ clientId }) => clientId)
}
