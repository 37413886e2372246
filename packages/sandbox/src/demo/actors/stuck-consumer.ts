/** Works well for a while, then waits for a lock that nobody gives back. It is connected, and does nothing. */
import { once } from 'node:events'
import type { Role } from '../stage.ts'
import { type ConsumingPlan, startConsuming } from './consuming.ts'
import { stacksAtTheLock } from './stuck-stacks.ts'

const MESSAGES_BEFORE = 5
/** Else the message that it is stuck at would go to somebody else after a quarter of an hour. */
const CONSUME_TIMEOUT_MS = 7 * 86_400_000

export const stuckConsumer =
  (plan: ConsumingPlan): Role =>
  stage => {
    let consumed = 0
    const isStuck = (): boolean => consumed > MESSAGES_BEFORE
    const settings = {
      ...plan,
      concurrency: 1,
      consumeTimeoutMs: CONSUME_TIMEOUT_MS,
      stacks: () => stacksAtTheLock(isStuck()),
    }
    return startConsuming(stage, settings, async () => {
      if (consumed++ < MESSAGES_BEFORE) return 'SUCCESS'
      if (!stage.closing.aborted) await once(stage.closing, 'abort')
      return 'LATER'
    })
  }
