/** Cannot read one kind of message. Those come again, fail again, and end as dead letters. */
import type { Role } from '../stage.ts'
import { UNKNOWN_CURRENCY } from './cashier.ts'
import { type ConsumingPlan, startConsuming } from './consuming.ts'

/** Again after 1 s, where RocketMQ would wait for longer each time. */
const SOON = 1

export const failingConsumer =
  (plan: ConsumingPlan): Role =>
  stage =>
    startConsuming(stage, plan, async (messages, context) => {
      context.delayLevel = SOON
      return messages.some(({ body }) => body.includes(UNKNOWN_CURRENCY)) ? 'LATER' : 'SUCCESS'
    })
