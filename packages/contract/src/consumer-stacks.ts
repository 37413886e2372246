/** What the threads of a client wait for, taken live. */
import { z } from 'zod'
import { timestamp } from './common.ts'
import { clientParams } from './consumer-clients.ts'
import { endpoint } from './endpoint.ts'

export const consumerThread = z.object({
  name: z.string(),
  threadId: z.string().nullable(),
  /** Java's: RUNNABLE, BLOCKED, WAITING, TIMED_WAITING. */
  state: z.string(),
  isConsumeThread: z.boolean(),
  /** Waits for work. */
  isIdle: z.boolean(),
  /** Waits for a lock in each sample. */
  isBlocked: z.boolean(),
  /** Busy, and at the same place in each of several samples. */
  isStuck: z.boolean(),
  /** Innermost first, of the last sample. */
  frames: z.array(z.string()),
  /** Clients do not name locks: `place` is where the thread waits. */
  waitsFor: z.object({ lock: z.string(), place: z.string() }).nullable(),
  /** Threads inside the same method that do not wait there. */
  probableHolders: z.array(z.string()),
})
export type ConsumerThread = z.infer<typeof consumerThread>

export const MAX_STACK_SAMPLES = 5

export const consumerStacks = endpoint({
  id: 'consumerStacks',
  method: 'GET',
  path: '/instances/{instanceId}/groups/{group}/clients/{clientId}/stack',
  summary: "A client's thread stacks, taken now; with several samples, what does not move is marked.",
  access: 'signedIn',
  params: clientParams,
  query: z.object({ samples: z.coerce.number().int().min(1).max(MAX_STACK_SAMPLES).default(1) }),
  response: z.object({
    clientId: z.string(),
    takenAt: z.array(timestamp),
    /** Consume threads first; none when the client's words are not Java's. */
    threads: z.array(consumerThread),
    /** The last sample in the client's own words. */
    text: z.string(),
  }),
  errors: ['NOT_FOUND', 'CLIENT_GONE', 'CLIENT_SILENT', 'BROKER_UNAVAILABLE', 'BROKER_REFUSED'],
})
export type ConsumerStacks = z.infer<typeof consumerStacks.response>
