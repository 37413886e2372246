/** Takes the stacks of a client's threads live, once or a few times a moment apart. */
import { setTimeout } from 'node:timers/promises'
import type { ConsumerStacks } from '@gantry/contract'
import { toTimestamp } from '../../platform/clock.ts'
import type { Caller } from '../../platform/http/caller.ts'
import { askClient } from '../ask-client.ts'
import type { ClientParams, ConsumerNeeds } from '../consumer-needs.ts'
import { compareStacks } from './compare-stacks.ts'
import { parseStacks } from './parse-stacks.ts'

/** Long enough for a thread that works to be elsewhere, short enough for somebody who waits for five samples. */
export const GAP_MS = 200

/** @throws AppError NOT_FOUND, CLIENT_GONE (also while it is asked again), CLIENT_SILENT */
export async function takeStacks(
  needs: ConsumerNeeds,
  caller: Caller,
  params: ClientParams,
  samples: number,
  signal: AbortSignal,
): Promise<ConsumerStacks> {
  const { ask } = await askClient(needs, caller, params, signal)
  const takenAt: string[] = []
  const texts: string[] = []
  while (texts.length < samples) {
    if (texts.length > 0) await setTimeout(GAP_MS, undefined, { signal })
    const { jstack } = await ask(true)
    takenAt.push(toTimestamp(needs.clock.nowMs()))
    texts.push(jstack ?? '')
  }
  return {
    clientId: params.clientId,
    takenAt,
    threads: compareStacks(texts.map(parseStacks)),
    text: texts.at(-1) ?? '',
  }
}
