/** Takes a moment for each message, and keeps up. */
import { pause, type Role } from '../stage.ts'
import { type ConsumingPlan, startConsuming } from './consuming.ts'

const MOMENT_MS = 20

export const steadyConsumer =
  (plan: ConsumingPlan): Role =>
  stage =>
    startConsuming(stage, plan, async () => {
      await pause(MOMENT_MS, stage.closing)
      return 'SUCCESS'
    })
