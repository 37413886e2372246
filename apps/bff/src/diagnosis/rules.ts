/** Every rule, in the order in which its findings are told; one that goes takes its line with it. */
import type { Rule } from './finding.ts'
import { accumulation } from './rules/accumulation.ts'
import { broadcasting } from './rules/broadcasting.ts'
import { brokersAway } from './rules/brokers-away.ts'
import { consumedElsewhere } from './rules/consumed-elsewhere.ts'
import { deadLetters } from './rules/dead-letters.ts'
import { fullCache } from './rules/full-cache.ts'
import { inconsistentSubscription } from './rules/inconsistent-subscription.ts'
import { missingSomewhere } from './rules/missing-somewhere.ts'
import { noPermission } from './rules/no-permission.ts'
import { nobodyOnline } from './rules/nobody-online.ts'
import { standingThreads } from './rules/standing-threads.ts'
import { stuckQueue } from './rules/stuck-queue.ts'
import { unexpectedConnection } from './rules/unexpected-connection.ts'

export const RULES: readonly Rule[] = [
  brokersAway,
  missingSomewhere,
  noPermission,
  nobodyOnline,
  broadcasting,
  inconsistentSubscription,
  unexpectedConnection,
  standingThreads,
  stuckQueue,
  fullCache,
  accumulation,
  consumedElsewhere,
  deadLetters,
]
