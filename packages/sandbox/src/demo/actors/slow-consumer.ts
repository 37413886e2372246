/** Takes one message at a time, and longer than it takes until the next one comes: its backlog grows. */
import { pause, type Role } from '../stage.ts'
import { type ConsumingPlan, startConsuming } from './consuming.ts'

const TOO_LONG_MS = 900

export const slowConsumer =
  (plan: ConsumingPlan): Role =>
  stage =>
    startConsuming(stage, { ...plan, concurrency: 1 }, async () => {
      await pause(TOO_LONG_MS, stage.closing)
      return 'SUCCESS'
    })
