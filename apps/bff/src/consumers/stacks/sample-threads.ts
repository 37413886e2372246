/** The stacks of several clients, side by side, a few times a moment apart. */
import { setTimeout } from 'node:timers/promises'
import type { ConsumerThread } from '@gantry/contract'
import { clientProblem } from '../client-problem.ts'
import { CLIENT_TIMEOUT_MS, type ConsumersRead, type Unasked } from '../read-consumers.ts'
import { compareStacks } from './compare-stacks.ts'
import { parseStacks } from './parse-stacks.ts'
import { GAP_MS } from './take-stacks.ts'

export interface ClientThreads {
  readonly clientId: string
  /** None where its words are not Java's. */
  readonly threads: readonly ConsumerThread[]
}

export interface ThreadSamples {
  readonly sampled: readonly ClientThreads[]
  /** Who gave no answer, or went meanwhile. */
  readonly unasked: readonly Unasked[]
}

type Asked = Pick<ConsumersRead, 'handle' | 'wireGroup' | 'clients'>

/** One that does not answer is not asked again, so that it costs one time-out and holds up nobody else's samples by more. */
export async function sampleThreads(
  { handle, wireGroup, clients }: Asked,
  clientIds: readonly string[],
  samples: number,
  signal: AbortSignal,
): Promise<ThreadSamples> {
  const texts = new Map<string, string[]>(clientIds.map(clientId => [clientId, []]))
  const unasked: Unasked[] = []
  for (let sample = 0; sample < samples && texts.size > 0; sample++) {
    if (sample > 0) await setTimeout(GAP_MS, undefined, { signal })
    const asked = [...texts.keys()].flatMap(clientId => {
      const client = clients.get(clientId)
      return client ? { clientId, node: client.node } : []
    })
    const options = { signal, timeoutMs: CLIENT_TIMEOUT_MS }
    const { answered, failed } = await handle.admin.clients.runningInfos(
      wireGroup,
      asked,
      { jstack: true },
      options,
    )
    for (const { item, value } of answered) texts.get(item.clientId)?.push(value.jstack ?? '')
    for (const { item, error } of failed) {
      texts.delete(item.clientId)
      unasked.push({ clientId: item.clientId, reason: clientProblem(error, item.clientId).detail })
    }
  }
  return {
    sampled: [...texts].map(([clientId, taken]) => ({
      clientId,
      threads: compareStacks(taken.map(parseStacks)),
    })),
    unasked,
  }
}
